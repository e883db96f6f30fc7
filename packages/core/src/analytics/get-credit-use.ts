import { RangeInput, type CreditUseView } from "@nexusone/contracts/analytics";
import { creditSeries } from "@nexusone/db/queries/analytics";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { windowOf, windowView } from "./window.ts";

/** What features cost in a range and when, from the ledger itself. */
export async function getCreditUse(
  ctx: ServiceContext,
  rawInput: z.input<typeof RangeInput> = {},
): Promise<CreditUseView> {
  authorize(ctx, "analytics:read");
  authorize(ctx, "billing:read");
  const { range } = RangeInput.parse(rawInput);
  const { window, rows } = await readMerchant(ctx, async (tx) => {
    const found = await windowOf(tx, ctx, range);
    return { window: found, rows: await creditSeries(tx, found) };
  });
  const sum = (of: readonly { spent: number }[]): number => of.reduce((total, { spent }) => total + spent, 0);
  const byFeature = Map.groupBy(rows, ({ feature }) => feature);
  byFeature.delete(null);
  return {
    ...windowView(range, window),
    spent: sum(rows),
    granted: rows.reduce((total, { granted }) => total + granted, 0),
    features: [...byFeature]
      .map(([feature, own]) => ({ feature: feature ?? "", spent: sum(own) }))
      .filter(({ spent }) => spent !== 0)
      .toSorted((a, b) => b.spent - a.spent),
    series: [...Map.groupBy(rows, ({ at }) => at.toISOString())].map(([at, own]) => ({ at, spent: sum(own) })),
  };
}
