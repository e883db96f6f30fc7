import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { listAllVariants, lockProductsAfter, updateLeastMargins } from "@nexusone/db/queries/catalog-margins";
import { updateVariantPrices } from "@nexusone/db/queries/catalog-product";
import { defineJob, jobPayload, type JobRun } from "../jobs/define-job.ts";
import type { ServiceContext } from "../context.ts";
import { jobContext } from "../imports/importer.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { inMerchantTx } from "../transaction.ts";
import { reprice } from "./reprice.ts";

/** Settings that every stored margin was computed with. */
export const MARGIN_TERMS = [
  "vatRateBps",
  "pricesIncludeVat",
  "feeRateBps",
  "feeFixedMinor",
  "duty",
  "fx",
] as const satisfies readonly (keyof MerchantSettings)[];

const TOGETHER = 200;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/**
 * Lists sort and filter by stored margins, so they follow when the terms change; prices stay. Not an edit: no version rises and
 * no history is written. Safe to repeat; interrupted, it begins again.
 */
export const recomputeMarginsJob = defineJob({
  name: "recompute-margins",
  payload: jobPayload({}),
  attempts: 12,
  handle: async (platform, { merchantId }, run) => {
    const ctx = jobContext(platform, merchantId, "recompute-margins", NOBODY);
    let after: string | undefined;
    do after = await recomputeBatch(ctx, after, run);
    while (after !== undefined);
  },
});

/** @returns the last product it looked at, undefined when there are no more. */
async function recomputeBatch(
  ctx: ServiceContext,
  after: string | undefined,
  run: JobRun | undefined,
): Promise<string | undefined> {
  run?.goOn();
  return inMerchantTx(ctx, async (tx) => {
    const products = await lockProductsAfter(tx, after, TOGETHER);
    const [variants, { terms, defaultRule, rails }] = [
      await listAllVariants(
        tx,
        products.map(({ id }) => id),
      ),
      await readPricing(tx),
    ];
    const results = products.flatMap(({ id, minMarginBps }) => {
      const own = variants.get(id) ?? [];
      const result = reprice(own, {
        rule: defaultRule,
        terms,
        rails,
        bounds: { minMinor: null, maxMinor: null },
        byRule: new Set(),
        typed: new Map(),
        acceptHeld: false,
      });
      // No price is made by rule here, so none can be refused.
      if (!("prices" in result) || own.length === 0) return [];
      const known = new Map(own.map((variant) => [variant.id, variant]));
      const moved = result.prices.filter(({ id: variant, landedMinor, profitMinor, marginBps }) => {
        const before = known.get(variant);
        return (
          before?.landedMinor !== landedMinor || before?.profitMinor !== profitMinor || before?.marginBps !== marginBps
        );
      });
      return [{ id, moved, minMarginBps: result.minMarginBps, least: result.minMarginBps !== minMarginBps }];
    });
    await updateVariantPrices(
      tx,
      results.flatMap(({ moved }) => moved),
    );
    await updateLeastMargins(
      tx,
      results.filter(({ least }) => least).map(({ id, minMarginBps }) => ({ id, minMarginBps })),
    );
    return products.length === TOGETHER ? products.at(-1)?.id : undefined;
  });
}
