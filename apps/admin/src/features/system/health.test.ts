import { describe, expect, it } from "vitest";
import { healthOf } from "./health.ts";
import { parseSystemSearch } from "./system-search.ts";

const calls = {
  calls: 100,
  failed: 0,
  throttled: 0,
  reason: null,
  lastSuccessAt: "2026-03-01T10:00:00Z",
  lastFailureAt: null,
};

describe("how a vendor fares", () => {
  it("[JOB-03] is the worst that is true", () => {
    expect(healthOf(calls)).toBe("well");
    expect(healthOf({ ...calls, calls: 0 })).toBe("quiet");
    expect(healthOf({ ...calls, throttled: 10 })).toBe("slow");
    expect(healthOf({ ...calls, throttled: 50, failed: 10 })).toBe("failing");
    expect(healthOf({ ...calls, calls: 0, reason: "cj.key_rejected" })).toBe("failing");
  });

  it("[JOB-03] forgives a failure once it answers again", () => {
    const failed = { ...calls, failed: 1 };
    expect(healthOf({ ...failed, lastFailureAt: "2026-03-01T09:00:00Z" })).toBe("well");
    expect(healthOf({ ...failed, lastFailureAt: "2026-03-01T11:00:00Z" })).toBe("failing");
    expect(healthOf({ ...failed, lastSuccessAt: null, lastFailureAt: "2026-03-01T11:00:00Z" })).toBe("failing");
  });
});

it("[JOB-04] an address with an unknown filter shows everything", () => {
  expect(parseSystemSearch({ status: "failed", other: 1 })).toEqual({ status: "failed" });
  expect(parseSystemSearch({ status: "exploded" })).toEqual({});
});
