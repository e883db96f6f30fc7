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
export function failuresOf(files: readonly FileResult[], root: string): string {
  const lines = files
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter((one) => one.status === "failed");
      const said = failed.map(({ title, failureMessages }) => `${title}: ${firstLine(failureMessages?.[0] ?? "")}`);
      return (said.length > 0 ? said : [firstLine(message)]).map((one) => `  ${path.relative(root, name)}: ${one}\n`);
    });
  return lines.length === 0 ? "" : `failed:\n${lines.join("")}`;
}

const firstLine = (text: string): string => text.split("\n")[0]?.slice(0, 200) ?? "";
