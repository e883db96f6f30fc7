import { expect, it } from "vitest";
import { afterQuiet, nextLocal } from "./local-time.ts";

const paris = { timezone: "Europe/Paris" };
const at = (text: string) => new Date(text);
const night = { from: 22 * 60, to: 7 * 60 };

it("[NOT-01] finds the next eight o'clock of the person's wall clock, over clock changes too", () => {
  expect(nextLocal(at("2026-01-10T06:59:00Z"), 480, paris)).toEqual(at("2026-01-10T07:00:00Z"));
  expect(nextLocal(at("2026-01-10T07:00:00Z"), 480, paris)).toEqual(at("2026-01-11T07:00:00Z"));
  // Clocks go forward on 29 March 2026: eight o'clock comes an hour sooner.
  expect(nextLocal(at("2026-03-28T12:00:00Z"), 480, paris)).toEqual(at("2026-03-29T06:00:00Z"));
  // 02:30 does not exist that night; the moment after the gap stands for it.
  expect(nextLocal(at("2026-03-28T12:00:00Z"), 150, paris)).toEqual(at("2026-03-29T01:30:00Z"));
});

it("[NOT-01] waits for the end of quiet hours, also when they span midnight", () => {
  expect(afterQuiet(at("2026-01-10T21:30:00Z"), night, paris)).toEqual(at("2026-01-11T06:00:00Z"));
  expect(afterQuiet(at("2026-01-10T05:59:00Z"), night, paris)).toEqual(at("2026-01-10T06:00:00Z"));
  expect(afterQuiet(at("2026-01-10T06:00:00Z"), night, paris)).toEqual(at("2026-01-10T06:00:00Z"));
  expect(afterQuiet(at("2026-01-10T10:30:00Z"), { from: 720, to: 840 }, paris)).toEqual(at("2026-01-10T10:30:00Z"));
  expect(afterQuiet(at("2026-01-10T11:30:00Z"), { from: 720, to: 840 }, paris)).toEqual(at("2026-01-10T13:00:00Z"));
  expect(afterQuiet(at("2026-01-10T23:00:00Z"), null, paris)).toEqual(at("2026-01-10T23:00:00Z"));
});
