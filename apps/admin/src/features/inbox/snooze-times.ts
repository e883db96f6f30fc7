import type { Key } from "../../i18n/translate.ts";

const HOUR_MS = 3_600_000;
const MORNING = 9;

const morning = (now: Date, days: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);

/** When a conversation may come back, by the reader's clock: in hours, tomorrow at nine, next Monday at nine. Pure. */
export function snoozeTimes(now: Date): readonly { readonly word: Key; readonly until: Date }[] {
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { word: "chat.snooze.hour", until: new Date(now.getTime() + HOUR_MS) },
    { word: "chat.snooze.hours", until: new Date(now.getTime() + 3 * HOUR_MS) },
    { word: "chat.snooze.tomorrow", until: morning(now, 1) },
    { word: "chat.snooze.week", until: morning(now, toMonday) },
  ];
}
