import { expect, it } from "vitest";
import { compareReasons, reportOf } from "./reasons.ts";

const registry = ["request.invalid", "cj.unavailable"];

it("[UIX-06] a run that saw every registered code and no other is well", () => {
  const lines = ["verb cj.unavailable", "api cj.unavailable", "screen request.invalid"];
  expect(compareReasons(registry, lines)).toEqual({ observed: 2, unseen: [], unknown: [] });
  expect(reportOf(registry, lines)).toBe("reasons: 2 of 2 observed (verbs 1, jobs 0, answers 1, screens 1)\n");
});

it("[UIX-06] names the codes nobody saw and those nobody registered", () => {
  const lines = ["api made.up", "verb cj.unavailable"];
  expect(compareReasons(registry, lines)).toEqual({ observed: 1, unseen: ["request.invalid"], unknown: ["made.up"] });
  expect(reportOf(registry, lines)).toContain(
    "  FAILED, never observed: request.invalid\n  FAILED, not registered: made.up\n",
  );
});
