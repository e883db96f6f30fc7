import type { ReasonCode } from "@nexusone/contracts/reasons";
import { findApp, type WhatsAppAppRow } from "@nexusone/db/queries/whatsapp-apps";
import { findChannel, lockChannel, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { createMetaApp, WhatsAppFailure } from "@nexusone/whatsapp/client";
import { isCallable } from "../callable.ts";
import { addMs } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { addressOf, type ChannelAddress } from "./address.ts";
import { openAppSecret } from "./app-keys.ts";
import { reasonOfFailure } from "./failure.ts";
import { moveChannel } from "./move-channel.ts";
import { graphOf } from "./prove.ts";
import { LOOK_AGAIN_MS } from "./standing.ts";

export type Found = { readonly channel: ChannelRow; readonly app: WhatsAppAppRow | undefined };

/** A number with the merchant's app that it comes through. */
export async function findWithApp(tx: MerchantTx, id: string): Promise<Found | undefined> {
  const channel = await findChannel(tx, id);
  return channel && { channel, app: channel.appId === null ? undefined : await findApp(tx, channel.appId) };
}

/**
 * Has the vendor send to our address, which it calls first; how that went stands on the row. Calls the vendor; safe to repeat.
 * For verbs that have authorized, and the job that looks after numbers.
 */
export async function registerAddress(ctx: ServiceContext, id: string): Promise<void> {
  const found = await inMerchantTx(ctx, (tx) => findWithApp(tx, id));
  const address = found && addressOf(ctx, found.channel, found.app);
  if (!found || !address) return;
  const reason = await tellVendor(ctx, found, address);
  await inMerchantTx(ctx, async (tx) => {
    const row = await lockChannel(tx, id);
    // Other keys meanwhile: whoever brought them registers as well.
    if (!row || row.tokenSealed !== found.channel.tokenSealed) return;
    const { config, clock } = ctx.platform;
    const webhookBase = reason === null ? config.publicUrl : null;
    // Without a public address nothing changes by asking again.
    const isWorthAsking = reason !== null && reason !== "channels.webhook_unreachable";
    const checkAt = isWorthAsking ? { checkAt: addMs(clock.now(), LOOK_AGAIN_MS) } : {};
    await moveChannel(tx, ctx, row, { webhookBase, webhookReason: reason, ...checkAt });
  });
}

async function tellVendor(ctx: ServiceContext, { channel, app }: Found, address: ChannelAddress) {
  if (!isCallable(ctx, channel.environment)) return "channels.webhook_unreachable" satisfies ReasonCode;
  const { url, secret } = address;
  try {
    // An account's own address is told what the app has asked for, and nothing else.
    if (app) {
      const appSecret = openAppSecret(ctx.platform.keyring, app);
      const options = { ...graphOf(ctx, channel.environment), appId: app.externalId, appSecret };
      await createMetaApp(options).subscribe({ url, verifyToken: secret });
    }
    await clientOf(ctx, channel).registerWebhook({ url, secret });
    return null;
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    const isOfApp = error.operation === "app.subscribe" && error.kind === "token_dead";
    if (isOfApp) return "channels.app_rejected" satisfies ReasonCode;
    return error.kind === "rejected" ? ("channels.webhook_refused" satisfies ReasonCode) : reasonOfFailure(error);
  }
}
