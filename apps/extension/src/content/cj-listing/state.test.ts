import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TileView } from "../../views.ts";
import type { DrawnCard } from "./cards.ts";
import {
  begun,
  clear,
  decision,
  learned,
  MAX_SELECTED,
  selectAll,
  toggle,
  unselected,
  type ListingState,
} from "./state.ts";

const cards = (count: number): DrawnCard[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ pid: `26010100000000000${String(at).padStart(3, "0")}`, name: `Product ${at}`, image: null, price: null },
    ...{ listedCount: null, incomplete: false, element: {} as Element },
  }));
const listing = (count: number): ListingState => ({ ...begun(true, null, []), cards: cards(count) });
const pid = (at: number) => cards(at + 1)[at]?.pid ?? "";
const chosen = ({ selected }: ListingState) =>
  [...selected.keys()].map((one) => Number(one.slice(-3))).toSorted((a, b) => a - b);
const tile = (over: Partial<TileView> & { pid: string }): TileView => ({
  cost: null,
  imported: null,
  margin: null,
  note: null,
  ...over,
});
const imported = { href: "https://a.test", title: "", changed: false };

describe("selecting on a listing", () => {
  it("[EXT-03] a click selects one, Shift the whole range in either direction, and a range does what its start did", () => {
    const two = toggle(listing(10), pid(2), false);
    expect(chosen(toggle(two, pid(5), true))).toEqual([2, 3, 4, 5]);
    expect(chosen(toggle(two, pid(0), true))).toEqual([0, 1, 2]);
    const off = toggle(selectAll(listing(10)), pid(3), false);
    expect(chosen(toggle(off, pid(6), true))).toEqual([0, 1, 2, 7, 8, 9]);
    expect(chosen(toggle(listing(3), pid(1), true))).toEqual([1]);
  });

  it("[EXT-03] the selection outlives the cards it was made on and ends at what one import takes", () => {
    const first = selectAll(listing(60));
    const next = selectAll({ ...first, cards: cards(200).slice(60) });
    expect(next.selected.size).toBe(MAX_SELECTED);
    expect(next.full).toBe(true);
    expect(chosen(next).slice(0, 60)).toEqual(chosen(first));
    expect(clear(next)).toMatchObject({ full: false, selected: new Map() });
  });

  it("[EXT-03] [CAT-10] what is in the catalogue is not selected, and leaves the selection when that becomes known", () => {
    const known = learned(selectAll(listing(4)), [tile({ pid: pid(1), imported })]);
    expect(chosen(known)).toEqual([0, 2, 3]);
    expect(chosen(toggle(known, pid(1), false))).toEqual([0, 2, 3]);
    expect(unselected(known)).toBe(0);
  });

  it("[EXT-03] never holds more than the limit or what is imported, whatever is pressed", () => {
    const act = fc.oneof(
      fc.record({ at: fc.nat({ max: 159 }), range: fc.boolean() }),
      fc.constantFrom("all" as const, "clear" as const),
      fc.record({ imported: fc.nat({ max: 159 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let state = listing(160);
        for (const one of acts) {
          if (one === "all") state = selectAll(state);
          else if (one === "clear") state = clear(state);
          else if ("imported" in one) state = learned(state, [tile({ pid: pid(one.imported), imported })]);
          else state = toggle(state, pid(one.at), one.range);
          expect(state.selected.size).toBeLessThanOrEqual(MAX_SELECTED);
          for (const key of state.selected.keys()) expect(state.tiles.get(key)?.imported).toBeFalsy();
        }
      }),
      { numRuns: 100 },
    );
  });
});

it("[CAT-10] leaving a reason out names exactly its rows", () => {
  const row = (rowId: string, say: string, ok: boolean) => ({
    rowId,
    pid: rowId,
    name: null,
    imageUrl: null,
    say,
    ok,
    price: null,
  });
  const rows = [
    row("a", "Ready", true),
    row("b", "Below floor", true),
    row("c", "Already there", false),
    row("d", "Below floor", true),
  ];
  const batch = { rows } as NonNullable<ListingState["batch"]>;
  expect(decision({ batch, leftOut: new Set() })).toEqual({ taken: 3, leaveOut: [] });
  expect(decision({ batch, leftOut: new Set(["Below floor"]) })).toEqual({ taken: 1, leaveOut: ["b", "d"] });
});
