import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awake, countryOfPhone, dueFor, hoursOf, zonesOf } from "./local-hours.ts";

const QUIET = { from: 21 * 60, to: 8 * 60 };
const minuteIn = (at: Date, timeZone: string): number => {
  const [hour, minute] = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone })
    .format(at)
    .split(":");
  return Number(hour) * 60 + Number(minute);
};
const isQuiet = (at: Date, zone: string): boolean => {
  const minute = minuteIn(at, zone);
  return minute >= QUIET.from || minute < QUIET.to;
};

describe("where somebody is", () => {
  it.each([
    ["+33612345678", "FR"],
    ["+819012345678", "JP"],
    ["+12125550123", "US"],
    ["+447700900504", "GB"],
    ["nothing", null],
    [null, null],
  ])("[CMP-01] %s is a number of %s", (phone, country) => expect(countryOfPhone(phone)).toBe(country));

  it("[CMP-01] a wide country has all its zones, an unknown one that of the shop", () => {
    expect(zonesOf("FR", "UTC")).toEqual(["Europe/Paris"]);
    expect(zonesOf("US", "UTC")).toContain("America/Los_Angeles");
    expect(zonesOf(null, "Europe/Paris")).toEqual(["Europe/Paris"]);
    expect(zonesOf("XX", "Europe/Paris")).toEqual(["Europe/Paris"]);
  });
});

describe("the hour at which somebody gets it", () => {
  const now = new Date("2026-03-02T09:00:00Z");
  it.each([
    ["at once, where it is day", { day: null, minute: null }, "FR", "2026-03-02T09:00:00.000Z"],
    ["in the morning, where it is night", { day: null, minute: null }, "NZ", "2026-03-02T19:00:00.000Z"],
    ["at the hour that comes next", { day: null, minute: 600 }, "JP", "2026-03-03T01:00:00.000Z"],
    ["at ten of that day there", { day: "2026-03-05", minute: 600 }, "JP", "2026-03-05T01:00:00.000Z"],
    ["when that day begins and nobody sleeps", { day: "2026-03-05", minute: null }, "FR", "2026-03-05T07:00:00.000Z"],
    ["not in the night, whatever was chosen", { day: "2026-03-05", minute: 23 * 60 }, "FR", "2026-03-06T07:00:00.000Z"],
    ["at ten wherever in Spain they live", { day: "2026-03-05", minute: 600 }, "ES", "2026-03-05T10:00:00.000Z"],
    ["at once when that day is over", { day: "2026-03-01", minute: 600 }, "FR", "2026-03-02T09:00:00.000Z"],
  ])("[CMP-01] is %s", (_name, schedule, country, due) => {
    expect(dueFor(schedule, { zones: zonesOf(country, "UTC"), quiet: QUIET, now }).toISOString()).toBe(due);
    const hours = hoursOf({ shopZone: "UTC", quiet: QUIET, now });
    expect(hours.due(country, { ...schedule, repeats: false }).toISOString()).toBe(due);
  });

  it("[CMP-01] follows the clocks when they change", () => {
    const before = dueFor({ day: "2026-03-28", minute: 600 }, { zones: ["Europe/Paris"], quiet: QUIET, now });
    const after = dueFor({ day: "2026-03-29", minute: 600 }, { zones: ["Europe/Paris"], quiet: QUIET, now });
    expect([before, after].map((at) => at.toISOString())).toEqual([
      "2026-03-28T09:00:00.000Z",
      "2026-03-29T08:00:00.000Z",
    ]);
  });

  it("[CMP-01] is never in anybody's night, never before it was asked, and never later than two days for that alone", () => {
    const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom("FR", "US", "BR", "RU", "JP", "IN", "AU", "ES", "NZ"), (at, country) => {
        const zones = zonesOf(country, "UTC");
        const then = awake(at, zones, QUIET);
        expect(then.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(then.getTime() - at.getTime()).toBeLessThan(48 * 3_600_000);
        expect(zones.filter((zone) => isQuiet(then, zone))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
