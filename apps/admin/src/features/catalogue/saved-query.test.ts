import { SavedQuery } from "@nexusone/contracts/saved-filters";
import { describe, expect, it } from "vitest";
import { parseListSearch } from "./list-search.ts";
import { fromSavedQuery, isShown, isWorthSaving, searchOf, toSavedQuery } from "./saved-query.ts";

const id = "0192f000-0000-7000-8000-000000000001";
const everything = parseListSearch({
  q: "lamp",
  status: "active",
  category: id,
  tag: "gift",
  stock: "out",
  origin: "own",
  priceFrom: 100,
  priceTo: 2_500,
  marginFrom: -500,
  marginTo: 0,
  belowFloor: "no",
  since: "2026-02-28",
  edited: "yes",
  sort: "price_asc",
});

describe("[CAT-21] a saved filter", () => {
  it("brings back every filter and the order, through the server's own schema", () => {
    const { look: _none, ...filters } = everything;
    const stored = SavedQuery.parse(JSON.parse(JSON.stringify(toSavedQuery(filters))));
    expect(searchOf(stored)).toEqual(everything);
    expect(isShown(stored, filters)).toBe(true);
    for (const name of Object.keys(filters))
      expect(isShown(stored, { ...filters, [name]: undefined } as object), name).toBe(false);
  });

  it("takes away what it does not name", () => {
    const address = { ...everything, ...fromSavedQuery({ tag: "gift" }) };
    expect(Object.entries(address).filter(([, value]) => value !== undefined)).toEqual([["tag", "gift"]]);
  });

  it("is the usual order's when it names none", () => {
    expect(isShown({ tag: "gift", sort: "newest" }, { tag: "gift" })).toBe(true);
    expect([isWorthSaving({}), isWorthSaving({ sort: "name" }), isWorthSaving({ q: "x" })]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
