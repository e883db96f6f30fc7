import { expect, it } from "vitest";
import { byDelivery } from "./by-delivery.ts";
import { listInput, parseSourcingSearch } from "./sourcing-search.ts";
import type { Tile } from "./use-sourcing.ts";

const tile = (externalId: string): Tile => ({
  ...{ externalId, name: null, imageUrl: null, minUsd: "1.00", maxUsd: "1.00", listedCount: null, stock: null },
  ...{ freeShipping: null, productId: null },
});
const estimate = (maxDays: number | null) => ({
  estimate: {
    ...{ priceMinor: 900, profitMinor: 300, percentOfPriceBps: 3_333, percentOfNetBps: 4_000, belowFloor: false },
    ...{ banded: true as const, quotedAt: "2026-03-01T00:00:00Z", dutyIncluded: true, minDays: 5, maxDays },
  },
});
const tiles = ["fast", "slow", "silent", "unasked"].map(tile);
const known = new Map([
  ["fast", estimate(10)],
  ["slow", estimate(11)],
  ["silent", estimate(null)],
]);

it("[CAT-01] hides what a stored quote calls slower, and counts what no quote speaks of", () => {
  const { shown, slower, unknown } = byDelivery(tiles, known, 10);
  expect(shown.map(({ externalId }) => externalId)).toEqual(["fast", "silent", "unasked"]);
  expect({ slower, unknown }).toEqual({ slower: 1, unknown: 2 });
  expect(byDelivery(tiles, known, undefined)).toEqual({ shown: tiles, slower: 0, unknown: 0 });
});

it("[CAT-01] asks CJ for the same page with and without it, so it costs no points", () => {
  const filters = parseSourcingSearch({ q: "lamp", days: 10 });
  expect(filters).toEqual({ q: "lamp", days: 10 });
  expect(listInput(filters)).toEqual(listInput({ q: "lamp" }));
  expect(parseSourcingSearch({ days: 11 })).toEqual({});
});
