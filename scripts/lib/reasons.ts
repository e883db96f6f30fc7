import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What a run of the suite saw, compared with the registry. */
export type Comparison = {
  readonly observed: number;
  /** Registered, and seen nowhere: a test is missing, or the code is dead. */
  readonly unseen: readonly string[];
  /** Seen, and not registered. */
  readonly unknown: readonly string[];
};

/** @param lines `where code`, as the suite notes them. */
export function compareReasons(registry: readonly string[], lines: readonly string[]): Comparison {
  const seen = new Set(lines.map((line) => line.split(" ")[1] ?? ""));
  return {
    observed: registry.filter((code) => seen.has(code)).length,
    unseen: registry.filter((code) => !seen.has(code)),
    unknown: [...seen].filter((code) => code !== "" && !registry.includes(code)).toSorted(),
  };
}

/** What all processes of a run noted. */
export function readObserved(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8"));
  return [...new Set(files.flatMap((text) => text.split("\n")))].filter((line) => line !== "").toSorted();
}

/** A few lines for people; the first says whether it is well. */
export function reportOf(registry: readonly string[], lines: readonly string[]): string {
  const { observed, unseen, unknown } = compareReasons(registry, lines);
  const at = (where: string) => lines.filter((line) => line.startsWith(`${where} `)).length;
  return [
    `reasons: ${observed} of ${registry.length} observed (verbs ${at("verb")}, jobs ${at("job")}, answers ${at("api")}, screens ${at("screen")})`,
    ...(unseen.length > 0 ? [`  FAILED, never observed: ${unseen.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`  FAILED, not registered: ${unknown.join(", ")}`] : []),
    "",
  ].join("\n");
}
