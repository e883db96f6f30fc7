import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { chatBaskets, chatTurns } from "../schema/chat-talks.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type { BasketLine } from "../schema/chat-talks.ts";
export type BasketRow = typeof chatBaskets.$inferSelect;
type BasketChange = Partial<
  Pick<BasketRow, "lines" | "address" | "awaiting" | "awaitingUntil" | "version" | "orderId" | "expiresAt">
>;

/** False when this message was answered already. */
export async function insertTurn(tx: MerchantTx, messageId: string, at: Date): Promise<boolean> {
  const made = await tx
    .insert(chatTurns)
    .values({ messageId, at })
    .onConflictDoNothing()
    .returning({ id: chatTurns.id });
  return made.length > 0;
}

/** Of these conversations those whose next words are part of an address. */
export async function listAwaiting(
  tx: MerchantTx,
  conversationIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (conversationIds.length === 0) return new Set();
  const { conversationId, orderId, awaitingUntil } = chatBaskets;
  const rows = await tx
    .select({ id: conversationId })
    .from(chatBaskets)
    .where(and(inArray(conversationId, [...conversationIds]), isNull(orderId), gt(awaitingUntil, now)));
  return new Set(rows.map(({ id }) => id));
}

/** What is not ordered yet, expired or not. */
export async function findOpenBasket(tx: MerchantTx, conversationId: string): Promise<BasketRow | undefined> {
  const [row] = await tx
    .select()
    .from(chatBaskets)
    .where(and(eq(chatBaskets.conversationId, conversationId), isNull(chatBaskets.orderId)));
  return row;
}

export async function findBasket(tx: MerchantTx, id: string): Promise<BasketRow | undefined> {
  const [row] = await tx.select().from(chatBaskets).where(eq(chatBaskets.id, id));
  return row;
}

export async function insertBasket(
  tx: MerchantTx,
  row: Pick<BasketRow, "conversationId" | "lines" | "expiresAt">,
): Promise<BasketRow> {
  const [made] = await tx.insert(chatBaskets).values(row).returning();
  return made!; // an insert without a conflict clause returns its row
}

export async function updateBasket(tx: MerchantTx, id: string, change: BasketChange): Promise<BasketRow> {
  const [row] = await tx.update(chatBaskets).set(change).where(eq(chatBaskets.id, id)).returning();
  return row!; // read in the same transaction, under the conversation's lock
}

export async function deleteBasket(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(chatBaskets).where(eq(chatBaskets.id, id));
}
