import { eq, sql } from "drizzle-orm";
import { advisorAlerts, conversationNotes, conversations, messages } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** Brings everything said in one conversation into another of the same number, and ends the empty one. */
export async function moveThread(tx: MerchantTx, from: string, into: string): Promise<void> {
  await tx.update(messages).set({ conversationId: into }).where(eq(messages.conversationId, from));
  await tx.update(conversationNotes).set({ conversationId: into }).where(eq(conversationNotes.conversationId, from));
  // The other's call stands for both: one is open at a time.
  await tx.execute(sql`
    update advisor_alerts a set handled_at = o.triggered_at, handled_by_name = '' from advisor_alerts o
    where a.conversation_id = ${from} and a.handled_at is null
      and o.merchant_id = a.merchant_id and o.conversation_id = ${into} and o.handled_at is null`);
  await tx.update(advisorAlerts).set({ conversationId: into }).where(eq(advisorAlerts.conversationId, from));
  // One cart is open at a time: the other's is the one that they see.
  await tx.execute(sql`
    update chat_baskets b set conversation_id = ${into} where b.conversation_id = ${from} and (b.order_id is not null or not exists (
      select from chat_baskets o where o.merchant_id = b.merchant_id and o.conversation_id = ${into} and o.order_id is null))`);
  await tx.delete(conversations).where(eq(conversations.id, from));
}
