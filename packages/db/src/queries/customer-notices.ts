import { and, asc, eq, getTableColumns, inArray, lte } from "drizzle-orm";
import { messages } from "../schema/conversations.ts";
import { customerNotices, customerNoticeSettings } from "../schema/customer-notices.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type NoticeRow = typeof customerNotices.$inferSelect;
type NewNoticeRow = Omit<typeof customerNotices.$inferInsert, "merchantId" | "id">;
type NoticeSettingsRow = Pick<typeof customerNoticeSettings.$inferSelect, "steps" | "preferred" | "replyTo" | "accent">;

/** Adds what was not there for its step yet. @returns what was added. */
export async function insertCustomerNotices(tx: MerchantTx, rows: readonly NewNoticeRow[]): Promise<NoticeRow[]> {
  if (rows.length === 0) return [];
  const { merchantId, orderId, step, aboutId } = customerNotices;
  return tx
    .insert(customerNotices)
    .values([...rows])
    .onConflictDoNothing({ target: [merchantId, orderId, step, aboutId] })
    .returning();
}

/** The next that is due, locked; nobody waits for one that another process has in hand. */
export async function lockDueNotice(tx: MerchantTx, now: Date): Promise<NoticeRow | undefined> {
  const [row] = await tx
    .select()
    .from(customerNotices)
    .where(and(eq(customerNotices.state, "waiting"), lte(customerNotices.dueAt, now)))
    .orderBy(asc(customerNotices.dueAt), asc(customerNotices.id))
    .limit(1)
    .for("update", { skipLocked: true });
  return row;
}

/** Those whose sender has not been heard of in its time, locked. */
export const lockLostNotices = (tx: MerchantTx, now: Date, limit: number): Promise<NoticeRow[]> =>
  tx
    .select()
    .from(customerNotices)
    .where(and(eq(customerNotices.state, "sending"), lte(customerNotices.dueAt, now)))
    .orderBy(asc(customerNotices.id))
    .limit(limit)
    .for("update", { skipLocked: true });

export async function lockNotice(tx: MerchantTx, id: string): Promise<NoticeRow | undefined> {
  const [row] = await tx.select().from(customerNotices).where(eq(customerNotices.id, id)).for("update");
  return row;
}

type Move = Partial<
  Pick<NoticeRow, "state" | "reason" | "attempts" | "dueAt" | "channel" | "passedReason" | "messageId">
> & { readonly movedAt: Date };
/** Undefined when it is in another state by now. */
export async function moveNotice(
  tx: MerchantTx,
  { id, state }: Pick<NoticeRow, "id" | "state">,
  change: Move,
): Promise<NoticeRow | undefined> {
  const [row] = await tx
    .update(customerNotices)
    .set(change)
    .where(and(eq(customerNotices.id, id), eq(customerNotices.state, state)))
    .returning();
  return row;
}

/** With the conversation that the message of each stands in. */
export const listNoticesOf = (
  tx: MerchantTx,
  orderId: string,
): Promise<(NoticeRow & { readonly conversationId: string | null })[]> =>
  tx
    .select({ ...getTableColumns(customerNotices), conversationId: messages.conversationId })
    .from(customerNotices)
    .leftJoin(
      messages,
      and(eq(messages.merchantId, customerNotices.merchantId), eq(messages.id, customerNotices.messageId)),
    )
    .where(eq(customerNotices.orderId, orderId))
    .orderBy(asc(customerNotices.id));

/** What these messages tell, locked. */
export async function lockNoticesByMessages(tx: MerchantTx, messageIds: readonly string[]): Promise<NoticeRow[]> {
  if (messageIds.length === 0) return [];
  return tx
    .select()
    .from(customerNotices)
    .where(inArray(customerNotices.messageId, [...messageIds]))
    .orderBy(asc(customerNotices.id))
    .for("update");
}

export async function findNoticeSettings(tx: MerchantTx, lock = false): Promise<NoticeSettingsRow | undefined> {
  const { steps, preferred, replyTo, accent } = customerNoticeSettings;
  const query = tx.select({ steps, preferred, replyTo, accent }).from(customerNoticeSettings);
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

export async function saveNoticeSettingsRow(tx: MerchantTx, row: NoticeSettingsRow): Promise<void> {
  await tx
    .insert(customerNoticeSettings)
    .values(row)
    .onConflictDoUpdate({ target: customerNoticeSettings.merchantId, set: row });
}
