import { expect, it } from "vitest";

import * as field from "./fields.ts";

it("[Q2] an id is the same text whether CJ sent digits, a number or text", () => {
  expect([field.id.parse("2603021418275519600"), field.id.parse(48213377), field.id.parse(" A7D1 ")]).toEqual([
    "2603021418275519600",
    "48213377",
    "A7D1",
  ]);
  expect([null, undefined, "", {}, true].map((value) => field.id.safeParse(value).success)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

it("[Q11] one boolean in all its spellings", () => {
  expect([1, "1", true, "true", "TRUE"].map((value) => field.flag.parse(value))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect([0, "0", false, "false"].map((value) => field.flag.parse(value))).toEqual([false, false, false, false]);
  expect([null, undefined, "", "yes", 2, []].map((value) => field.flag.parse(value))).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

it("[Q21] one instant in all its spellings", () => {
  const spellings = [
    "2026-03-02T14:18:27+08:00",
    "2026-03-02T06:18:27.000+00:00",
    "2026-03-02T06:18:27Z",
    1772432307000,
    "1772432307000",
  ];
  expect(spellings.map((value) => field.instant.parse(value)?.toISOString())).toEqual(
    Array.from({ length: 5 }, () => "2026-03-02T06:18:27.000Z"),
  );
});

it("[Q21] a time without zone is UTC only where CJ says so, and never a guess elsewhere", () => {
  expect(field.instant.parse("2026-08-02 01:15:40")).toBeNull();
  expect(field.utcInstant.parse("2026-08-02 01:15:40")?.toISOString()).toBe("2026-08-02T01:15:40.000Z");
  expect(field.utcInstant.parse("2026-08-02T09:15:40+08:00")?.toISOString()).toBe("2026-08-02T01:15:40.000Z");
  expect(field.localTime.parse("2026-07-17 07:04:04")).toBe("2026-07-17T07:04:04");
});

it.each([null, undefined, "", "soon", 0, -1, "2026-13-45T99:00:00Z", {}, 1e30])("[Q21] %j is no instant", (value) => {
  expect(field.instant.parse(value)).toBeNull();
});
