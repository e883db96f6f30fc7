import { SANDBOX_NUMBERS } from "@nexusone/contracts/sandbox-numbers";
import { listChannels } from "@nexusone/db/queries/whatsapp-channels";
import { connectChannel } from "../channels/connect-channel.ts";
import { registerAddress } from "../channels/register-address.ts";
import { isDomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { demoStore } from "./seed-demo.ts";

/**
 * Connects Demo Store to the simulated WhatsApp's number, unless its owner disconnected it, and tells the simulated vendors our
 * addresses anew: they forget everything when they restart. Once this server answers, since they call it. Without an answer of
 * theirs the shop starts without, until next time.
 */
export async function seedDemoNumber(platform: Platform): Promise<void> {
  const ctx = await demoStore(platform);
  if (!ctx || !platform.whatsapp.graphUrls.sandbox) return;
  try {
    const rows = await inMerchantTx(ctx, listChannels);
    const { phoneNumberId } = SANDBOX_NUMBERS.cloud_api;
    if (!rows.some(({ externalId }) => externalId === phoneNumberId))
      await connectChannel(ctx, { ...SANDBOX_NUMBERS.cloud_api, label: "Demo Store" });
    for (const { id } of rows.filter(({ environment }) => environment === "sandbox")) await registerAddress(ctx, id);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { merchantId } = ctx;
    platform.log.warn({ err: error, merchantId, reason: error.reason }, "the demo shop has no WhatsApp number");
  }
}
