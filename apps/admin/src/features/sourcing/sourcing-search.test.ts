import { expect, it } from "vitest";
import { listInput, parseSourcingSearch } from "./sourcing-search.ts";

it("[CAT-01] reads from the address what it understands and leaves the rest out", () => {
  expect(parseSourcingSearch({ q: " lamp ", country: "US", min: 2, stock: 20.5, free: true, sort: "best" })).toEqual({
    q: "lamp",
    country: "US",
    min: 2,
    stock: 20,
    free: true,
  });
  expect(parseSourcingSearch({ country: "XX", min: "1", stock: -3, free: "yes", sort: "cheapest", look: "" })).toEqual(
    {},
  );
});

it("[CAT-04] asks for a leaf by its id and for upper levels by their names", () => {
  expect(listInput({ leaf: "123", path: "Home" })).toEqual({ size: 40, categoryId: "123" });
  expect(listInput({ path: "Home > Kitchen", q: "cup" })).toEqual({
    size: 40,
    categoryPath: "Home > Kitchen",
    keyword: "cup",
  });
});
