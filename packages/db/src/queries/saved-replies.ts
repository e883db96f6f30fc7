import { asc, count, eq, sql } from "drizzle-orm";
import { savedReplies } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type SavedReplyRow = typeof savedReplies.$inferSelect;
type Content = Pick<SavedReplyRow, "name" | "content">;

export async function listSavedReplyRows(tx: MerchantTx, most: number): Promise<SavedReplyRow[]> {
  return tx.select().from(savedReplies).orderBy(asc(savedReplies.nameLower), asc(savedReplies.id)).limit(most);
}

export async function countSavedReplies(tx: MerchantTx): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(savedReplies);
  return row?.n ?? 0;
}

/** Undefined when one has the name. */
export async function insertSavedReply(tx: MerchantTx, { name, content }: Content): Promise<SavedReplyRow | undefined> {
  const [row] = await tx
    .insert(savedReplies)
    .values({ name, nameLower: sql`lower(${name})`, content })
    .onConflictDoNothing({ target: [savedReplies.merchantId, savedReplies.nameLower] })
    .returning();
  return row;
}

export async function findSavedReply(tx: MerchantTx, name: string): Promise<SavedReplyRow | undefined> {
  const [row] = await tx
    .select()
    .from(savedReplies)
    .where(sql`${savedReplies.nameLower} = lower(${name})`);
  return row;
}

/** Undefined when it is gone. Raises 23505 `saved_replies_name` when another has the name. */
export async function updateSavedReplyRow(
  tx: MerchantTx,
  id: string,
  { name, content }: Content,
): Promise<SavedReplyRow | undefined> {
  const [row] = await tx
    .update(savedReplies)
    .set({ name, nameLower: sql`lower(${name})`, content })
    .where(eq(savedReplies.id, id))
    .returning();
  return row;
}

export async function deleteSavedReplyRow(tx: MerchantTx, id: string): Promise<boolean> {
  return (await tx.delete(savedReplies).where(eq(savedReplies.id, id)).returning({ id: savedReplies.id })).length > 0;
}
