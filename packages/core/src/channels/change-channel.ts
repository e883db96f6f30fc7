import {
  type ChannelDetails,
  type ChannelInput,
  type RenameChannelInput,
  type ReplaceTokenInput,
  type RotateAppSecretInput,
  type SetAnswersInput,
} from "@nexusone/contracts/channels";
import { deleteUnusedApp } from "@nexusone/db/queries/whatsapp-apps";
import { lockChannel, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { CHANNEL_TOKEN_PURPOSE } from "../whatsapp/client-of.ts";
import { putSecret } from "./app-keys.ts";
import { getChannel } from "./get-channel.ts";
import { moveAndSend } from "./move-and-send.ts";
import { moveChannel } from "./move-channel.ts";
import { proveApp, proveNumber } from "./prove.ts";
import { findWithApp, registerAddress, type Found } from "./register-address.ts";
import { standingOf } from "./standing.ts";

/** @throws `request.not_found` */
export async function renameChannel(
  ctx: ServiceContext,
  { id, label }: z.output<typeof RenameChannelInput>,
): Promise<ChannelDetails> {
  authorize(ctx, "channels:manage");
  await inMerchantTx(ctx, async (tx) => moveChannel(tx, ctx, await existing(tx, id), { label }));
  return getChannel(ctx, { id });
}

/** What of the shop's own answers a number gives. Words that stop and erase are none of them. @throws `request.not_found` */
export async function setAnswers(
  ctx: ServiceContext,
  { id, ...answers }: z.output<typeof SetAnswersInput>,
): Promise<ChannelDetails> {
  authorize(ctx, "channels:manage");
  await inMerchantTx(ctx, async (tx) => moveChannel(tx, ctx, await existing(tx, id), answers));
  return getChannel(ctx, { id });
}

/**
 * Gives a connected number another token, tried out first, and registers its webhook with it. Calls the vendor.
 * @throws `request.not_found`, `channels.disconnected` and the failures of a number
 */
export async function replaceToken(
  ctx: ServiceContext,
  { id, token }: z.output<typeof ReplaceTokenInput>,
): Promise<ChannelDetails> {
  authorize(ctx, "channels:manage");
  const { channel } = await connected(ctx, id);
  const tokenSealed = ctx.platform.keyring.seal(token, CHANNEL_TOKEN_PURPOSE);
  const health = await proveNumber(ctx, { ...channel, tokenSealed });
  const now = ctx.platform.clock.now();
  await inMerchantTx(ctx, async (tx) => {
    const row = await existing(tx, id);
    if (row.state === "disconnected") throw new DomainError("channels.disconnected");
    await moveAndSend(tx, ctx, row, { tokenSealed, ...standingOf(row, health, now) });
  });
  await registerAddress(ctx, id);
  return getChannel(ctx, { id });
}

/**
 * Gives the merchant's own app another secret, tried out first. The one before signs on for a day, so that nothing on its way is
 * refused. Calls Meta. @throws `request.not_found`, `channels.no_own_app`, `channels.app_rejected`
 */
export async function rotateAppSecret(
  ctx: ServiceContext,
  { id, appSecret }: z.output<typeof RotateAppSecretInput>,
): Promise<ChannelDetails> {
  authorize(ctx, "channels:manage");
  const { channel, app } = await connected(ctx, id);
  if (!app) throw new DomainError("channels.no_own_app");
  await proveApp(ctx, channel.environment, { appId: app.externalId, appSecret });
  const { keyring } = ctx.platform;
  await inMerchantTx(ctx, async (tx) => {
    const row = await existing(tx, id);
    const now = (await findWithApp(tx, id))?.app;
    if (!now || !(await putSecret(tx, keyring, now, appSecret))) return;
    const fields = ["appSecret"];
    await recordEvent(tx, ctx, "channel.changed", { channelId: row.id, fields }, { kind: "channel", id: row.id });
  });
  await registerAddress(ctx, id);
  return getChannel(ctx, { id });
}

/** Forgets a number's keys at once; its conversations stay, and another shop may connect it. Safe to repeat. @throws `request.not_found` */
export async function disconnectChannel(
  ctx: ServiceContext,
  { id }: z.output<typeof ChannelInput>,
): Promise<{ ok: true }> {
  authorize(ctx, "channels:manage");
  return inMerchantTx(ctx, async (tx) => {
    const row = await existing(tx, id);
    if (row.state !== "disconnected") {
      await moveChannel(tx, ctx, row, {
        state: "disconnected",
        reason: null,
        tokenSealed: ctx.platform.keyring.seal("", CHANNEL_TOKEN_PURPOSE),
        keySealed: null,
        keyHash: null,
        headerSecretSealed: null,
        appId: null,
        pausedReason: null,
        pausedUntil: null,
        webhookBase: null,
        webhookReason: null,
        checkAt: null,
      });
      if (row.appId !== null) await deleteUnusedApp(tx, row.appId);
    }
    return { ok: true as const };
  });
}

async function existing(tx: MerchantTx, id: string): Promise<ChannelRow> {
  const row = await lockChannel(tx, id);
  if (!row) throw new DomainError("request.not_found");
  return row;
}

/** For verbs that have authorized. @throws `request.not_found`, `channels.disconnected` */
async function connected(ctx: ServiceContext, id: string): Promise<Found> {
  const found = await inMerchantTx(ctx, (tx) => findWithApp(tx, id));
  if (!found) throw new DomainError("request.not_found");
  if (found.channel.state === "disconnected") throw new DomainError("channels.disconnected");
  return found;
}
