import { DISMISSED_DAYS } from "@nexusone/contracts/reorder-terms";
import {
  listSellingVariants,
  listShopWeeks,
  replaceSuggestions,
  saveReorderSettingsRow,
  type SellingVariant,
} from "@nexusone/db/queries/reorders";
import { listMerchantsToReorder } from "@nexusone/db/system/reorder";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { FEWEST_WEEKS, PACE_WEEKS, reorderSum, seasonOf } from "./forecast.ts";
import { readReorderSettings } from "./settings.ts";

/** Two whole years and what is needed to see the current week a year ago. */
const SHOP_WEEKS = 106;
/** Those that sell most; nobody reads through more. */
const VARIANTS = 2_000;
const AT_ONCE = 100;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/**
 * Looks what sold, what is there and what is coming, and puts what has to be ordered in the place of the suggestions before.
 * What nobody decided about stays with the figures of today; what is no longer due goes. Safe to repeat.
 * @returns how many suggestions wait now.
 */
export async function lookForReorders(ctx: ServiceContext): Promise<{ suggested: number }> {
  authorize(ctx, "catalog:edit");
  return inMerchantTx(ctx, (tx) => look(tx, ctx));
}

/** The same every day for every merchant who has it on and sold something. For a cron; safe to repeat. */
export async function sweepReorders(platform: Platform): Promise<void> {
  const before = addMs(platform.clock.now(), -DAY_MS);
  for (const merchantId of await listMerchantsToReorder(platform.db, before, AT_ONCE)) {
    const ctx = jobContext(platform, merchantId, "look-for-reorders", NOBODY);
    await inMerchantTx(ctx, (tx) => look(tx, ctx));
  }
}

async function look(tx: MerchantTx, ctx: ServiceContext): Promise<{ suggested: number }> {
  const now = ctx.platform.clock.now();
  const { enabled, leadDays, coverDays } = await readReorderSettings(tx, true);
  const weeks = await listShopWeeks(tx, now, SHOP_WEEKS);
  const season = seasonOf(weeks);
  const dismissedSince = addMs(now, -DISMISSED_DAYS * DAY_MS);
  const selling =
    weeks.length < FEWEST_WEEKS
      ? []
      : await listSellingVariants(tx, { now, weeks: PACE_WEEKS, dismissedSince, limit: VARIANTS });
  const found = selling.flatMap((variant) => {
    const sum = reorderSum(weeksOf(variant, weeks.length), season, variant, { leadDays, coverDays });
    const { variantId, productId } = variant;
    return sum.due && sum.coverDays !== null ? [{ variantId, productId, coverDays: sum.coverDays, sum }] : [];
  });
  const fresh = await replaceSuggestions(tx, found, now);
  await saveReorderSettingsRow(tx, { enabled, leadDays, coverDays, lookedAt: now, weeks });
  if (fresh > 0) await recordEvent(tx, ctx, "reorder.suggested", { count: fresh });
  return { suggested: found.length };
}

/** The newest weeks, those without a sale too; a shop younger than that has fewer. */
function weeksOf({ sold }: SellingVariant, shopWeeks: number): number[] {
  const units = new Map(sold);
  const known = Math.min(PACE_WEEKS, shopWeeks);
  return Array.from({ length: known }, (_, at) => units.get(known - 1 - at) ?? 0);
}
