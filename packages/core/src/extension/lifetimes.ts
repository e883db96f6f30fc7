import { EXTENSION_LIFETIMES } from "@nexusone/contracts/extension";
import { addMs, DAY_MS, MINUTE_MS } from "../clock.ts";

export const CODE_MS = EXTENSION_LIFETIMES.codeMinutes * MINUTE_MS;
export const ACCESS_MS = EXTENSION_LIFETIMES.accessMinutes * MINUTE_MS;

/** When a session ends that is used at `now`: it slides with use, but never past its greatest age. */
export function sessionExpiry(pairedAt: Date, now: Date): Date {
  const idle = addMs(now, EXTENSION_LIFETIMES.idleDays * DAY_MS);
  const last = addMs(pairedAt, EXTENSION_LIFETIMES.maxDays * DAY_MS);
  return idle < last ? idle : last;
}
