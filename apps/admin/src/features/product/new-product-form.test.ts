import { describe, expect, it } from "vitest";
import { emptyLine, problemsOf, toVariants, unitsOrNull } from "./new-product-form.ts";

describe("a new product's variants as they are typed", () => {
  it("[CAT-17] keeps unknown apart from zero, in the shop's own decimals", () => {
    const line = { ...emptyLine(0), label: " 125 ml ", price: "12,90", cost: "", stock: "0" };
    expect(toVariants([line], "EUR")).toEqual([
      { label: "125 ml", sku: null, priceMinor: 1_290, costMinor: null, stock: 0 },
    ]);
    expect(toVariants([{ ...line, label: "", price: "2500", cost: "1000", stock: "" }], "XOF")).toEqual([
      { sku: null, priceMinor: 2_500, costMinor: 1_000, stock: null },
    ]);
  });

  it("[CAT-17] names the field that is no amount and no count, and asks for a price", () => {
    expect(problemsOf({ ...emptyLine(0), price: "9.999", cost: "x", stock: "-1" }, "EUR")).toEqual([
      "price",
      "cost",
      "stock",
    ]);
    expect(problemsOf(emptyLine(0), "EUR")).toEqual(["price"]);
    expect(problemsOf({ ...emptyLine(0), price: "12.50" }, "XOF")).toEqual(["price"]);
    expect([unitsOrNull("1 200"), unitsOrNull("1.5")]).toEqual([1_200, undefined]);
  });
});
