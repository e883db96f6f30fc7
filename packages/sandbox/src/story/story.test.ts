import { expect, it } from "vitest";
import { COURSES, isBelowFloor, priceAfter, priceOf, sharesOf } from "./ends.ts";
import { writeStory } from "./story.ts";

const SIZE = { products: 60, orders: 200 };

it("the same seed and size write the same story, another seed another one", () => {
  const story = writeStory("one", SIZE);
  expect(writeStory("one", SIZE)).toEqual(story);
  expect(writeStory("two", SIZE).orders).not.toEqual(story.orders);
  expect(story.orders).toHaveLength(SIZE.orders);
  expect(new Set(story.orders.map(({ number }) => number)).size).toBe(SIZE.orders);
});

it("every course happens at least once, and everything happens in its turn", () => {
  const { orders, happenings, endHour } = writeStory("one", SIZE);
  const seen = new Set(orders.map(({ end }) => `${end.intake} ${end.fulfilment} ${end.holds} ${end.atCj}`));
  for (const [name, end] of Object.entries(COURSES))
    expect(seen, name).toContain(`${end.intake} ${end.fulfilment} ${end.holds} ${end.atCj}`);
  for (const list of [orders, happenings]) {
    const hours = list.map(({ hour }) => hour);
    expect(hours).toEqual(hours.toSorted((one, other) => one - other));
    expect(hours.at(-1)).toBeLessThan(endHour);
  }
});

it("what orders end with in money follows from documented rules", () => {
  const terms = {
    ...writeStory("one", SIZE).terms,
    vatBps: 2_000,
    platformBps: 3_000,
    maxRiseBps: 3_000,
    floorBps: 1_000,
  };
  expect(priceOf(1_000, terms)).toBe(3_600);
  expect(priceAfter(3_600, 1_100, terms)).toBe(3_960);
  expect(priceAfter(3_600, 1_400, terms), "a step too large").toBe(3_600);
  expect(sharesOf(12_000, 0, terms)).toEqual({ taxMinor: 2_000, platformMinor: 3_000 });
  expect(sharesOf(12_000, 6_000, terms)).toEqual({ taxMinor: 1_000, platformMinor: 1_500 });
  expect(sharesOf(12_000, 12_000, terms)).toEqual({ taxMinor: 0, platformMinor: 0 });
  // Net 3000, less 900 for the platform: ten percent of the net are 300.
  expect(isBelowFloor(3_600, 1_000, 1_000, terms)).toBe(false);
  expect(isBelowFloor(3_600, 1_000, 1_001, terms)).toBe(true);
});
