import { expect, it } from "vitest";
import { numberFormat } from "./formats.ts";

it("makes a format once for a locale and its options, and another for others", () => {
  const money = { style: "currency", currency: "EUR" } as const;
  expect(numberFormat("fr", money)).toBe(numberFormat("fr", { ...money }));
  expect(numberFormat("fr", money).format(1.5)).toBe(new Intl.NumberFormat("fr", money).format(1.5));
  expect(numberFormat("en", money)).not.toBe(numberFormat("fr", money));
  expect(numberFormat("fr")).not.toBe(numberFormat("fr", money));
});
