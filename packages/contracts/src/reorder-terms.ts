// No schemas here: the tables and the admin's lists carry this file.

/** `suggested` waits for somebody's word; `ordered` is on its way; `arrived` went into stock; `dismissed` was not wanted. */
export const REORDER_STATES = ["suggested", "ordered", "arrived", "dismissed"] as const;
export type ReorderState = (typeof REORDER_STATES)[number];
/** Those that a list shows. */
export const REORDERS_SHOWN = ["suggested", "ordered"] as const satisfies readonly ReorderState[];

export const DEFAULT_LEAD_DAYS = 14;
export const DEFAULT_COVER_DAYS = 30;
/** What was dismissed is not suggested again before. */
export const DISMISSED_DAYS = 14;

/** The arithmetic of a suggestion, so that it can be shown; everything in units. */
export type ReorderSum = {
  /** Sold in a week at an ordinary time of the year. */
  readonly weeklyUnits: number;
  /** Whole days until what is there and coming is sold; null beyond a year. */
  readonly coverDays: number | null;
  /** Will be sold until the next order would have come. */
  readonly expected: number;
  readonly safety: number;
  readonly available: number;
  readonly coming: number;
  /** expected + safety - available - coming, rounded up; never below nothing. */
  readonly suggested: number;
  /** What is there and on its way does not last until an order of today arrives. */
  readonly due: boolean;
};
export type ReorderTerms = {
  /** From the order to the goods on the shelf. */
  readonly leadDays: number;
  /** That an order shall last after it has come. */
  readonly coverDays: number;
};
