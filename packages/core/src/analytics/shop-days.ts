import { Temporal } from "temporal-polyfill";

/** The day of the shop's calendar on which something happened. */
export const dayOf = (at: Date, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone).toPlainDate().toString();

/** So many days up to today, the first of them first. */
export function lastDaysOf(now: Date, timezone: string, count: number): string[] {
  const today = Temporal.PlainDate.from(dayOf(now, timezone));
  return Array.from({ length: count }, (_, nth) => today.subtract({ days: count - 1 - nth }).toString());
}
