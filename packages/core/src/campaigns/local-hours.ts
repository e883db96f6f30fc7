import type { CampaignSchedule } from "@nexusone/contracts/campaigns";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { Temporal } from "temporal-polyfill";
import { afterQuiet, nextLocal } from "../notifications/local-time.ts";
import { zonesOfCountry } from "../notifications/zones-of-country.ts";

/** Minutes after midnight between which nobody is disturbed; equal ends mean none. */
export type Quiet = { readonly from: number; readonly to: number };

/** North America shares one code, and its numbers may not tell more. */
const SHARED: Readonly<Record<string, string>> = { "1": "US", "7": "RU", "44": "GB" };
/** More rounds than any country has zones that disagree. */
const ROUNDS = 20;

/** The country of a number as +33612345678; null for one that is nobody's. */
export function countryOfPhone(phone: string | null): string | null {
  const number = phone === null ? undefined : parsePhoneNumberFromString(phone);
  return number?.country ?? SHARED[number?.countryCallingCode ?? ""] ?? null;
}

/** Every zone of a country; that of the shop where nobody knows. A wide country has several, and a person lives in any of them. */
export function zonesOf(country: string | null, shopZone: string): readonly string[] {
  const zones = zonesOfCountry(country);
  return zones.length > 0 ? zones : [shopZone];
}

/**
 * From when on somebody may get it: the hour that was chosen has come in every zone where they may live, and it is quiet in none.
 * Where no hour is right in all of them at once, that of the last one counts.
 */
export function dueFor(
  { day, minute }: Pick<CampaignSchedule, "day" | "minute">,
  { zones, quiet, now }: { readonly zones: readonly string[]; readonly quiet: Quiet; readonly now: Date },
): Date {
  const asked = zones.map((zone) => askedIn(zone, day, minute, now));
  return awake(new Date(Math.max(now.getTime(), ...asked)), zones, quiet);
}

function askedIn(timezone: string, day: string | null, minute: number | null, now: Date): number {
  if (day === null) return minute === null ? now.getTime() : nextOrNow(now, minute, timezone);
  const plainTime =
    minute === null
      ? {}
      : { plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }) };
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: timezone, ...plainTime }).epochMilliseconds;
}

/** Within the minute it is still that time. */
const nextOrNow = (now: Date, minute: number, timezone: string): number =>
  nextLocal(new Date(now.getTime() - 60_000), minute, { timezone }).getTime();

/** The first instant from then on that is quiet in none of the zones. */
export function awake(at: Date, zones: readonly string[], quiet: Quiet): Date {
  let when = at;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = zones.reduce((then, timezone) => afterQuiet(then, quiet, { timezone }), when);
    if (next.getTime() === when.getTime()) return when;
    when = next;
  }
  return when;
}

/** Remembers what it answered: of thousands of people most live in a few countries. */
export function hoursOf({ shopZone, quiet, now }: { shopZone: string; quiet: Quiet; now: Date }) {
  const kept = new Map<string, Date>();
  const remembered = (key: string, find: () => Date): Date => {
    const known = kept.get(key);
    if (known) return known;
    const found = find();
    kept.set(key, found);
    return found;
  };
  return {
    due: (country: string | null, schedule: CampaignSchedule): Date =>
      remembered(`due ${country}`, () => dueFor(schedule, { zones: zonesOf(country, shopZone), quiet, now })),
    /** Now, or when it is no longer quiet there. */
    awake: (country: string | null): Date =>
      remembered(`awake ${country}`, () => awake(now, zonesOf(country, shopZone), quiet)),
  };
}
