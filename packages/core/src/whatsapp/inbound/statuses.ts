import {
  insertHeldNews,
  lockNamedMessages,
  updateChatMessages,
  type ChatMessageRow,
  type MessageChange,
} from "@nexusone/db/queries/chat-inbound";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { accepted, applyStatus, isDeliveryWord, type Delivery } from "@nexusone/whatsapp/rules";
import { z } from "zod";
import type { ServiceContext } from "../../context.ts";
import { recordEvents } from "../../events/record-event.ts";
import { errorReason } from "../failure-reason.ts";
import type { ReadItem } from "@nexusone/whatsapp/webhook";
import { DONE, ignored, type Followed, type Outcome, type Outcomes } from "./outcome.ts";

type Status = Extract<ReadItem, { kind: "status" }>;
const OurId = z.uuid();
const ourIdOf = ({ callbackData }: Status): string | undefined => OurId.safeParse(callbackData).data;

/** What became of messages that went out. News of one that is not here waits for it: a status may overtake the answer to its send. */
export async function followStatuses(
  tx: MerchantTx,
  ctx: ServiceContext,
  told: readonly Followed<"status">[],
): Promise<Outcomes> {
  const outcomes = new Map<string, Outcome>();
  const words = told.filter(({ item }) => isDeliveryWord(item.status) && item.groupId === null);
  for (const { row } of told) outcomes.set(row.id, ignored("inbox.not_followed"));
  if (words.length === 0) return outcomes;
  const rows = await lockNamedMessages(
    tx,
    words.map(({ channel, item }) => ({ channelId: channel.id, externalId: item.messageId })),
    words.flatMap(({ item }) => ourIdOf(item) ?? []),
  );
  const matched = words.map((one) => ({ ...one, message: messageOf(rows, one) }));
  await applyStatuses(
    tx,
    ctx,
    rows,
    matched.flatMap(({ message, item }) => (message ? [{ messageId: message.id, item }] : [])),
  );
  const early = matched.filter(({ message }) => message === undefined);
  await insertHeldNews(
    tx,
    early.map(({ channel, item, row }) => ({
      channelId: channel.id,
      externalId: item.messageId,
      callbackData: item.callbackData,
      kind: "status" as const,
      item: { ...item },
      receivedAt: row.receivedAt,
    })),
  );
  for (const { row } of matched) outcomes.set(row.id, DONE);
  return outcomes;
}

const messageOf = (
  rows: readonly ChatMessageRow[],
  { channel, item }: Followed<"status">,
): ChatMessageRow | undefined =>
  rows.find((row) => row.channelId === channel.id && row.externalId === item.messageId) ??
  rows.find((row) => row.channelId === channel.id && row.id === ourIdOf(item) && row.externalId === null);

/** Writes what the statuses of these locked messages come to, each message once. */
export async function applyStatuses(
  tx: MerchantTx,
  ctx: ServiceContext,
  rows: readonly ChatMessageRow[],
  statuses: readonly { readonly messageId: string; readonly item: Status }[],
): Promise<void> {
  const changed = rows.flatMap((row) => {
    const own = statuses.filter(({ messageId }) => messageId === row.id).map(({ item }) => item);
    return own.length > 0 && row.direction === "out" ? [{ row, change: afterStatuses(row, own) }] : [];
  });
  await updateChatMessages(
    tx,
    changed.map(({ change }) => change),
  );
  const moved = changed.filter(({ row, change }) => row.state !== change.state);
  await recordEvents(
    tx,
    ctx,
    "message.status_changed",
    moved.map(({ row, change: { state, reason } }) => ({
      payload: { messageId: row.id, conversationId: row.conversationId, state, reason },
      subject: { kind: "conversation", id: row.conversationId } as const,
    })),
  );
}

function afterStatuses(row: ChatMessageRow, items: readonly Status[]): MessageChange {
  // What the rules wrote.
  const before = (row.delivery as Delivery | null) ?? accepted(items[0]?.at ?? row.at);
  const delivery = items.reduce(applyStatus, before);
  return {
    ...row,
    externalId: row.externalId ?? items[0]?.messageId ?? null,
    state: delivery.status,
    reason: delivery.status === "failed" ? errorReason(delivery.errorCodes.at(-1) ?? null) : null,
    delivery,
  };
}
