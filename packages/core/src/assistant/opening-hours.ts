import type { OpeningHours } from "@nexusone/contracts/whatsapp-terms";

/** A Monday, so that day n is n - 1 days later. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** One line for each time the shop is open, as "Monday 09:00-18:00", in this language. Pure. */
export function openingHours(hours: OpeningHours, language: string): string[] {
  const name = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return hours.map(({ day, from, to }) => `${name.format(MONDAY + (day - 1) * DAY_MS)} ${clock(from)}-${clock(to)}`);
}
