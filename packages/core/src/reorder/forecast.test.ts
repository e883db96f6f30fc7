import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backTest } from "./back-test.ts";
import { daysOfCover, expectedUnits, NO_SEASON, paceOf, reorderSum, seasonOf } from "./forecast.ts";

const steady = (units: number, weeks: number): number[] => Array.from({ length: weeks }, () => units);
/** Two years with a summer three times as strong as the rest, which ends at `summerEnd` of each year. */
const withSummer = (weeks: number): number[] =>
  Array.from({ length: weeks }, (_, week) => (week % 52 >= 20 && week % 52 < 32 ? 30 : 10));
const terms = { leadDays: 14, coverDays: 28 };

describe("[INV-15] what to reorder", () => {
  it("what sells steadily is ordered for the stretch until the order after next, less what is there and coming", () => {
    const sum = reorderSum(steady(14, 60), NO_SEASON, { available: 10, coming: 4 }, terms);
    expect(sum).toMatchObject({ weeklyUnits: 14, safety: 0, coverDays: 7, suggested: 70, due: true });
    expect(sum.expected).toBeCloseTo(84);
    expect(reorderSum(steady(14, 60), NO_SEASON, { available: 100, coming: 0 }, terms)).toMatchObject({
      suggested: 0,
      due: false,
    });
  });

  it("what nobody buys lasts for ever and is never due", () => {
    expect(reorderSum(steady(0, 60), NO_SEASON, { available: 0, coming: 0 }, terms)).toMatchObject({
      coverDays: null,
      suggested: 0,
      due: false,
    });
    expect(reorderSum([], NO_SEASON, { available: 0, coming: 0 }, terms)).toMatchObject({ suggested: 0, due: false });
  });

  it("the more sales vary, the more is kept in reserve", () => {
    const uneven = Array.from({ length: 60 }, (_, week) => (week % 2 === 0 ? 28 : 0));
    const sum = reorderSum(uneven, NO_SEASON, { available: 0, coming: 0 }, terms);
    expect(sum.weeklyUnits).toBe(14);
    // 1.645 deviations of a week (14.97) over the root of two weeks.
    expect(sum.safety).toBeCloseTo(34.8, 0);
    expect(sum.suggested).toBe(Math.ceil(sum.expected + sum.safety));
  });

  it("before a summer it orders for the summer, and less when it is over", () => {
    const season = seasonOf(withSummer(104 + 18));
    const before = withSummer(104 + 18);
    const after = withSummer(104 + 31);
    expect(expectedUnits(paceOf(before, season), season, 8 * 7)).toBeGreaterThan(8 * 10 * 1.6);
    const late = seasonOf(after);
    expect(expectedUnits(paceOf(after, late), late, 8 * 7)).toBeLessThan(8 * 30 * 0.6);
  });

  it("without a whole year there is no season", () => {
    expect(seasonOf(withSummer(51))).toEqual(NO_SEASON);
    expect(seasonOf(steady(0, 104))).toEqual(NO_SEASON);
    for (const factor of seasonOf(steady(7, 104))) expect(factor).toBeCloseTo(1);
  });

  it("tried on the past it beats 'as in the last four weeks' where there are seasons, and equals it where there are none", () => {
    const seasonal = backTest(withSummer(104 + 36));
    expect(seasonal?.errorShare).toBeLessThan((seasonal?.naiveShare ?? 0) * 0.75);
    const plain = backTest(steady(9, 120));
    expect(plain?.errorShare).toBeCloseTo(0);
    expect(plain?.naiveShare).toBeCloseTo(0);
    expect(backTest(steady(9, 12))).toBeUndefined();
    expect(backTest(steady(0, 120))).toBeUndefined();
  });

  it("for any history: never a negative or broken figure, more stock never means more to order, cover is when it runs out", () => {
    const weeks = fc.array(fc.nat({ max: 500 }), { maxLength: 120 });
    fc.assert(
      fc.property(weeks, weeks, fc.nat({ max: 5_000 }), fc.nat({ max: 500 }), (own, shop, available, more) => {
        const season = seasonOf(shop);
        for (const factor of season) expect(factor).toBeGreaterThanOrEqual(0.25);
        const sum = reorderSum(own, season, { available, coming: 0 }, terms);
        const richer = reorderSum(own, season, { available: available + more, coming: 0 }, terms);
        for (const one of [sum.expected, sum.safety, sum.suggested, sum.weeklyUnits]) {
          expect(Number.isFinite(one)).toBe(true);
          expect(one).toBeGreaterThanOrEqual(0);
        }
        expect(richer.suggested).toBeLessThanOrEqual(sum.suggested);
        expect(richer.due && !sum.due).toBe(false);
        const days = daysOfCover(available, sum.weeklyUnits, season);
        if (days === null) return;
        expect(expectedUnits(sum.weeklyUnits, season, days)).toBeLessThanOrEqual(available + 1e-6);
        expect(expectedUnits(sum.weeklyUnits, season, days + 1)).toBeGreaterThan(available - 1e-6);
      }),
    );
  });
});
