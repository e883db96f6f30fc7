import type { ReasonCode } from "@nexusone/contracts/reasons";
import { listChannels, lockChannel, type ChannelChange, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { WhatsAppFailure } from "@nexusone/whatsapp/client";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isLasting, reasonOfFailure } from "./failure.ts";
import { moveChannel } from "./move-channel.ts";
import { failed } from "./standing.ts";

export type Trouble = Pick<WhatsAppFailure, "kind" | "scope" | "vendorCode" | "retryAfterMs">;

/** People complained: answers would only add to it. */
const QUALITY_PAUSE_MS = HOUR_MS;
const SHORT_PAUSE_MS = MINUTE_MS;
/** Payment and display name stand in the way of some messages only; the others go on. */
const SOME_MESSAGES_ONLY = new Set<number | null>([131037, 131042]);

/**
 * What a refused send means for the number itself: it fails, or pauses and goes on by itself. Whatever concerns the account
 * concerns the shop's other numbers of it as well. Does nothing for failures of a message, a person or a template.
 */
export async function channelTrouble(
  tx: MerchantTx,
  ctx: ServiceContext,
  channelId: string,
  failure: Trouble,
): Promise<void> {
  if (failure.scope !== "channel" && failure.scope !== "account") return;
  const change = changeFor(ctx, failure);
  if (!change) return;
  for (const id of await concerned(tx, channelId, failure)) {
    const row = await lockChannel(tx, id);
    if (!row || row.state === "disconnected") continue;
    await moveChannel(tx, ctx, row, change);
  }
}

function changeFor({ platform }: ServiceContext, failure: Trouble): ChannelChange | undefined {
  const now = platform.clock.now();
  const reason = reasonOfFailure(failure);
  if (isLasting(failure))
    return SOME_MESSAGES_ONLY.has(failure.vendorCode) ? undefined : { ...failed(reason, now), checkAt: now };
  const pause = (ms: number): ChannelChange => pausedFor(reason, addMs(now, ms));
  if (failure.kind === "quality_limited") return pause(QUALITY_PAUSE_MS);
  if (failure.kind === "rate_limited" || failure.kind === "unavailable")
    return pause(failure.retryAfterMs ?? SHORT_PAUSE_MS);
  return undefined;
}

const pausedFor = (pausedReason: ReasonCode, pausedUntil: Date): ChannelChange => ({
  pausedReason,
  pausedUntil,
  checkAt: pausedUntil,
});

async function concerned(tx: MerchantTx, channelId: string, { scope }: Trouble): Promise<string[]> {
  const rows = await listChannels(tx);
  const own = rows.find(({ id }) => id === channelId);
  if (!own) return [];
  const isSibling = (row: ChannelRow): boolean =>
    scope === "account" &&
    own.accountId !== null &&
    row.environment === own.environment &&
    row.accountId === own.accountId;
  return rows.filter((row) => row.id === channelId || isSibling(row)).map(({ id }) => id);
}
