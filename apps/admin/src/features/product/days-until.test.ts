import { expect, it } from "vitest";
import { daysUntil, todayIn } from "./days-until.ts";

it("[CAT-19] counts days to an expiry date over a change of clocks, by the shop's own calendar", () => {
  expect(daysUntil("2027-03-29", "2027-03-27")).toBe(2);
  expect(daysUntil("2027-03-27", "2027-03-27")).toBe(0);
  expect(daysUntil("2027-03-01", "2027-03-02")).toBe(-1);
  const night = new Date("2027-03-27T23:30:00Z");
  expect([todayIn("UTC", night), todayIn("Europe/Paris", night)]).toEqual(["2027-03-27", "2027-03-28"]);
});
