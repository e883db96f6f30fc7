import { ReorderSettings, SaveReorderSettingsInput, type ReorderOutlook } from "@nexusone/contracts/reorder";
import { DEFAULT_COVER_DAYS, DEFAULT_LEAD_DAYS } from "@nexusone/contracts/reorder-terms";
import { findReorderSettings, saveReorderSettingsRow, type ReorderSettingsRow } from "@nexusone/db/queries/reorders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { backTest } from "./back-test.ts";
import { seasonOf } from "./forecast.ts";

const OURS = { enabled: true, leadDays: DEFAULT_LEAD_DAYS, coverDays: DEFAULT_COVER_DAYS, lookedAt: null, weeks: [] };

/** How the merchant orders goods, ours until they say otherwise. */
export const readReorderSettings = async (tx: MerchantTx, lock = false) =>
  (await findReorderSettings(tx, lock)) ?? (OURS satisfies Partial<ReorderSettingsRow>);

/** What the shop sells over the year as far as it is known, how the forecast would have done, and how goods are ordered. */
export async function getReorderOutlook(ctx: ServiceContext): Promise<ReorderOutlook> {
  authorize(ctx, "catalog:read");
  const { weeks, lookedAt, ...settings } = await readMerchant(ctx, (tx) => readReorderSettings(tx));
  return {
    ...ReorderSettings.parse(settings),
    lookedAt: lookedAt?.toISOString() ?? null,
    weeks,
    season: [...seasonOf(weeks)],
    backTest: backTest(weeks) ?? null,
  };
}

/** Changes what was given; it counts from the next look on. */
export async function saveReorderSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveReorderSettingsInput>,
): Promise<ReorderSettings> {
  authorize(ctx, "settings:manage");
  const given = SaveReorderSettingsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await readReorderSettings(tx, true);
    const settings = ReorderSettings.parse({ ...before, ...given });
    const { lookedAt, weeks } = before;
    await saveReorderSettingsRow(tx, { ...settings, lookedAt, weeks });
    await recordEvent(tx, ctx, "reorder.settings_saved", { ...settings }, { kind: "merchant", id: ctx.merchantId });
    return settings;
  });
}
