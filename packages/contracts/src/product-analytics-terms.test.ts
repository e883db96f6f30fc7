import { expect, it } from "vitest";
import { STAGE_BOUNDS_HOURS, stageHours, stageStep, turnoverOf } from "./product-analytics-terms.ts";

const histogramOf = (hours: readonly number[]): number[] => {
  const steps = Array.from({ length: STAGE_BOUNDS_HOURS.length + 1 }, () => 0);
  for (const one of hours) steps[stageStep(one)]! += 1;
  return steps;
};

it("[ANA-06] half and nine in ten of the orders took no longer than what is said, to the width of a step", () => {
  const hours = Array.from({ length: 100 }, (_, nth) => nth + 1);
  expect(stageHours(histogramOf(hours), 0.5, 100)).toBeCloseTo(50, 0);
  expect(stageHours(histogramOf(hours), 0.9, 100)).toBeCloseTo(90, 0);
  expect(stageHours(histogramOf([5_000]), 0.5, 5_000)).toBe(5_000);
  expect(stageHours(histogramOf([3]), 0.9, 3)).toBe(3);
  expect(stageHours(histogramOf([]), 0.5, 0)).toBeNull();
});

it("[ANA-06] turnover is how often the stock of now sells in a year at that pace", () => {
  expect(turnoverOf(10, 30, 20)).toBeCloseTo(6.083, 3);
  expect(turnoverOf(0, 30, 20)).toBe(0);
  expect(turnoverOf(10, 30, 0)).toBeNull();
  expect(turnoverOf(10, 30, null)).toBeNull();
});
