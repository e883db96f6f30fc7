import { expect, it } from "vitest";
import { countsOf, failuresOf, slowestOf, withLater, type FileResult } from "./summary.ts";

const file = (name: string, seconds: number, more: Partial<FileResult> = {}): FileResult => ({
  name: `/work/${name}`,
  startTime: 1_000,
  endTime: 1_000 + seconds * 1_000,
  status: "passed",
  message: "",
  assertionResults: [],
  ...more,
});

it("names the files of a run that took longest, longest first", () => {
  const files = [file("a.test.ts", 1.5), file("b.test.ts", 124.1), file("c.test.ts", 0.02)];
  expect(slowestOf(files, "/work", 2)).toBe("slowest files:\n  124.1 s  b.test.ts\n    1.5 s  a.test.ts\n");
});

it("names every test that failed with the first line of why, and a file that failed as a whole", () => {
  const failed = { status: "failed" };
  const files = [
    file("well.test.ts", 1),
    file("one.test.ts", 1, {
      ...failed,
      assertionResults: [
        { title: "adds", status: "passed" },
        { title: "divides", status: "failed", failureMessages: ["AssertionError: 1 is not 2\n    at one.test.ts:3"] },
      ],
    }),
    file("hook.test.ts", 1, { ...failed, message: "no database\nat hook.test.ts:1" }),
  ];
  expect(failuresOf(files, "/work").split("\n")).toEqual([
    "failed:",
    "  one.test.ts: divides: AssertionError: 1 is not 2",
    "  hook.test.ts: no database",
    "",
  ]);
  expect(failuresOf([file("well.test.ts", 1)], "/work")).toBe("");
});

it("counts tests, and a file that failed as a whole as one; a later result stands in the place of the first", () => {
  const of = (...statuses: string[]) => statuses.map((status) => ({ title: "a", status }));
  const first = [
    file("well.test.ts", 1, { assertionResults: of("passed", "skipped") }),
    file("shaky.test.ts", 1, { status: "failed", assertionResults: of("passed", "failed") }),
    file("hook.test.ts", 1, { status: "failed" }),
  ];
  expect(countsOf(first)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  const later = [file("shaky.test.ts", 1, { assertionResults: of("passed", "passed") })];
  expect(countsOf(withLater(first, later))).toEqual({ passed: 3, failed: 1, skipped: 1 });
});
