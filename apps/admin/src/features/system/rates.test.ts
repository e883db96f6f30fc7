import { expect, it } from "vitest";
import { rateText, typedBps } from "./rates.ts";

it.each([
  ["70", 7_000],
  [" 12,5 ", 1_250],
  ["12.05", 1_205],
  ["0", 0],
  ["100", 10_000],
  ["100.01", undefined],
  ["", undefined],
  ["-1", undefined],
  ["1.234", undefined],
  ["seven", undefined],
])("[PLN-07] a rate typed as %j is %s basis points", (text, bps) => expect(typedBps(text)).toBe(bps));

it("[PLN-07] a rate is written without decimals that say nothing", () => {
  expect([7_000, 1_250, 1_205].map((bps) => rateText(bps, "en"))).toEqual(["70%", "12.5%", "12.05%"]);
});
