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

it("what befalls an order finds it paid: on its day none of the days before has left the limit anything to pay", () => {
  for (const size of [SIZE, { products: 100, orders: 1_500 }]) {
    const { orders, goods, terms } = writeStory("one", size);
    const costs = new Map(goods.map(({ vid, cents, freightCents }) => [vid, cents + freightCents]));
    const ofDays = Map.groupBy(
      orders.filter(({ end }) => end.atCj > 0),
      ({ hour }) => Math.floor(hour / 24),
    );
    /** What the days before a day left the limit to pay. */
    const leftOver = [0];
    for (let day = 0, left = 0; day < 30; day += 1) {
      const lines = (ofDays.get(day) ?? []).flatMap((order) => order.lines);
      const wanted = lines.reduce((sum, { vid, quantity }) => sum + (costs.get(vid) ?? 0) * quantity, 0);
      left = Math.max(0, left + wanted - terms.dailyLimitUsdMinor);
      leftOver.push(left);
    }
    expect(Math.max(...leftOver), "the rush is over the limit").toBeGreaterThan(0);
    for (const { hour, kind } of orders)
      if (["cancelledByCj", "comesBack", "fallsSilent", "split"].includes(kind))
        expect(leftOver[Math.floor(hour / 24)], `${kind} in hour ${hour}`).toBe(0);
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
