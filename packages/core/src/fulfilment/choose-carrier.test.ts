import { expect, it } from "vitest";
import { chooseCarrier } from "./choose-carrier.ts";

const options = [
  { carrier: "Slow", usdMinor: 300, minDays: 20, maxDays: 30 },
  { carrier: "Silent", usdMinor: 400, minDays: null, maxDays: null },
  { carrier: "Good", usdMinor: 500, minDays: 7, maxDays: 12 },
  { carrier: "Quick", usdMinor: 1_500, minDays: 2, maxDays: 4 },
];

it.each([
  ["the cheapest in time", { rule: "cheapest", maxDays: 15, maxUsdMinor: 0 }, "Good", "cheapest_in_time"],
  ["the fastest for a price", { rule: "fastest", maxDays: 15, maxUsdMinor: 2_000 }, "Quick", "fastest_for_price"],
  ["the fastest that is not too dear", { rule: "fastest", maxDays: 15, maxUsdMinor: 600 }, "Good", "fastest_for_price"],
  ["none in time", { rule: "cheapest", maxDays: 3, maxUsdMinor: 0 }, "Slow", "cheapest_of_all"],
  ["none for the price", { rule: "fastest", maxDays: 15, maxUsdMinor: 100 }, "Slow", "cheapest_of_all"],
] as const)("[ORD-03] [ORD-08] %s, and says why", (_what, choice, carrier, why) => {
  expect(chooseCarrier(options, choice)).toEqual({ option: options.find((one) => one.carrier === carrier), why });
  expect(chooseCarrier([], choice)).toBeUndefined();
});
