import { and, count, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { chatFiles, messageFiles } from "../schema/chat-files.ts";
import { messages } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ChatFileRow = typeof chatFiles.$inferSelect;
export type NewChatFile = Omit<typeof chatFiles.$inferInsert, "merchantId" | "createdAt" | "updatedAt">;

export type IncomingFile = Pick<
  ChatFileRow,
  "channelId" | "vendorId" | "announcedDigest" | "state" | "reason" | "kind" | "voice" | "mime" | "name" | "seconds"
> & { readonly messageId: string; readonly receivedAt: Date };

/** The files of messages that have just been written. @returns their ids and states */
export async function insertIncomingFiles(
  tx: MerchantTx,
  files: readonly IncomingFile[],
): Promise<Pick<ChatFileRow, "id" | "state">[]> {
  if (files.length === 0) return [];
  const { rows } = await tx.execute<Pick<ChatFileRow, "id" | "state">>(sql`
    with given as materialized (
      select uuidv7() as id, r.* from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as r("messageId" uuid, "channelId" uuid,
        "vendorId" text, "announcedDigest" text, state text, reason text, kind text, voice boolean, mime text, name text,
        seconds integer, "receivedAt" timestamptz)),
    made as (
      insert into chat_files (id, channel_id, vendor_id, announced_digest, state, reason, kind, voice, mime, name, seconds, received_at)
      select id, "channelId", "vendorId", "announcedDigest", state, reason, kind, voice, mime, name, seconds, "receivedAt" from given
      returning id, state),
    linked as (insert into message_files (message_id, file_id) select "messageId", id from given)
    select id, state from made`);
  return rows;
}

export async function insertChatFile(tx: MerchantTx, row: NewChatFile): Promise<ChatFileRow> {
  const [inserted] = await tx.insert(chatFiles).values(row).returning();
  return inserted!; // an insert without a conflict clause returns its row
}

export async function findChatFile(tx: MerchantTx, id: string): Promise<ChatFileRow | undefined> {
  const [row] = await tx.select().from(chatFiles).where(eq(chatFiles.id, id));
  return row;
}

type Change = Partial<Omit<NewChatFile, "id">>;
/** Of a file that is still in one of these states. @returns whether it was */
export async function changeChatFile(
  tx: MerchantTx,
  id: string,
  states: readonly ChatFileRow["state"][],
  change: Change,
): Promise<boolean> {
  const changed = await tx
    .update(chatFiles)
    .set(change)
    .where(and(eq(chatFiles.id, id), inArray(chatFiles.state, [...states])))
    .returning({ id: chatFiles.id });
  return changed.length > 0;
}

/** A ready file that is about to be sent: from now on no sweep takes it. */
export async function takeChatFile(tx: MerchantTx, id: string): Promise<ChatFileRow | undefined> {
  const [row] = await tx
    .update(chatFiles)
    .set({ unusedSince: null })
    .where(and(eq(chatFiles.id, id), eq(chatFiles.state, "ready")))
    .returning();
  return row;
}

export async function linkMessageFile(tx: MerchantTx, messageId: string, fileId: string): Promise<void> {
  await tx.insert(messageFiles).values({ messageId, fileId });
}

export async function findFileOfMessage(tx: MerchantTx, messageId: string): Promise<ChatFileRow | undefined> {
  return (await listFilesOfMessages(tx, [messageId])).get(messageId);
}

/** By message. */
export async function listFilesOfMessages(
  tx: MerchantTx,
  messageIds: readonly string[],
): Promise<Map<string, ChatFileRow>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx
    .select({ messageId: messageFiles.messageId, file: chatFiles })
    .from(messageFiles)
    .innerJoin(chatFiles, and(eq(chatFiles.merchantId, messageFiles.merchantId), eq(chatFiles.id, messageFiles.fileId)))
    .where(inArray(messageFiles.messageId, [...messageIds]));
  return new Map(rows.map(({ messageId, file }) => [messageId, file]));
}

export type ShowingMessage = { readonly messageId: string; readonly conversationId: string };
/** The messages that show a file. */
export async function listShowingMessages(tx: MerchantTx, fileId: string): Promise<ShowingMessage[]> {
  return tx
    .select({ messageId: messages.id, conversationId: messages.conversationId })
    .from(messageFiles)
    .innerJoin(messages, and(eq(messages.merchantId, messageFiles.merchantId), eq(messages.id, messageFiles.messageId)))
    .where(eq(messageFiles.fileId, fileId))
    .limit(100);
}

/** Keeps what the vendor calls it at this number; null forgets it. */
export async function noteUpload(
  tx: MerchantTx,
  id: string,
  channelId: string,
  upload: { readonly id: string; readonly until: string } | null,
): Promise<void> {
  const uploads = upload
    ? sql`${chatFiles.uploads} || jsonb_build_object(${channelId}::text, ${JSON.stringify(upload)}::jsonb)`
    : sql`${chatFiles.uploads} - ${channelId}::text`;
  await tx.update(chatFiles).set({ uploads }).where(eq(chatFiles.id, id));
}

/** Nobody may have the files of these messages any more, unless other messages show them; nothing that tells of them stays. */
export async function giveUpFilesOfMessages(tx: MerchantTx, messageIds: readonly string[]): Promise<number> {
  if (messageIds.length === 0) return 0;
  const unlinked = await tx
    .delete(messageFiles)
    .where(inArray(messageFiles.messageId, [...messageIds]))
    .returning({ fileId: messageFiles.fileId });
  return giveUpUnshown(
    tx,
    unlinked.map(({ fileId }) => fileId),
  );
}

async function giveUpUnshown(tx: MerchantTx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rowCount } = await tx.execute(sql`
    update chat_files f set state = 'removing', name = '', vendor_id = null, announced_digest = null, content_hash = null, uploads = '{}'
    where f.id = any(${sql.param([...ids])}::uuid[])
      and not exists (select from message_files m where (m.merchant_id, m.file_id) = (f.merchant_id, f.id))`);
  return rowCount ?? 0;
}

/** Marks what no message has any more, as of `now`. */
export async function markUnusedChatFiles(tx: MerchantTx, now: Date): Promise<void> {
  await tx
    .update(chatFiles)
    .set({ unusedSince: now })
    .where(
      and(
        isNull(chatFiles.unusedSince),
        sql`not exists (select from message_files m where (m.merchant_id, m.file_id) = (${chatFiles.merchantId}, ${chatFiles.id}))`,
      ),
    );
}

/** Gives up what nothing has had since before `unusedBefore`, and what somebody began to store before `startedBefore` (real time). */
export async function giveUpUnusedChatFiles(
  tx: MerchantTx,
  { unusedBefore, startedBefore }: { unusedBefore: Date; startedBefore: Date },
): Promise<void> {
  await tx.execute(sql`
    update chat_files f set state = 'removing'
    where (f.state = 'storing' and f.updated_at < ${startedBefore.toISOString()}::timestamptz)
      or (f.state <> 'removing' and f.unused_since < ${unusedBefore.toISOString()}::timestamptz
        and not exists (select from message_files m where (m.merchant_id, m.file_id) = (f.merchant_id, f.id)))`);
}

export async function listRemovedChatFiles(
  tx: MerchantTx,
  afterId: string | undefined,
  limit: number,
): Promise<ChatFileRow[]> {
  return tx
    .select()
    .from(chatFiles)
    .where(and(eq(chatFiles.state, "removing"), afterId === undefined ? undefined : gt(chatFiles.id, afterId)))
    .orderBy(chatFiles.id)
    .limit(limit);
}

/** Whose bytes are gone. One that may just be being fetched, or stored, keeps its row until `startedBefore` (real time). */
export async function forgetChatFiles(tx: MerchantTx, ids: readonly string[], startedBefore: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .delete(chatFiles)
    .where(
      and(
        inArray(chatFiles.id, [...ids]),
        eq(chatFiles.state, "removing"),
        sql`(${chatFiles.bytes} is not null or ${chatFiles.updatedAt} < ${startedBefore.toISOString()}::timestamptz)`,
      ),
    );
}

/**
 * Files whose job was lost, untouched since `before` (real time), and those that failed since the vendor still has them and only their
 * number was in the way. All of them wait again. @returns their ids
 */
export async function reopenChatFiles(
  tx: MerchantTx,
  { before, receivedSince, limit }: { before: Date; receivedSince: Date; limit: number },
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    update chat_files f set state = 'waiting' where f.id in (
      select id from chat_files
      where (state = 'waiting' and updated_at < ${before.toISOString()}::timestamptz)
        or (state = 'failed' and reason like 'messages.%' and received_at > ${receivedSince.toISOString()}::timestamptz)
      limit ${limit})
    returning id`);
  return rows.map(({ id }) => id);
}

/** Of the shop's own files, so far as they are kept. */
export async function sumOwnChatFiles(tx: MerchantTx): Promise<number> {
  const [row] = await tx
    .select({
      bytes: sql`coalesce(sum(${chatFiles.bytes} + coalesce(${chatFiles.previewBytes}, 0)), 0)`.mapWith(Number),
    })
    .from(chatFiles)
    .where(and(eq(chatFiles.state, "ready"), isNull(chatFiles.channelId)));
  return row!.bytes; // an aggregate has one row
}

export type ChatFileSums = { chatFiles: number; chatBytes: number };
export async function sumChatFiles(tx: MerchantTx): Promise<ChatFileSums> {
  const [row] = await tx
    .select({
      chatFiles: count(),
      chatBytes: sql`coalesce(sum(${chatFiles.bytes} + coalesce(${chatFiles.previewBytes}, 0)), 0)`.mapWith(Number),
    })
    .from(chatFiles)
    .where(eq(chatFiles.state, "ready"));
  return row!; // an aggregate has one row
}
