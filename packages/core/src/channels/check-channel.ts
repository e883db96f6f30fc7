import type { ChannelDetails, ChannelInput } from "@nexusone/contracts/channels";
import { findChannel, lockChannel, type ChannelChange, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import { WhatsAppFailure } from "@nexusone/whatsapp/client";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { isLasting, reasonOfFailure } from "./failure.ts";
import { getChannel } from "./get-channel.ts";
import { moveAndSend } from "./move-and-send.ts";
import { registerAddress } from "./register-address.ts";
import { failed, standingOf } from "./standing.ts";

/** A vendor that is away says nothing about the number. */
const AWAY_MS = 5 * MINUTE_MS;

/** Looks now whether a number works and whether its webhook is registered. Calls the vendor. @throws `request.not_found`, `channels.disconnected` */
export async function checkChannel(
  ctx: ServiceContext,
  { id }: z.output<typeof ChannelInput>,
): Promise<ChannelDetails> {
  authorize(ctx, "channels:manage");
  const { state } = await getChannel(ctx, { id });
  if (state === "disconnected") throw new DomainError("channels.disconnected");
  await lookAtChannel(ctx, id);
  return getChannel(ctx, { id });
}

/**
 * Asks the vendor how a number is and writes it down: a dead token, a lost session, a block, quality and limit, and that all is
 * well again. Registers the webhook anew where it is not, or this server is reached elsewhere now. For the job that looks after
 * numbers and verbs that have authorized; safe to repeat.
 */
export async function lookAtChannel(ctx: ServiceContext, id: string): Promise<void> {
  const row = await inMerchantTx(ctx, (tx) => findChannel(tx, id));
  if (!row || row.state === "disconnected") return;
  const change = await askAbout(ctx, row);
  const moved = await inMerchantTx(ctx, async (tx) => {
    const now = await lockChannel(tx, id);
    // Another key or none any more: what the old one found is no news.
    if (!now || now.tokenSealed !== row.tokenSealed) return undefined;
    return moveAndSend(tx, ctx, now, { ...change, ...endedPause(ctx, now) });
  });
  if (moved?.state === "connected" && moved.webhookBase !== ctx.platform.config.publicUrl)
    await registerAddress(ctx, id);
}

async function askAbout(ctx: ServiceContext, row: ChannelRow): Promise<ChannelChange> {
  const now = ctx.platform.clock.now();
  try {
    return standingOf(row, await clientOf(ctx, row).health(), now);
  } catch (error) {
    if (!(error instanceof WhatsAppFailure)) throw error;
    if (isLasting(error)) return { ...failed(reasonOfFailure(error), now), checkedAt: now };
    return { checkAt: addMs(now, AWAY_MS) };
  }
}

function endedPause({ platform }: ServiceContext, { pausedUntil }: ChannelRow): ChannelChange {
  const isOver = pausedUntil !== null && pausedUntil <= platform.clock.now();
  return isOver ? { pausedReason: null, pausedUntil: null } : {};
}
