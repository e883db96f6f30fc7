import {
  insertHeldNews,
  lockNamedMessages,
  updateChatMessages,
  upsertReactions,
  type ChatMessageRow,
  type MessageChange,
} from "@nexusone/db/queries/chat-inbound";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { forgetFilesOf } from "../../chat-media/remove-files.ts";
import type { ServiceContext } from "../../context.ts";
import { recordEvents } from "../../events/record-event.ts";
import type { ReadItem } from "@nexusone/whatsapp/webhook";
import { DONE, ignored, type Followed, type Outcome, type Outcomes } from "./outcome.ts";
import { readableText } from "./readable.ts";

type Change = Extract<ReadItem, { kind: "reaction" | "edit" | "revoke" }>;
type Dated = { readonly item: Change; readonly receivedAt: Date };

/** Reactions, edits and deletions. One of a message that is not here waits for it. */
export async function followChanges(
  tx: MerchantTx,
  ctx: ServiceContext,
  told: readonly Followed<"reaction" | "edit" | "revoke">[],
): Promise<Outcomes> {
  const outcomes = new Map<string, Outcome>();
  for (const { row } of told) outcomes.set(row.id, ignored("inbox.not_followed"));
  const own = told.filter(({ item }) => item.groupId === null);
  if (own.length === 0) return outcomes;
  const rows = await lockNamedMessages(
    tx,
    own.map(({ channel, item }) => ({ channelId: channel.id, externalId: item.targetId })),
    [],
  );
  const matched = own.map((one) => ({
    ...one,
    message: rows.find((row) => row.channelId === one.channel.id && row.externalId === one.item.targetId),
  }));
  await applyChanges(
    tx,
    ctx,
    rows,
    matched.flatMap(({ message, item, row: { receivedAt } }) =>
      message ? [{ messageId: message.id, item, receivedAt }] : [],
    ),
  );
  await insertHeldNews(
    tx,
    matched
      .filter(({ message }) => message === undefined)
      .map(({ channel, item, row }) => ({
        channelId: channel.id,
        externalId: item.targetId,
        callbackData: null,
        kind: item.kind,
        item: { ...item },
        receivedAt: row.receivedAt,
      })),
  );
  for (const { row } of matched) outcomes.set(row.id, DONE);
  return outcomes;
}

/** Writes what these changes come to, each message once; the newest of its kind holds, and what was deleted stays so. */
export async function applyChanges(
  tx: MerchantTx,
  ctx: ServiceContext,
  rows: readonly ChatMessageRow[],
  changes: readonly (Dated & { readonly messageId: string })[],
): Promise<void> {
  const byMessage = Map.groupBy(changes, ({ messageId }) => messageId);
  const reactions = [...byMessage].flatMap(([messageId, own]) => reactionsOf(messageId, own));
  await upsertReactions(tx, reactions);
  const texts = rows.flatMap((row) => {
    const after = (byMessage.get(row.id) ?? []).reduce(afterChange, row);
    return after === row ? [] : [after];
  });
  await updateChatMessages(tx, texts);
  const takenBack = texts.filter(({ revokedAt }) => revokedAt !== null).map(({ id }) => id);
  await forgetFilesOf(tx, ctx, takenBack);
  const what = { reaction: "reaction", edit: "edited", revoke: "revoked" } as const;
  const told = new Map(
    rows.flatMap((row) =>
      (byMessage.get(row.id) ?? []).map(({ item }) => [
        `${row.id}:${item.kind}`,
        {
          payload: { messageId: row.id, conversationId: row.conversationId, what: what[item.kind] },
          subject: { kind: "conversation", id: row.conversationId } as const,
        },
      ]),
    ),
  );
  await recordEvents(tx, ctx, "message.changed", [...told.values()]);
}

const timeOf = ({ item, receivedAt }: Dated): Date => item.at ?? receivedAt;

/** The last of each side: one statement writes a row once. */
function reactionsOf(messageId: string, changes: readonly Dated[]) {
  const last = new Map<string, { messageId: string; direction: "in" | "out"; emoji: string; at: Date }>();
  for (const change of changes) {
    if (change.item.kind !== "reaction") continue;
    const { direction, emoji } = change.item;
    const at = timeOf(change);
    const before = last.get(direction);
    if (!before || before.at <= at) last.set(direction, { messageId, direction, emoji: emoji ?? "", at });
  }
  return [...last.values()];
}

function afterChange<Row extends MessageChange>(row: Row, change: Dated): Row {
  const { item } = change;
  const at = timeOf(change);
  if (item.kind === "revoke")
    // Whoever takes a message back wants it forgotten.
    return row.revokedAt ? row : { ...row, revokedAt: at, content: "", body: { type: "revoked" } };
  if (item.kind !== "edit" || row.revokedAt || (row.editedAt && row.editedAt >= at)) return row;
  const earlier = [...earlierOf(row.body), { content: row.content, at: row.editedAt?.toISOString() ?? null }];
  return { ...row, editedAt: at, content: readableText(item.content), body: { ...row.body, ...item.content, earlier } };
}

/** What a message said before it was edited, oldest first. */
const earlierOf = ({ earlier }: Record<string, unknown>): readonly unknown[] => (Array.isArray(earlier) ? earlier : []);
