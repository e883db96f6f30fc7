import { expect, it } from "vitest";
import { failuresOf, slowestOf, type FileResult } from "./summary.ts";

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
