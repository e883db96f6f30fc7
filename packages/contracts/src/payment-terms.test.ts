import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent } from "./money.ts";
import { allocateRefund, moneyState, reverseShares, splitCapture, type Shares } from "./payment-terms.ts";

/** Amounts as people pay them, in currencies without, with two and with three decimals. */
const money = fc.constantFrom("XOF", "EUR", "KWD").chain((currency) =>
  fc.record({
    currency: fc.constant(currency),
    amountMinor: fc.integer({ min: 1, max: 100_000 * 10 ** currencyExponent(currency) }),
  }),
);
const terms = fc.record({
  vatRateBps: fc.constantFrom(0, 550, 1_925, 2_000),
  pricesIncludeVat: fc.boolean(),
  commissionBps: fc.constantFrom(0, 1, 700, 3_333, 7_000, 10_000),
});
const sum = ({ taxMinor, platformMinor, clientMinor }: Shares): number => taxMinor + platformMinor + clientMinor;
const parts = ["amountMinor", "taxMinor", "platformMinor", "clientMinor"] as const;

describe("what an amount is made of", () => {
  it("[PLN-07] 70 % of the net sale is the platform's, 30 % the shop's, and VAT is neither's", () => {
    const on = { vatRateBps: 2_000, pricesIncludeVat: true, commissionBps: 7_000 };
    expect(splitCapture(12_000, on)).toEqual({
      amountMinor: 12_000,
      taxMinor: 2_000,
      platformMinor: 7_000,
      clientMinor: 3_000,
    });
    expect(splitCapture(12_000, { ...on, commissionBps: 0 })).toMatchObject({ platformMinor: 0, clientMinor: 10_000 });
    expect(splitCapture(12_000, { ...on, pricesIncludeVat: false })).toMatchObject({ taxMinor: 0, clientMinor: 3_600 });
  });

  it("[PLN-07] [PLN-08] shares sum to the amount, and refunds in any steps take back exactly what was shared, in every currency", () => {
    fc.assert(
      fc.property(money, terms, fc.array(fc.nat({ max: 1_000 }), { maxLength: 8 }), ({ amountMinor }, terms, cuts) => {
        const capture = splitCapture(amountMinor, terms);
        expect(sum(capture)).toBe(amountMinor);
        for (const name of parts) expect(capture[name]).toBeGreaterThanOrEqual(0);
        const marks = [...cuts.map((cut) => Math.floor((amountMinor * cut) / 1_000)), amountMinor].toSorted(
          (a, b) => a - b,
        );
        const taken = { amountMinor: 0, taxMinor: 0, platformMinor: 0, clientMinor: 0 };
        for (const mark of marks) {
          const back = reverseShares(capture, taken.amountMinor, mark - taken.amountMinor);
          expect(sum(back)).toBe(back.amountMinor);
          for (const name of parts) {
            expect(back[name]).toBeGreaterThanOrEqual(0);
            taken[name] += back[name];
          }
        }
        expect(taken).toEqual(capture);
      }),
    );
  });

  it("[PLN-08] a refund comes from the oldest captures first, never from one that is used up", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 500 }), { minLength: 1, maxLength: 6 }),
        fc.nat({ max: 100 }),
        (lefts, share) => {
          const all = lefts.reduce((total, left) => total + left, 0);
          const amount = Math.floor((all * share) / 100);
          const taken = allocateRefund(
            lefts.map((leftMinor, at) => ({ leftMinor, at })),
            amount,
          );
          expect(taken.reduce((total, one) => total + one.amountMinor, 0)).toBe(amount);
          for (const [nth, { capture, amountMinor }] of taken.entries()) {
            expect(amountMinor).toBeLessThanOrEqual(capture.leftMinor);
            if (nth < taken.length - 1) expect(amountMinor).toBe(capture.leftMinor);
          }
        },
      ),
    );
  });
});

it.each([
  [1_000, 0, 0, "unpaid"],
  [0, 0, 0, "paid"],
  [1_000, 400, 0, "partially_paid"],
  [1_000, 1_000, 0, "paid"],
  [1_000, 1_200, 0, "overpaid"],
  [1_000, 1_000, 1, "partially_refunded"],
  [1_000, 400, 400, "refunded"],
] as const)(
  "[ORD-14] of %i, with %i in and %i back, an order is %s",
  (totalMinor, capturedMinor, refundedMinor, state) =>
    expect(moneyState({ totalMinor, capturedMinor, refundedMinor })).toBe(state),
);
