import fc from "fast-check";
import { expect, it } from "vitest";
import { createIds } from "./ids.ts";

const SIZE = 1_000_000;
const index = fc.integer({ min: 0, max: SIZE - 1 });
const variant = fc.integer({ min: 0, max: 98 });

it("reads every pid, vid and serial back to the index it was made from", () => {
  fc.assert(
    fc.property(fc.string(), index, variant, (seed, at, number) => {
      const ids = createIds(seed, SIZE);
      expect(ids.indexOfPid(ids.pid(at))).toBe(at);
      expect(ids.fromVid(ids.vid(at, number))).toEqual({ index: at, variant: number });
      expect(ids.indexOfSerial(ids.serial(at))).toBe(at);
    }),
  );
});

it("[Q2] [Q35] writes 19 digits beyond 2^53 that end in 00, or an upper-case UUID for about one in six", () => {
  const ids = createIds("forms", SIZE);
  const pids = Array.from({ length: 3000 }, (_, at) => ids.pid(at));
  const uuids = pids.filter((pid) => /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/.test(pid));
  const digits = pids.filter((pid) => /^\d{17}00$/.test(pid));
  expect(uuids.length + digits.length).toBe(pids.length);
  expect(uuids.length / pids.length).toBeGreaterThan(0.12);
  expect(uuids.length / pids.length).toBeLessThan(0.22);
  expect(digits.every((pid) => BigInt(pid) > 2n ** 53n)).toBe(true);
  expect(new Set(pids).size).toBe(pids.length);
});

it("refuses ids that were not made by this seed", () => {
  const ids = createIds("a", SIZE);
  const foreign = createIds("b", SIZE);
  fc.assert(
    fc.property(index, (at) => {
      expect(ids.indexOfPid(foreign.pid(at))).toBeUndefined();
      expect(ids.indexOfPid(ids.vid(at, 0))).toBeUndefined();
      expect(ids.fromVid(ids.pid(at))).toBeUndefined();
    }),
  );
  for (const bad of ["", "0000000000000000000", "2413991499999999900", "7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720", "x"])
    expect(ids.indexOfPid(bad)).toBeUndefined();
});
