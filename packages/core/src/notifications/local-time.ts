import { Temporal } from "temporal-polyfill";

type Hours = { readonly timezone: string };

const zoned = (at: Date, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone);

/** The next instant after `at` when the wall clock of the zone shows `minute` (after midnight); right over clock changes. */
export function nextLocal(at: Date, minute: number, { timezone }: Hours): Date {
  const now = zoned(at, timezone);
  const onDay = (day: Temporal.PlainDate): Temporal.ZonedDateTime =>
    day.toZonedDateTime({ timeZone: timezone, plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 } });
  const today = onDay(now.toPlainDate());
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : onDay(now.toPlainDate().add({ days: 1 }));
  return new Date(next.epochMilliseconds);
}

/** The end of the quiet hours `at` falls into, else `at` itself. They may span midnight; equal ends mean none. */
export function afterQuiet(at: Date, quiet: { from: number; to: number } | null, hours: Hours): Date {
  if (!quiet || quiet.from === quiet.to) return at;
  const { hour, minute } = zoned(at, hours.timezone);
  const now = hour * 60 + minute;
  const inside = quiet.from < quiet.to ? now >= quiet.from && now < quiet.to : now >= quiet.from || now < quiet.to;
  return inside ? nextLocal(at, quiet.to, hours) : at;
}
