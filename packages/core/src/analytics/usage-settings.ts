import { DEFAULT_USAGE_SETTINGS, SaveUsageSettingsInput, type UsageSettings } from "@nexusone/contracts/analytics";
import { findUsageSettings, saveUsageSettingsRow } from "@nexusone/db/queries/usage-settings";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { selfOf } from "../self.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

/** One's own choices about analytics in this shop. */
export async function getUsageSettings(ctx: ServiceContext): Promise<UsageSettings> {
  authorize(ctx, "analytics:own");
  const userId = selfOf(ctx, "analytics:own");
  return (await readMerchant(ctx, (tx) => findUsageSettings(tx, userId))) ?? DEFAULT_USAGE_SETTINGS;
}

/** Changes what is named, for oneself. Whoever is not counted any more is left out from the next flush on. */
export async function saveUsageSettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveUsageSettingsInput>,
): Promise<UsageSettings> {
  authorize(ctx, "analytics:own");
  const userId = selfOf(ctx, "analytics:own");
  const named = SaveUsageSettingsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { defaultRange, pinned, countMyUse } = (await findUsageSettings(tx, userId)) ?? DEFAULT_USAGE_SETTINGS;
    const next = {
      defaultRange: named.defaultRange ?? defaultRange,
      pinned: named.pinned ?? pinned,
      countMyUse: named.countMyUse ?? countMyUse,
    };
    await saveUsageSettingsRow(tx, userId, next);
    return next;
  });
}
