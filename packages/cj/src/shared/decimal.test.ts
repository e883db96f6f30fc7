import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decimalText, measureRange, priceRange, priceSpan, priceText } from "./decimal.ts";

describe("prices", () => {
  it.each([
    [58.09, "58.09", "58.09"],
    ["11.85", "11.85", "11.85"],
    ["8.13 -- 8.62", "8.13", "8.62"],
    ["1.20-3.50", "1.20", "3.50"],
    ["$11.02-33.53", "11.02", "33.53"],
    ["US$ 1,299.00", "1299.00", "1299.00"],
    ["3.50 - 1.20", "1.20", "3.50"],
    [2.4, "2.40", "2.40"],
    [" 6.30 ", "6.30", "6.30"],
    ["0.125", "0.125", "0.125"],
  ])("[Q1] reads %j", (written, minUsd, maxUsd) => {
    expect(priceRange(written)).toEqual({ minUsd, maxUsd });
  });

  it.each([
    null,
    undefined,
    "",
    "abc",
    "--",
    "1-2-3",
    -1,
    "-1.50",
    Number.NaN,
    Infinity,
    "1e5",
    1e21,
    {},
    [],
    "4,81",
    "9.9.9",
    0,
    "0.00",
    "0 -- 3.10",
    "3.10 -- 0",
    "1".repeat(5000),
  ])("[Q1] gives no price for %j rather than NaN or 0", (written) => {
    expect(priceRange(written)).toBeNull();
  });

  it("[Q1] every amount of cents survives exactly, as number and as text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), (cents) => {
        const digits = String(cents).padStart(3, "0");
        const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect([priceText(text), priceText(cents / 100)]).toEqual([text, text]);
      }),
    );
  });

  it("[Q27] an amount of 0 is an amount although it is no price", () => {
    expect([decimalText(0), decimalText("0"), priceText(0), decimalText("")]).toEqual(["0.00", "0.00", null, null]);
  });

  it("spans the known prices by value, not by text", () => {
    expect(priceSpan(["9.50", null, "10.25"])).toEqual({ minUsd: "9.50", maxUsd: "10.25" });
    expect(priceSpan([null])).toBeNull();
  });
});

describe("weights", () => {
  it.each([
    ["1500.0", 1500, 1500],
    ["115.00", 115, 115],
    [92, 92, 92],
    ["320.0-355.0", 320, 355],
    ["260-210", 210, 260],
  ])("[Q5] reads %j grams", (written, min, max) => {
    expect(measureRange(written)).toEqual({ min, max });
  });

  it.each([0, "0", "0.0", null, "", "heavy", "0-20"])("[Q5] %j grams is unknown", (written) => {
    expect(measureRange(written)).toBeNull();
  });
});
