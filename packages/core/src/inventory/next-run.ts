import type { SyncSchedule } from "@nexusone/contracts/inventory-terms";
import { Temporal } from "temporal-polyfill";
import { nextLocal } from "../notifications/local-time.ts";

type Times = { readonly schedule: SyncSchedule; readonly atMinute: number; readonly weekday: number };

/** When the schedule comes round next after `at`, by the wall clock of the zone; null while it is off. */
export function nextRun(at: Date, { schedule, atMinute, weekday }: Times, timezone: string): Date | null {
  switch (schedule) {
    case "off":
      return null;
    case "hourly": {
      const now = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO("UTC");
      const next = now.with({ minute: atMinute % 60, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
      const later = Temporal.ZonedDateTime.compare(next, now) > 0 ? next : next.add({ hours: 1 });
      return new Date(later.epochMilliseconds);
    }
    case "daily":
      return nextLocal(at, atMinute, { timezone });
    case "weekly": {
      let next = nextLocal(at, atMinute, { timezone });
      while (weekdayOf(next, timezone) !== weekday) next = nextLocal(next, atMinute, { timezone });
      return next;
    }
  }
}

const weekdayOf = (at: Date, timezone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone).dayOfWeek;

const QUIET_FROM = 2 * 60;
const QUIET_MINUTES = 3 * 60;

/** A quiet minute of the night, not the same for every merchant. */
export function quietMinute(merchantId: string): number {
  const spread = Number.parseInt(merchantId.replaceAll("-", "").slice(-6), 16);
  return QUIET_FROM + (spread % QUIET_MINUTES);
}
