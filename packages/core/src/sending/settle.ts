import type { ReasonCode } from "@nexusone/contracts/reasons";
import { takeSlot } from "@nexusone/db/rate-slots";
import {
  changeMessage,
  deleteMessage,
  findConversation,
  lockMessage,
  lockMessageByExternalId,
  type MessageRow,
} from "@nexusone/db/queries/sending";
import { listIdentifiersOf } from "@nexusone/db/queries/contacts";
import { insertSuppressions } from "@nexusone/db/queries/suppressions";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { SendReceipt, WhatsAppFailure } from "@nexusone/whatsapp/client";
import { accepted, mergeDeliveries, pairRetryAfterMs, type Delivery } from "@nexusone/whatsapp/rules";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { channelTrouble, type Trouble } from "../channels/channel-trouble.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { upsertReactions } from "@nexusone/db/queries/chat-inbound";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { applyHeldNews } from "../whatsapp/inbound/held-news.ts";
import { bodyOf, numberBucket, type Later } from "./line.ts";

/** What came of a call; without either, nobody can say. */
export type Attempt = { readonly receipt: SendReceipt } | { readonly failure: WhatsAppFailure | undefined };
type Sent = { readonly message: MessageRow; readonly channel: ChannelRow; readonly attempt: Attempt };

const PAIR_RATE = 131_056;
/** From this long on not the message but its number waits. */
const LONG_MS = MINUTE_MS;
const DOUBLINGS = 6;

/** Writes down what came of a send. @returns when to come back for the rest, undefined: now. */
export async function settleSend(ctx: ServiceContext, sent: Sent): Promise<Later | undefined> {
  const { message, channel, attempt } = sent;
  const failure = "failure" in attempt ? attempt.failure : undefined;
  const waitMs = failure ? retryWait(failure, message.attempts) : undefined;
  // Everybody who sends over this number keeps off for so long: a slot of that length moves all others back.
  if (waitMs !== undefined && waitMs < LONG_MS && failure?.scope === "channel")
    await takeSlot(ctx.platform.db, numberBucket(channel.id), waitMs);
  return inMerchantTx(ctx, async (tx) => {
    const row = await lockMessage(tx, message.id);
    // Erased meanwhile, or a status told before us that it arrived.
    if (!row) return undefined;
    if ("receipt" in attempt) await arrived(tx, ctx, row, attempt.receipt);
    else if (row.state === "sending") {
      const later = await failed(tx, ctx, { row, channel, failure: attempt.failure, waitMs });
      failpoint("message.send.before_commit");
      return later;
    }
    failpoint("message.send.before_commit");
    return undefined;
  });
}

/** A file that the vendor did not take: the message waits or fails as if it had been refused itself. Nothing of it has left. */
export async function settleUpload(
  ctx: ServiceContext,
  { message, channel, failure }: Omit<Sent, "attempt"> & { readonly failure: WhatsAppFailure },
): Promise<Later | undefined> {
  return inMerchantTx(ctx, async (tx) => {
    const found = await lockMessage(tx, message.id);
    if (found?.state !== "queued") return undefined;
    const row = { ...found, attempts: found.attempts + 1 };
    return failed(tx, ctx, { row, channel, failure, waitMs: retryWait(failure, row.attempts) });
  });
}

async function arrived(tx: MerchantTx, ctx: ServiceContext, row: MessageRow, receipt: SendReceipt): Promise<void> {
  const now = ctx.platform.clock.now();
  const { id, conversationId, channelId, kind } = row;
  const { messageId: externalId } = receipt;
  // Providers that echo our own sends may tell of it before they answer.
  const echo = externalId === null ? undefined : await lockMessageByExternalId(tx, channelId, externalId);
  const isEcho = echo !== undefined && echo.id !== id;
  if (isEcho) await deleteMessage(tx, echo.id);
  const known = [row.delivery, isEcho ? echo.delivery : null].filter((one) => one !== null) as Delivery[]; // what the rules made
  const delivery = known.reduce(mergeDeliveries, accepted(now));
  const unsettled = row.state === "sending" || row.state === "unknown";
  await changeMessage(tx, id, {
    externalId: externalId ?? row.externalId,
    state: delivery.status,
    delivery: { ...delivery },
    reason: delivery.status === "failed" ? row.reason : null,
    dueAt: null,
    // From now on it stands where it was sent, not where it was written.
    ...(unsettled && { at: now }),
  });
  const body = bodyOf(row);
  if (body.type === "reaction") {
    const target = await lockMessageByExternalId(tx, channelId, body.messageId);
    if (target)
      await upsertReactions(tx, [{ messageId: target.id, direction: "out", emoji: body.emoji ?? "", at: now }]);
    if (target)
      await recordEvent(tx, ctx, "message.changed", { messageId: target.id, conversationId, what: "reaction" });
  }
  const conversation = await findConversation(tx, conversationId);
  const about = { kind: "conversation", id: conversationId } as const;
  if (conversation) {
    const { contactId } = conversation;
    await recordEvent(tx, ctx, "message.sent", { messageId: id, conversationId, contactId, channelId, kind }, about);
  }
  if (externalId !== null) await applyHeldNews(tx, ctx, [{ id, channelId, externalId }]);
}

type Failed = {
  readonly row: MessageRow;
  readonly channel: ChannelRow;
  readonly failure: WhatsAppFailure | undefined;
  readonly waitMs: number | undefined;
};

async function failed(tx: MerchantTx, ctx: ServiceContext, it: Failed): Promise<Later | undefined> {
  const { row, channel, failure, waitMs } = it;
  const now = ctx.platform.clock.now();
  const reason = failureReason(failure?.kind ?? "unknown_outcome");
  if (!failure || failure.kind === "unknown_outcome") {
    await endMessage(tx, ctx, row, { state: "unknown", reason });
    return undefined;
  }
  if (stopsNumber(failure)) {
    await channelTrouble(tx, ctx, channel.id, failure);
    // No attempt was used up: what is wrong is the number's, not the message's.
    await putBack(tx, ctx, row, { reason, dueAt: now, attempts: row.attempts - 1 });
    return undefined;
  }
  if (waitMs !== undefined) {
    const dueAt = addMs(now, waitMs);
    if (waitMs >= LONG_MS && failure.scope !== "message" && failure.scope !== "recipient")
      await channelTrouble(tx, ctx, channel.id, troubleOf(failure, waitMs));
    await putBack(tx, ctx, row, { reason, dueAt, attempts: row.attempts });
    return { conversationId: row.conversationId, priority: row.priority ?? "normal", waitMs };
  }
  // The message fails; what else is to be sent over this number need not be tried.
  if (failure.kind === "quality_limited" || failure.kind === "setup_incomplete")
    await channelTrouble(tx, ctx, channel.id, failure);
  if (failure.kind === "opted_out") await suppressMarketing(tx, ctx, row);
  await endMessage(tx, ctx, row, { state: "failed", reason, errorCode: failure.vendorCode });
  return undefined;
}

/** For as long as the message waits. */
const troubleOf = ({ kind, scope, vendorCode }: WhatsAppFailure, retryAfterMs: number): Trouble => ({
  kind,
  scope,
  vendorCode,
  retryAfterMs,
});

/** Nothing else over this number would fare better, and it is for a person to put it right. */
const stopsNumber = ({ kind, scope }: WhatsAppFailure): boolean =>
  (kind === "token_dead" || kind === "not_permitted" || kind === "account_blocked") && scope !== "recipient";

/** How long before the same is tried again by itself; undefined: never. */
function retryWait({ kind, vendorCode, retryAfterMs, retries }: WhatsAppFailure, attempts: number): number | undefined {
  if (kind !== "rate_limited" && kind !== "unavailable") return undefined;
  if (retryAfterMs === null || attempts > retries) return undefined;
  if (vendorCode === PAIR_RATE) return pairRetryAfterMs(attempts);
  const doubled = retryAfterMs * 2 ** Math.min(attempts - 1, DOUBLINGS);
  // Not all at the same moment.
  return Math.round(
    Math.min(Math.max(doubled, retryAfterMs), Math.max(HOUR_MS, retryAfterMs)) * (1 + Math.random() / 5),
  );
}

type PutBack = Pick<MessageRow, "dueAt" | "attempts"> & { readonly reason: ReasonCode };
async function putBack(tx: MerchantTx, ctx: ServiceContext, row: MessageRow, change: PutBack): Promise<void> {
  await changeMessage(tx, row.id, { state: "queued", ...change });
  await tell(tx, ctx, row, { state: "queued", reason: change.reason });
}

type End = {
  readonly state: "failed" | "unknown" | "cancelled";
  readonly reason: ReasonCode | null;
  readonly errorCode?: number | null;
};
/** It leaves the line, and whoever looks at the conversation learns why. */
export async function endMessage(tx: MerchantTx, ctx: ServiceContext, row: MessageRow, end: End): Promise<void> {
  const { state, reason, errorCode } = end;
  const delivery: Delivery | null =
    errorCode == null
      ? null
      : {
          status: "failed",
          times: { failed: ctx.platform.clock.now().getTime() },
          errorCodes: [errorCode],
          pricing: null,
        };
  await changeMessage(tx, row.id, { state, reason, dueAt: null, ...(delivery && { delivery: { ...delivery } }) });
  await tell(tx, ctx, row, { state, reason });
}

const tell = (
  tx: MerchantTx,
  ctx: ServiceContext,
  { id, conversationId }: MessageRow,
  news: { readonly state: string; readonly reason: string | null },
): Promise<void> =>
  recordEvent(
    tx,
    ctx,
    "message.status_changed",
    { messageId: id, conversationId, ...news },
    {
      kind: "conversation",
      id: conversationId,
    },
  );

/** They told WhatsApp that they want no marketing; it holds for every sender here, too. */
async function suppressMarketing(tx: MerchantTx, ctx: ServiceContext, row: MessageRow): Promise<void> {
  const conversation = await findConversation(tx, row.conversationId);
  if (!conversation) return;
  const identifiers = await listIdentifiersOf(tx, [conversation.contactId]);
  const digests = identifiers.map(({ digest }) => digest);
  const asked = { digests, purpose: "marketing", cause: "asked", byName: "WhatsApp" } as const;
  const added = await insertSuppressions(tx, { ...asked, since: ctx.platform.clock.now() });
  const { contactId } = conversation;
  if (added > 0)
    await recordEvent(
      tx,
      ctx,
      "contact.suppressed",
      { contactId, purpose: "marketing", cause: "asked" },
      {
        kind: "contact",
        id: contactId,
      },
    );
}
