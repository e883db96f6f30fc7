import type { ReorderSum, ReorderTerms } from "@nexusone/contracts/reorder-terms";

/**
 * How much of a thing will be sold: the method of docs/reorder.md. Pure; everything is in units, and a week is seven days that
 * end on the same day as the last one of the history.
 */

/** Weeks whose average is taken for the pace of today. */
export const PACE_WEEKS = 8;
/** With fewer weeks on record nobody can say what sells. */
export const FEWEST_WEEKS = 4;
/** A year and its predecessor: fewer weeks know no season. */
const YEAR_WEEKS = 52;
/** A season counts as if so many weeks of an ordinary pace had been seen besides. */
const ORDINARY_WEEKS = 4;
const SEASON_MOST = 4;
/** One in twenty: the share of stretches in which demand may exceed what was ordered. */
const SAFETY_FACTOR = 1.645;
const WEEK_DAYS = 7;

/** Units sold in each week, oldest first; the last week ended yesterday. */
export type Weeks = readonly number[];
/** What each of the 52 weeks of a year sells, as a factor of the average; by weeks before today, the current one first. */
export type Season = readonly number[];

export const NO_SEASON: Season = Array.from({ length: YEAR_WEEKS }, () => 1);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * The season of a shop (a single product sells too little to show one): for every week of the year the average of it and its two
 * neighbours, as a share of that year's average, drawn towards 1 where little was sold. Without a whole year there is none.
 */
export function seasonOf(weeks: Weeks): Season {
  const years = Math.floor(weeks.length / YEAR_WEEKS);
  if (years === 0) return NO_SEASON;
  const known = weeks.slice(-years * YEAR_WEEKS);
  const average = sum(known) / known.length;
  if (average === 0) return NO_SEASON;
  return NO_SEASON.map((_, ahead) => {
    const same = Array.from({ length: years }, (_year, back) => known.length - (back + 1) * YEAR_WEEKS + ahead);
    const around = same.flatMap((at) => [at - 1, at, at + 1]).flatMap((at) => known[at] ?? []);
    const drawn = (sum(around) + ORDINARY_WEEKS * average) / (around.length + ORDINARY_WEEKS);
    return Math.min(SEASON_MOST, Math.max(1 / SEASON_MOST, drawn / average));
  });
}

/** Units a week at an ordinary time of the year: the newest weeks, each divided by what its season adds. */
export function paceOf(weeks: Weeks, season: Season): number {
  const newest = weeks.slice(-PACE_WEEKS);
  if (newest.length === 0) return 0;
  const ordinary = newest.map((sold, at) => {
    const before = newest.length - at;
    return sold / (season[YEAR_WEEKS - before] ?? 1);
  });
  return sum(ordinary) / newest.length;
}

/** Units that will be sold within `days` from today. */
export function expectedUnits(pace: number, season: Season, days: number): number {
  let units = 0;
  for (let day = 0; day < days; day += 1)
    units += (pace / WEEK_DAYS) * (season[Math.floor(day / WEEK_DAYS) % YEAR_WEEKS] ?? 1);
  return units;
}

/** Whole days until nothing is left; null when it lasts longer than a year. */
export function daysOfCover(units: number, pace: number, season: Season): number | null {
  let left = units;
  for (let day = 0; day < YEAR_WEEKS * WEEK_DAYS; day += 1) {
    left -= (pace / WEEK_DAYS) * (season[Math.floor(day / WEEK_DAYS) % YEAR_WEEKS] ?? 1);
    if (left < 0) return day;
  }
  return null;
}

/**
 * What to order today. The safety stock is what the weeks so far differed from their average (standard deviation), over the
 * stretch until the next order would have come, for nineteen stretches of twenty.
 */
export function reorderSum(
  weeks: Weeks,
  season: Season,
  stock: { readonly available: number; readonly coming: number },
  { leadDays, coverDays }: ReorderTerms,
): ReorderSum {
  const pace = paceOf(weeks, season);
  const stretch = leadDays + coverDays;
  const expected = expectedUnits(pace, season, stretch);
  const newest = weeks.slice(-PACE_WEEKS);
  const mean = newest.length === 0 ? 0 : sum(newest) / newest.length;
  const spread = newest.length < 2 ? 0 : Math.sqrt(sum(newest.map((sold) => (sold - mean) ** 2)) / (newest.length - 1));
  const safety = pace === 0 ? 0 : SAFETY_FACTOR * spread * Math.sqrt(leadDays / WEEK_DAYS);
  const have = stock.available + stock.coming;
  const untilArrival = expectedUnits(pace, season, leadDays) + safety;
  const due = pace > 0 && have < untilArrival;
  return {
    weeklyUnits: pace,
    coverDays: daysOfCover(have, pace, season),
    expected,
    safety,
    ...stock,
    suggested: Math.max(0, Math.ceil(expected + safety - have)),
    due,
  };
}
