import { RangeInput, type UsageView } from "@nexusone/contracts/analytics";
import { AREAS, FEATURE_NAMES, OK, REQUEST_AREAS } from "@nexusone/contracts/analytics-terms";
import { requestSeries, sumByOperation, type OperationSum } from "@nexusone/db/queries/analytics";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { storedReason } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { sumUp } from "./sums.ts";
import { windowOf, windowView } from "./window.ts";

const MOST_FAILURES = 50;
const REQUESTS: ReadonlySet<string> = new Set(REQUEST_AREAS);

/** Calls, times, failures and features of a range, as far as processes have written what they counted: seconds behind. */
export async function getUsage(ctx: ServiceContext, rawInput: z.input<typeof RangeInput> = {}): Promise<UsageView> {
  authorize(ctx, "analytics:read");
  const { range } = RangeInput.parse(rawInput);
  const { window, sums, series } = await readMerchant(ctx, async (tx) => {
    const found = await windowOf(tx, ctx, range);
    const [rows, steps] = await Promise.all([sumByOperation(tx, found), requestSeries(tx, found)]);
    return { window: found, sums: rows, series: steps };
  });
  const features = sums.filter(({ area }) => area === "feature");
  return {
    ...windowView(range, window),
    requests: sumUp(sums.filter(({ area }) => REQUESTS.has(area))),
    areas: AREAS.map((area) => ({ area, ...sumUp(sums.filter((one) => one.area === area)) })),
    series: series.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts })),
    operations: [...Map.groupBy(sums, ({ area, operation }) => `${area} ${operation}`).values()]
      .flatMap((group) => {
        const [first] = group;
        return first && first.area !== "feature"
          ? [{ area: first.area, operation: first.operation, ...sumUp(group) }]
          : [];
      })
      .toSorted((a, b) => b.calls - a.calls),
    failures: sums.flatMap(failureOf).slice(0, MOST_FAILURES),
    features: FEATURE_NAMES.map((feature) => {
      const own = features.filter(({ operation }) => operation === feature);
      const { calls, failed } = sumUp(own);
      const last = own
        .map(({ lastAt }) => lastAt.toISOString())
        .toSorted()
        .at(-1);
      return { feature, count: calls, failed, lastAt: last ?? null };
    }),
  };
}

function failureOf({ area, operation, outcome, calls, lastAt }: OperationSum): UsageView["failures"] {
  if (outcome === OK) return [];
  return [{ area, operation, reason: storedReason(outcome) ?? outcome, count: calls, lastAt: lastAt.toISOString() }];
}
