import fc from "fast-check";
import { expect, it } from "vitest";

import { only, sample } from "../webhook/samples.fixture.ts";
import { ERROR_RULES, explainError, pairRetryAfterMs } from "./error-codes.ts";

it.each([
  [0, "token_dead", null],
  [190, "token_dead", null],
  [10, "not_permitted", null],
  [250, "not_permitted", null],
  [368, "account_blocked", null],
  [131031, "account_blocked", null],
  [80007, "rate_limited", 3_600_000],
  [130429, "rate_limited", 2_000],
  [131056, "rate_limited", 6_000],
  [131048, "quality_limited", null],
  [131008, "rejected", null],
  [131016, "unavailable", 30_000],
  [131026, "unreachable", null],
  [131047, "window_closed", null],
  [470, "window_closed", null],
  [131049, "marketing_capped", 86_400_000],
  [131050, "opted_out", null],
  [131053, "media_failed", null],
  [131057, "unavailable", 60_000],
  [131062, "needs_phone", null],
  [132000, "template_unusable", null],
  [132015, "template_unusable", null],
  [133010, "setup_incomplete", null],
  [134101, "rejected", null],
  [999_999, "rejected", null],
  [null, "rejected", null],
] as const)("[WAM-12] code %j is %s", (code, kind, retryAfterMs) => {
  expect(explainError(code)).toMatchObject({ kind, retryAfterMs });
});

it("[WAM-12] no code stands in two rules, each rule has reason, remedy and an end to its repeats", () => {
  const ranges = ERROR_RULES.flatMap(({ codes }) =>
    codes.map((code) => (typeof code === "number" ? [code, code] : code)),
  );
  for (const [at, [from = 0, to = 0]] of ranges.entries())
    for (const [other, [start = 0, end = 0]] of ranges.entries())
      if (at !== other) expect([from, start, to < start || end < from]).toEqual([from, start, true]);
  for (const { reason, remedy, retryAfterMs, retries } of ERROR_RULES) {
    expect(reason).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
    expect(retries > 0).toBe(retryAfterMs !== null);
  }
});

it("[WAM-12] sample 27: what each failure means and who has to stop", () => {
  const found = only(sample("cloud-api", "27"), "status").map(({ errors }) => explainError(errors[0]?.code ?? null));
  expect(found.map(({ kind, scope }) => [kind, scope])).toEqual([
    ["window_closed", "message"],
    ["unreachable", "recipient"],
    ["marketing_capped", "recipient"],
    ["template_unusable", "template"],
    ["rejected", "message"],
  ]);
});

it("[WAM-12] waits between repeats to one person grow fourfold and end", () => {
  expect([0, 1, 2, 3].map(pairRetryAfterMs)).toEqual([1_000, 4_000, 16_000, 64_000]);
  fc.assert(fc.property(fc.integer(), (attempt) => pairRetryAfterMs(attempt) <= 4_096_000));
});
