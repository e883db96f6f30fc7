import { dateTimeFormat } from "./formats.ts";

/** "03:20" of minutes after midnight. */
export const minuteText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Undefined while the time is not whole. */
export function toMinute(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** From Monday on. */
export function weekdayNames(locale: string): string[] {
  const format = dateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, nth) => format.format(A_MONDAY + nth * DAY_MS));
}
