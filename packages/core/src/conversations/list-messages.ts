import { ListMessagesInput, type ThreadItem, type ThreadPage } from "@nexusone/contracts/conversations";
import { findConversationLine } from "@nexusone/db/queries/conversation-list";
import {
  findThreadMessage,
  listQuoted,
  listReactions,
  listThreadMessages,
  listThreadNotes,
  type NoteRow,
  type ThreadDirection,
  type ThreadKey,
  type ThreadMessageRow,
} from "@nexusone/db/queries/conversation-thread";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { decodeCursor, encodeCursor } from "../catalog/cursor.ts";
import { viewChatFiles } from "../chat-media/view-file.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { viewMessage, viewNote } from "./view-message.ts";
import { memberNames } from "./views.ts";

const Cursor = z
  .object({ at: z.iso.datetime(), id: z.uuid(), direction: z.enum(["older", "newer"]) })
  .transform(({ at, id, direction }) => ({ direction, from: { at: new Date(at), id } }));

type Row =
  | { readonly type: "message"; readonly row: ThreadMessageRow }
  | { readonly type: "note"; readonly row: NoteRow };
type Slice = { readonly rows: readonly Row[]; readonly more: boolean };

/**
 * A thread a page at a time, the newest first, messages and notes in one order. With `around` the page has this message in its
 * middle, and both cursors lead on. @throws `conversations.not_found`, `conversations.message_not_found`.
 */
export async function listMessages(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListMessagesInput>,
): Promise<z.output<typeof ThreadPage>> {
  authorize(ctx, "conversations:read");
  const { conversationId, limit, around, cursor } = ListMessagesInput.parse(rawInput);
  const place = decodeCursor(Cursor, cursor);
  return readMerchant(ctx, async (tx) => {
    const line = await findConversationLine(tx, conversationId);
    if (!line) throw new DomainError("conversations.not_found");
    const slice = (direction: ThreadDirection, from: ThreadKey | undefined, most: number) =>
      sliceOf(tx, { conversationId, direction, from, limit: most });
    const [newer, older] = place
      ? place.direction === "newer"
        ? [await slice("newer", place.from, limit), { rows: [], more: true }]
        : [{ rows: [], more: true }, await slice("older", place.from, limit)]
      : around !== undefined
        ? await both(tx, slice, { conversationId, id: around, limit })
        : [{ rows: [], more: false }, await slice("older", undefined, limit)];
    const rows = [...newer.rows.toReversed(), ...older.rows];
    const [newest, oldest] = [rows[0], rows.at(-1)];
    return {
      items: await viewItems(tx, ctx, line.conversation.channelId, rows),
      nextCursor: older.more && oldest ? cursorAt(oldest, "older") : null,
      newerCursor: newer.more && newest ? cursorAt(newest, "newer") : null,
    };
  });
}

const cursorAt = ({ row: { at, id } }: Row, direction: ThreadDirection): string =>
  encodeCursor({ at: at.toISOString(), id, direction });

type Slicer = (direction: ThreadDirection, from: ThreadKey | undefined, most: number) => Promise<Slice>;

async function both(
  tx: MerchantTx,
  slice: Slicer,
  { conversationId, id, limit }: { readonly conversationId: string; readonly id: string; readonly limit: number },
): Promise<[Slice, Slice]> {
  const middle = await findThreadMessage(tx, { conversationId, id });
  if (!middle) throw new DomainError("conversations.message_not_found");
  const half = Math.max(1, Math.floor(limit / 2));
  return Promise.all([slice("newer", middle, half), slice("older", { ...middle, inclusive: true }, half)]);
}

/** The nearest `limit` of messages and notes together, from a place on. */
async function sliceOf(
  tx: MerchantTx,
  asked: {
    readonly conversationId: string;
    readonly direction: ThreadDirection;
    readonly from: ThreadKey | undefined;
    readonly limit: number;
  },
): Promise<Slice> {
  const window = { ...asked, limit: asked.limit + 1 };
  const [messages, notes] = await Promise.all([listThreadMessages(tx, window), listThreadNotes(tx, window)]);
  const sign = asked.direction === "older" ? -1 : 1;
  const rows = [
    ...messages.map((row) => ({ type: "message", row }) as const),
    ...notes.map((row) => ({ type: "note", row }) as const),
  ].toSorted((a, b) => sign * (a.row.at.getTime() - b.row.at.getTime() || (a.row.id < b.row.id ? -1 : 1)));
  return { rows: rows.slice(0, asked.limit), more: rows.length > asked.limit };
}

async function viewItems(
  tx: MerchantTx,
  ctx: ServiceContext,
  channelId: string,
  rows: readonly Row[],
): Promise<ThreadItem[]> {
  const messages = rows.flatMap((one) => (one.type === "message" ? [one.row] : []));
  const ids = messages.map(({ id }) => id);
  const [names, quoted, reactions, files] = await Promise.all([
    memberNames(tx),
    listQuoted(
      tx,
      channelId,
      messages.flatMap(({ quotedExternalId }) => quotedExternalId ?? []),
    ),
    listReactions(tx, ids),
    viewChatFiles(tx, ctx, ids),
  ]);
  const userId = actorUserId(ctx.actor);
  return rows.map((one) =>
    one.type === "note" ? viewNote(one.row, userId) : viewMessage(one.row, { names, quoted, reactions, files }),
  );
}
