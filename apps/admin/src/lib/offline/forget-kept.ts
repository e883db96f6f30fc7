import { readChoice, writeChoice } from "../storage.ts";

/** Where answers are kept for times without a network, and since when they may be. */
export const KEPT_AT = "kept";
const SINCE = "kept-since";

/** Removes them, as at the end of a session. What another tab read before this moment is not kept again either. */
export function forgetKept(): void {
  writeChoice(KEPT_AT, null);
  writeChoice(SINCE, String(Date.now()));
}

export const keptSince = (): number => Number(readChoice(SINCE) ?? 0);

/** After signing out: a whole new page, so that nothing of the person stays in memory either. */
export function leave(): void {
  forgetKept();
  location.assign("/sign-in");
}
