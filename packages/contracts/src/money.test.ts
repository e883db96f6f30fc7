import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountText, convertToMinor, formatMoney, parseAmount, splitMinor } from "./money.ts";

describe("money", () => {
  it.each([
    ["12.40", "EUR", 1_240],
    ["12,4", "EUR", 1_240],
    ["1 240", "XOF", 1_240],
    ["1.234", "KWD", 1_234],
    ["0", "JPY", 0],
    ["-3.10", "GBP", -310],
  ])("reads %s %s", (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });

  it.each([
    ["12.345", "EUR"],
    ["1.5", "JPY"],
    ["", "EUR"],
    ["1e3", "EUR"],
    ["12.3.4", "EUR"],
    ["99999999999999", "EUR"],
  ])("refuses %j %s", (text, currency) => {
    expect(parseAmount(text, currency)).toBeUndefined();
  });

  it("writes what it reads, in every exponent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom("EUR", "JPY", "KWD"),
        (minor, currency) => parseAmount(amountText(minor, currency), currency) === minor,
      ),
    );
  });

  it("converts exactly and rounds half away from zero once", () => {
    expect(convertToMinor("12.16", "0.74", "GBP")).toBe(900);
    expect(convertToMinor("0.005", "1", "EUR")).toBe(1);
    expect(convertToMinor("2.99", "655.957", "XOF")).toBe(1_961);
  });

  it("[UIX-06] speaks the reader's language", () => {
    expect(formatMoney(123_456, "EUR", "en")).toBe("€1,234.56");
    expect(formatMoney(123_456, "EUR", "fr").replace(/[\u00a0\u202f]/g, " ")).toBe("1 234,56 €");
    expect(formatMoney(1_234, "XOF", "fr").replace(/[\u00a0\u202f]/g, " ")).toBe("1 234 F CFA");
  });

  it("splits so that the parts sum to the whole and differ from their share by less than one unit", () => {
    const weights = fc
      .array(fc.nat(10_000), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), weights, (total, list) => {
        const parts = splitMinor(total, list);
        const sum = list.reduce((a, b) => a + b, 0);
        return (
          parts.reduce((a, b) => a + b, 0) === total &&
          parts.every((part, index) => Math.abs(part - (total * (list[index] ?? 0)) / sum) < 1 + 1e-6)
        );
      }),
    );
  });

  it("refuses weights that say nothing", () => {
    expect(() => splitMinor(100, [0, 0])).toThrow(RangeError);
    expect(() => splitMinor(100, [2, -1])).toThrow(RangeError);
  });
});
