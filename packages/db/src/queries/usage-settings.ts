import { eq, sql } from "drizzle-orm";
import type { UsageSettings } from "@nexusone/contracts/analytics";
import { userIntegrationSettings } from "../schema/analytics.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** A person's choices; undefined for somebody who has made none. */
export async function findUsageSettings(tx: MerchantTx, userId: string): Promise<UsageSettings | undefined> {
  const { defaultRange, pinned, countMyUse } = userIntegrationSettings;
  const [row] = await tx
    .select({ defaultRange, pinned, countMyUse })
    .from(userIntegrationSettings)
    .where(eq(userIntegrationSettings.userId, userId));
  return row;
}

export async function saveUsageSettingsRow(tx: MerchantTx, userId: string, settings: UsageSettings): Promise<void> {
  await tx
    .insert(userIntegrationSettings)
    .values({ userId, ...settings })
    .onConflictDoUpdate({
      target: [userIntegrationSettings.merchantId, userIntegrationSettings.userId],
      set: {
        defaultRange: sql`excluded.default_range`,
        pinned: sql`excluded.pinned`,
        countMyUse: sql`excluded.count_my_use`,
      },
    });
}
