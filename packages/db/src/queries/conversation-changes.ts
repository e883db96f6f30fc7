import { and, asc, eq, gt, gte, inArray, lt, lte, sql } from "drizzle-orm";
import { conversations, messages } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { ConversationRow } from "./conversation-list.ts";

export type ConversationChange = Partial<
  Pick<
    ConversationRow,
    | "state"
    | "handler"
    | "assigneeId"
    | "snoozedUntil"
    | "startedAt"
    | "endedAt"
    | "unread"
    | "contactId"
    | "lastMessageAt"
    | "lastInboundAt"
    | "entryAt"
    | "recipientPhone"
    | "recipientUserId"
  >
>;

/** Locked until the transaction ends: whoever changes it, or answers in it, begins here. */
export async function lockConversation(tx: MerchantTx, id: string): Promise<ConversationRow | undefined> {
  const [row] = await tx.select().from(conversations).where(eq(conversations.id, id)).for("update");
  return row;
}

/** Those of people, in one order for everybody who locks several. */
export async function lockConversationsOf(tx: MerchantTx, contactIds: readonly string[]): Promise<ConversationRow[]> {
  return tx
    .select()
    .from(conversations)
    .where(inArray(conversations.contactId, [...contactIds]))
    .orderBy(asc(conversations.id))
    .for("update");
}

/** Locked in one order for everybody who locks several. */
export async function lockConversations(tx: MerchantTx, ids: readonly string[]): Promise<ConversationRow[]> {
  return tx
    .select()
    .from(conversations)
    .where(inArray(conversations.id, [...ids]))
    .orderBy(asc(conversations.id))
    .for("update");
}

/** Something new was said in them. */
export async function noteNewMessages(tx: MerchantTx, ids: readonly string[], at: Date): Promise<void> {
  await tx
    .update(conversations)
    .set({ lastMessageAt: at })
    .where(and(inArray(conversations.id, [...ids]), lt(conversations.lastMessageAt, at)));
}

export async function updateConversationRow(tx: MerchantTx, id: string, change: ConversationChange): Promise<void> {
  await tx.update(conversations).set(change).where(eq(conversations.id, id));
}

/**
 * The customer's messages that came in after this one did. Ids are drawn as messages are stored: one that comes hours late has an
 * old time and a new id. As far back as `since`, which is earlier than anything the vendor still delivers.
 */
export async function countInboundAfter(
  tx: MerchantTx,
  { conversationId, id, since }: { readonly conversationId: string; readonly id: string; readonly since: Date },
): Promise<number> {
  const [row] = await tx
    .select({ n: sql<number>`count(*)::integer` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        gte(messages.at, since),
        eq(messages.direction, "in"),
        eq(messages.historic, false),
        gt(messages.id, id),
      ),
    );
  return row?.n ?? 0;
}

/** Opens the snoozed ones whose time has come. @returns their ids. */
export async function returnSnoozed(tx: MerchantTx, now: Date): Promise<string[]> {
  const rows = await tx
    .update(conversations)
    .set({ state: "open", snoozedUntil: null })
    .where(and(eq(conversations.state, "snoozed"), lte(conversations.snoozedUntil, now)))
    .returning({ id: conversations.id });
  return rows.map(({ id }) => id);
}
