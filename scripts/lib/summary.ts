import path from "node:path";

/** The part of vitest's JSON report that the end of a run is told from; times in ms since the epoch. */
export type FileResult = {
  readonly name: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status: string;
  /** Why the file as a whole failed, hooks included; empty when only tests of it did. */
  readonly message: string;
  readonly assertionResults: readonly {
    readonly title: string;
    readonly status: string;
    readonly failureMessages?: readonly string[] | null;
  }[];
};

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** What became of all tests; a file that failed without a test of it having failed counts as one. */
export function countsOf(files: readonly FileResult[]): Counts {
  const statuses = files.flatMap(({ status, assertionResults }) => {
    const tests = assertionResults.map((one) => one.status);
    return status === "failed" && !tests.includes("failed") ? [...tests, "failed"] : tests;
  });
  const passed = statuses.filter((status) => status === "passed").length;
  const failed = statuses.filter((status) => status === "failed").length;
  return { passed, failed, skipped: statuses.length - passed - failed };
}

/** The files of a run, those of a later one in the place of their first results. */
export function withLater(files: readonly FileResult[], later: readonly FileResult[]): FileResult[] {
  const byName = new Map(later.map((file) => [file.name, file]));
  return files.map((file) => byName.get(file.name) ?? file);
}

/** One line for each of the `count` files that took longest; hooks before their first test are not counted. */
export function slowestOf(files: readonly FileResult[], root: string, count: number): string {
  const timed = files.map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1_000 }));
  const slowest = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, count);
  const lines = slowest.map(
    ({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path.relative(root, name)}\n`,
  );
  return `slowest files:\n${lines.join("")}`;
}

/** What failed, a line each, so that the end of a long log says it; nothing when all is well. */
export function failuresOf(files: readonly FileResult[], root: string, title = "failed"): string {
  const lines = files
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter((one) => one.status === "failed");
      const said = failed.map(({ title, failureMessages }) => `${title}: ${firstLine(failureMessages?.[0] ?? "")}`);
      return (said.length > 0 ? said : [firstLine(message)]).map((one) => `  ${path.relative(root, name)}: ${one}\n`);
    });
  return lines.length === 0 ? "" : `${title}:\n${lines.join("")}`;
}

const firstLine = (text: string): string => text.split("\n")[0]?.slice(0, 200) ?? "";
