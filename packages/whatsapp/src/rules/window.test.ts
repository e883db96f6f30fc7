import fc from "fast-check";
import { expect, it } from "vitest";

import { sample } from "../webhook/samples.fixture.ts";
import {
  FREE_ENTRY_MS,
  freeEntryUntil,
  laterInbound,
  opensWindow,
  SERVICE_WINDOW_MS,
  serviceWindow,
} from "./window.ts";

const HOUR = 3_600_000;
const at = (ms: number) => new Date(Date.UTC(2026, 8, 23) + ms);
const moment = fc.integer({ min: 0, max: 100 * HOUR }).map(at);

it.each([
  [0, "open"],
  [23 * HOUR, "open"],
  [24 * HOUR - 300_001, "open"],
  [24 * HOUR - 300_000, "ending"],
  [24 * HOUR - 1, "ending"],
  [24 * HOUR, "closed"],
  [99 * HOUR, "closed"],
])("[WAM-06] %i ms after the customer's message the window is %s", (passed, state) => {
  expect(serviceWindow(at(0), at(passed))).toMatchObject({
    state,
    closesAt: at(24 * HOUR),
    sendUntil: at(24 * HOUR - 300_000),
  });
});

it("[WAM-06] sample 01 opens it for 86,400 seconds from its own time", () => {
  const [item] = sample("cloud-api", "01");
  expect(serviceWindow(item?.at ?? null, at(0)).closesAt?.getTime()).toBe(
    (1790150412 + 86400) * 1000 - Math.max(0, 1790150412000 - at(0).getTime()),
  );
  expect(serviceWindow(item?.at ?? null, new Date("2026-09-23T12:00:00Z")).closesAt).toEqual(
    new Date((1790150412 + 86400) * 1000),
  );
});

it("[WAM-06] without a message of theirs it never was open; a clock ahead of ours keeps it open no longer", () => {
  expect(serviceWindow(null, at(0))).toEqual({ state: "never", closesAt: null, sendUntil: null, remainingMs: 0 });
  expect(serviceWindow(at(90 * HOUR), at(0)).closesAt).toEqual(at(24 * HOUR));
});

it("[WAM-06] time only takes from it, and it may be sent into exactly while something remains", () => {
  fc.assert(
    fc.property(moment, moment, moment, (last, one, other) => {
      const [early, late] = one <= other ? [one, other] : [other, one];
      fc.pre(last <= early);
      const before = serviceWindow(last, early);
      const after = serviceWindow(last, late);
      expect(after.remainingMs).toBeLessThanOrEqual(before.remainingMs);
      expect(after.closesAt).toEqual(new Date(last.getTime() + SERVICE_WINDOW_MS));
      expect(after.state === "open").toBe(after.remainingMs > 0);
      if (before.state === "closed") expect(after.state).toBe("closed");
    }),
  );
});

it("[WAM-06] messages out of order leave the last of them", () => {
  fc.assert(
    fc.property(fc.array(fc.option(moment)), (times) => {
      const latest = times.reduce(laterInbound, null);
      const known = times.filter((time) => time !== null).map((time) => time.getTime());
      expect(latest?.getTime() ?? null).toBe(known.length > 0 ? Math.max(...known) : null);
    }),
  );
});

it("[WAM-06] an answer within a day of an advertisement's message frees 72 hours; a later one frees none", () => {
  expect(freeEntryUntil(at(0), at(HOUR))).toEqual(at(HOUR + FREE_ENTRY_MS));
  expect(freeEntryUntil(at(0), at(24 * HOUR - 1))).not.toBeNull();
  expect(freeEntryUntil(at(0), at(24 * HOUR))).toBeNull();
  expect(freeEntryUntil(at(0), null)).toBeNull();
  expect(freeEntryUntil(at(HOUR), at(0))).toBeNull();
});

it.each([
  ["cloud-api", "01", [true]],
  ["cloud-api", "16", [true]],
  ["cloud-api", "20", [false, false, false, false]],
  ["cloud-api", "21", [false, false, false]],
  ["cloud-api", "22", [true, true, true]],
  ["cloud-api", "23", [true, true, true]],
  ["cloud-api", "26", [false, false, false, false]],
  ["cloud-api", "31", [false, false, false, false, false]],
  ["cloud-api", "32", [false, false]],
  ["whapi", "w02", [false, false]],
  ["whapi", "w09", [false, false, true]],
] as const)("[WAM-06] what of %s %s opens the window", (folder, name, expected) => {
  expect(sample(folder, name).map(opensWindow)).toEqual(expected);
});
