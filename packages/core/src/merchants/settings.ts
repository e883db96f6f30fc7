import { MerchantSettings, type UpdateMerchantInput } from "@nexusone/contracts/merchants";
import { findMerchantWithRate, putFxRate, updateMerchant } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { MARGIN_TERMS, recomputeMarginsJob } from "../catalog/recompute-margins.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

async function settingsOf(tx: MerchantTx): Promise<MerchantSettings> {
  const row = await findMerchantWithRate(tx);
  if (!row) throw new DomainError("request.not_found");
  const { merchant, fx } = row;
  return MerchantSettings.parse({
    ...merchant,
    createdAt: merchant.createdAt.toISOString(),
    fx: { from: fx.fromCurrency, to: fx.toCurrency, rate: fx.rate, asOf: fx.asOf, source: fx.source },
  });
}

export function getSettings(ctx: ServiceContext): Promise<MerchantSettings> {
  authorize(ctx, "settings:read");
  return readMerchant(ctx, settingsOf);
}

/** Changes what was given. A given rate becomes the merchant's own, of today. Records which settings really changed; stored margins follow by job. */
export function updateSettings(
  ctx: ServiceContext,
  input: z.output<typeof UpdateMerchantInput>,
): Promise<MerchantSettings> {
  authorize(ctx, "settings:manage");
  return inMerchantTx(ctx, async (tx) => {
    const before = await settingsOf(tx);
    const { fxRate, ...given } = input;
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    if (Object.keys(change).length > 0) await updateMerchant(tx, ctx.merchantId, change);
    if (fxRate !== undefined) {
      const asOf = ctx.platform.clock.now().toISOString().slice(0, 10);
      await putFxRate(tx, { fromCurrency: "USD", toCurrency: before.currency, rate: fxRate, asOf, source: "merchant" });
    }
    const after = await settingsOf(tx);
    const fields = (Object.keys(after) as (keyof MerchantSettings)[]).filter(
      (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    );
    if (fields.length > 0)
      await recordEvent(tx, ctx, "merchant.updated", { fields }, { kind: "merchant", id: ctx.merchantId });
    if (MARGIN_TERMS.some((term) => fields.includes(term)))
      await ctx.platform.jobs.enqueue(tx, ctx.merchantId, recomputeMarginsJob, { merchantId: ctx.merchantId });
    return after;
  });
}
