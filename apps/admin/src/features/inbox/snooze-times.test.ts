import { expect, it } from "vitest";
import { snoozeTimes } from "./snooze-times.ts";

it("[WAM-08] comes back later than now, at nine in the morning, and on a Monday", () => {
  for (let day = 1; day <= 7; day += 1) {
    const now = new Date(2026, 5, day, 23, 30);
    const times = snoozeTimes(now).map(({ until }) => until);
    expect(times.every((until) => until > now)).toBe(true);
    expect(times[2]?.getHours()).toBe(9);
    expect([times[3]?.getDay(), times[3]?.getHours()]).toEqual([1, 9]);
  }
});
