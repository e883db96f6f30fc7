import type { Tone } from "@nexusone/ui/badge";
import type { Outputs } from "../../lib/api.ts";

export type Preview = Outputs["imports"]["getPreview"];
export type TriageRow = Preview["rows"][number];

/** What can become of a product, in the order in which the filter offers it. */
export const RESULTS = [
  "reading",
  "ready",
  "below_floor",
  "left_out",
  "duplicate",
  "cannot_ship",
  "plan",
  "credits",
  "removed",
  "unknown",
  "other",
] as const;
export type Result = (typeof RESULTS)[number];

const BY_REASON: Readonly<Record<string, Result>> = {
  "import.left_out": "left_out",
  "catalog.already_imported": "duplicate",
  "import.duplicate_in_request": "duplicate",
  "import.no_route": "cannot_ship",
  "import.plan_limit": "plan",
  "import.credits_missing": "credits",
  "import.product_removed": "removed",
  "import.product_unknown": "unknown",
  "import.url_unknown": "unknown",
};
export const RESULT_TONES: Readonly<Record<Result, Tone>> = {
  reading: "info",
  ready: "good",
  below_floor: "bad",
  left_out: "neutral",
  duplicate: "neutral",
  cannot_ship: "wait",
  plan: "info",
  credits: "info",
  removed: "neutral",
  unknown: "wait",
  other: "wait",
};

export function resultOf({ status, reason, belowFloor }: Pick<TriageRow, "status" | "reason" | "belowFloor">): Result {
  if (status === "reading") return "reading";
  if (reason === null) return belowFloor ? "below_floor" : "ready";
  return BY_REASON[reason] ?? "other";
}

/** How many rows came out how; only what there is. */
export function countResults(rows: readonly TriageRow[]): { result: Result; count: number }[] {
  const counts = new Map<Result, number>();
  for (const row of rows) counts.set(resultOf(row), (counts.get(resultOf(row)) ?? 0) + 1);
  return RESULTS.flatMap((result) => {
    const count = counts.get(result);
    return count ? [{ result, count }] : [];
  });
}

/** Whether a change can reach the row: its product was read and is not in the catalogue. */
export const isEditable = ({ numbers, reason }: TriageRow): boolean =>
  numbers !== null && reason !== "catalog.already_imported";
