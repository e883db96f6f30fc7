import { describe, expect, it } from "vitest";
import { isFiltered, listInput, parseListSearch } from "./list-search.ts";

const id = "0192f000-0000-7000-8000-000000000001";

describe("the address of the catalogue list", () => {
  it("keeps every filter, the order and the drawer", () => {
    const address = {
      q: "lamp",
      status: "active",
      category: id,
      tag: "gift",
      stock: "out",
      sort: "price_asc",
      look: id,
    };
    expect(parseListSearch(address)).toEqual(address);
  });

  it("leaves out what it does not understand instead of failing", () => {
    expect(
      parseListSearch({ q: { a: 1 }, status: "deleted", category: "x'; --", stock: 7, sort: "random", look: "../etc" }),
    ).toEqual({});
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
