import {
  FulfilmentSettings,
  SaveFulfilmentSettingsInput,
  type FulfilmentSettingsView,
} from "@nexusone/contracts/fulfilment";
import { automationSpentSince, findFulfilmentSettings, saveFulfilmentSettings } from "@nexusone/db/queries/fulfilment";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/** Until somebody says otherwise a person sends every order, and says of every one that it may be paid. */
const DEFAULTS: FulfilmentSettings = {
  automation: "by_hand",
  dailyLimitUsdMinor: 0,
  carrierRule: "cheapest",
  carrierMaxUsdMinor: 1_000,
};
type View = z.output<typeof FulfilmentSettingsView>;

/** How far confirmed orders go by themselves, and what automation has spent today. */
export function getFulfilmentSettings(ctx: ServiceContext): Promise<View> {
  authorize(ctx, "orders:read");
  return readMerchant(ctx, (tx) => settingsView(tx, ctx));
}

/** Changes what was given. Automatic payments are for whoever may pay. */
export async function saveSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveFulfilmentSettingsInput>,
): Promise<View> {
  authorize(ctx, "orders:pay");
  const given = SaveFulfilmentSettingsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const before = await readSettings(tx, true);
    const after = FulfilmentSettings.parse({ ...before, ...given });
    const fields = (Object.keys(after) as (keyof FulfilmentSettings)[]).filter(
      (field) => after[field] !== before[field],
    );
    if (fields.length > 0) {
      await saveFulfilmentSettings(tx, after);
      const subject = { kind: "merchant", id: ctx.merchantId } as const;
      await recordEvent(tx, ctx, "fulfilment.settings_saved", { fields }, subject);
    }
    return settingsView(tx, ctx);
  });
}

export async function readSettings(tx: MerchantTx, lock = false): Promise<FulfilmentSettings> {
  const row = await findFulfilmentSettings(tx, lock);
  if (!row) return DEFAULTS;
  const { automation, dailyLimitUsdMinor, carrierRule, carrierMaxUsdMinor } = row;
  return { automation, dailyLimitUsdMinor, carrierRule, carrierMaxUsdMinor };
}

/** Days of the limit begin at midnight UTC, as CJ's do. */
export const startOfUtcDay = (now: Date): Date => new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);

async function settingsView(tx: MerchantTx, ctx: ServiceContext): Promise<View> {
  const shop = await findMerchantWithRate(tx);
  if (!shop) throw new DomainError("request.not_found");
  return {
    ...(await readSettings(tx)),
    carrierMaxDays: shop.merchant.carrierMaxDays,
    spentTodayUsdMinor: await automationSpentSince(tx, startOfUtcDay(ctx.platform.clock.now())),
  };
}
