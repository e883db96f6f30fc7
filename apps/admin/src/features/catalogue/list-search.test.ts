import { describe, expect, it } from "vitest";
import { CLEARED, isFiltered, listInput, parseListSearch } from "./list-search.ts";

const id = "0192f000-0000-7000-8000-000000000001";

describe("the address of the catalogue list", () => {
  it("keeps every filter, the order and the drawer", () => {
    const address = {
      q: "lamp",
      status: "active",
      category: id,
      tag: "gift",
      stock: "out",
      origin: "own",
      priceFrom: 100,
      priceTo: 2_500,
      marginFrom: -500,
      marginTo: 4_000,
      belowFloor: "yes",
      since: "2026-02-28",
      edited: "no",
      sort: "price_asc",
      look: id,
    };
    expect(parseListSearch(address)).toEqual(address);
  });

  it("[CAT-22] takes any supplier's name: which there are is the server's to say", () => {
    expect(parseListSearch({ origin: "bazaar" })).toEqual({ origin: "bazaar" });
    expect(parseListSearch({ origin: "Not one" })).toEqual({});
  });

  it("leaves out what it does not understand instead of failing", () => {
    expect(
      parseListSearch({ q: { a: 1 }, status: "deleted", category: "x'; --", stock: 7, sort: "random", look: "../etc" }),
    ).toEqual({});
    expect(
      parseListSearch({ priceFrom: -1, priceTo: "9", marginFrom: 1.5, since: "2026-13-01", edited: true }),
    ).toEqual({});
  });

  it("asks for the further filters in the server's units", () => {
    expect(listInput(parseListSearch({ marginTo: 0, belowFloor: "no", since: "2026-02-28", edited: "yes" }))).toEqual({
      maxMarginBps: 0,
      belowFloor: false,
      importedSince: "2026-02-28T00:00:00Z",
      edited: true,
      limit: 50,
    });
    expect(isFiltered({ ...parseListSearch({ q: "x", edited: "no" }), ...CLEARED } as object)).toBe(false);
  });

  it("does not write the usual order into the address", () => {
    expect(parseListSearch({ sort: "newest" })).toEqual({});
  });

  it("takes words that look like a number: CJ's product numbers are searched as text", () => {
    expect(parseListSearch({ q: 12345 })).toEqual({ q: "12345" });
    expect(parseListSearch({ q: `  ${"a".repeat(300)} ` }).q).toHaveLength(200);
  });

  it("asks the server by the names of its contract, without the drawer", () => {
    const { look: _look, ...filters } = parseListSearch({ category: id, q: "lamp", look: id });
    expect(listInput(filters)).toEqual({ q: "lamp", categoryId: id, limit: 50 });
  });

  it("counts an order alone as no filter", () => {
    expect(isFiltered(parseListSearch({ sort: "name" }))).toBe(false);
    expect(isFiltered(parseListSearch({ tag: "gift" }))).toBe(true);
  });
});
