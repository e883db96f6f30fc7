import { and, asc, eq, gt, sql } from "drizzle-orm";
import { conversationPresence } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

const { conversationId, userId, seenAt, typingAt, merchantId } = conversationPresence;

/** Somebody is there. `typingAt` is null for who only reads. */
export async function attendConversation(
  tx: MerchantTx,
  row: {
    readonly conversationId: string;
    readonly userId: string;
    readonly seenAt: Date;
    readonly typingAt: Date | null;
  },
): Promise<void> {
  await tx
    .insert(conversationPresence)
    .values(row)
    .onConflictDoUpdate({
      target: [merchantId, conversationId, userId],
      set: { seenAt: sql`excluded.seen_at`, typingAt: sql`excluded.typing_at` },
    });
}

export async function leaveConversation(tx: MerchantTx, conversation: string, user: string): Promise<void> {
  await tx.delete(conversationPresence).where(and(eq(conversationId, conversation), eq(userId, user)));
}

/** Who was there after `since`, in the order they came. */
export async function listPresent(tx: MerchantTx, conversation: string, since: Date) {
  return tx
    .select({ userId, typingAt })
    .from(conversationPresence)
    .where(and(eq(conversationId, conversation), gt(seenAt, since)))
    .orderBy(asc(conversationPresence.id));
}
