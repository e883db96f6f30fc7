import { expectedUnits, paceOf, seasonOf, type Weeks } from "./forecast.ts";

/** Weeks that each trial foretells, and how many trials there are, each a week later than the one before. */
export const FORETOLD_WEEKS = 4;
export const TRIALS = 12;

export type BackTest = {
  readonly trials: number;
  /** Of all trials: how far off the forecasts were, as a share of what was sold. */
  readonly errorShare: number;
  /** The same of "the next four weeks will be as the last four". */
  readonly naiveShare: number;
};

/**
 * How the method would have done: for each of the last weeks, what it would have foretold from what was known then, against what
 * was sold. Undefined while there are too few weeks, or nothing was sold in them.
 */
export function backTest(weeks: Weeks): BackTest | undefined {
  const first = weeks.length - FORETOLD_WEEKS - TRIALS + 1;
  if (first < FORETOLD_WEEKS) return undefined;
  let [off, naiveOff, sold] = [0, 0, 0];
  for (let at = first; at < first + TRIALS; at += 1) {
    const known = weeks.slice(0, at);
    const actual = total(weeks.slice(at, at + FORETOLD_WEEKS));
    const season = seasonOf(known);
    off += Math.abs(expectedUnits(paceOf(known, season), season, FORETOLD_WEEKS * 7) - actual);
    naiveOff += Math.abs(total(known.slice(-FORETOLD_WEEKS)) - actual);
    sold += actual;
  }
  return sold === 0 ? undefined : { trials: TRIALS, errorShare: off / sold, naiveShare: naiveOff / sold };
}

const total = (numbers: Weeks): number => numbers.reduce((sum, one) => sum + one, 0);
