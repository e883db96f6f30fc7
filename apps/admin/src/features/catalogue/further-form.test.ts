import { describe, expect, it } from "vitest";
import { fromFurtherForm, toFurtherForm } from "./further-form.ts";

const empty = toFurtherForm({}, "EUR");

describe("the further filters", () => {
  it("[CAT-21] go into the form and come back the same", () => {
    const filters = {
      priceFrom: 1_250,
      priceTo: 9_900,
      marginFrom: -550,
      belowFloor: "no",
      since: "2026-01-31",
    } as const;
    expect(fromFurtherForm(toFurtherForm(filters, "EUR"), "EUR")).toMatchObject(filters);
    expect(toFurtherForm({ priceFrom: 500 }, "XOF").priceFrom).toBe("500");
  });

  it("[CAT-21] take both decimal signs, and an empty field for no filter", () => {
    expect(fromFurtherForm({ ...empty, priceTo: "12,50", marginTo: "-3,5" }, "EUR")).toMatchObject({
      priceTo: 1_250,
      marginTo: -350,
    });
    expect(Object.values(fromFurtherForm(empty, "EUR")).filter((value) => value !== undefined)).toEqual([]);
  });

  it("[CAT-21] name the field that cannot be read, or whose end is before its beginning", () => {
    expect(fromFurtherForm({ ...empty, priceFrom: "cheap" }, "EUR")).toEqual({ field: "priceFrom", why: "amount" });
    expect(fromFurtherForm({ ...empty, marginFrom: "1.2.3" }, "EUR")).toEqual({ field: "marginFrom", why: "number" });
    expect(fromFurtherForm({ ...empty, priceFrom: "9", priceTo: "8" }, "EUR")).toEqual({
      field: "priceTo",
      why: "order",
    });
    expect(fromFurtherForm({ ...empty, marginFrom: "9", marginTo: "8" }, "EUR")).toEqual({
      field: "marginTo",
      why: "order",
    });
  });
});
