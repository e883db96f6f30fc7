import { and, asc, count, desc, eq, or, sql } from "drizzle-orm";
import { savedFilters } from "../schema/saved-filters.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type SavedFilterRow = typeof savedFilters.$inferSelect;
type Content = Pick<SavedFilterRow, "name" | "query" | "shared">;

/** More than people of one merchant share and keep; a list without pages needs an end. */
const MOST_LISTED = 500;

/** A person's own first, then what others share, each by name. */
export async function listSavedFilterRows(tx: MerchantTx, userId: string): Promise<SavedFilterRow[]> {
  return tx
    .select()
    .from(savedFilters)
    .where(or(eq(savedFilters.userId, userId), eq(savedFilters.shared, true)))
    .orderBy(desc(sql`${savedFilters.userId} = ${userId}::uuid`), asc(savedFilters.nameLower), asc(savedFilters.id))
    .limit(MOST_LISTED);
}

export async function countOwnFilters(tx: MerchantTx, userId: string): Promise<number> {
  const [row] = await tx.select({ own: count() }).from(savedFilters).where(eq(savedFilters.userId, userId));
  return row?.own ?? 0;
}

export async function lockSavedFilter(tx: MerchantTx, id: string): Promise<SavedFilterRow | undefined> {
  const [row] = await tx.select().from(savedFilters).where(eq(savedFilters.id, id)).for("update");
  return row;
}

/** Undefined when the person has one of the name. */
export async function insertSavedFilter(
  tx: MerchantTx,
  { name, query, shared, userId, userName }: Content & Pick<SavedFilterRow, "userId" | "userName">,
): Promise<SavedFilterRow | undefined> {
  const [row] = await tx
    .insert(savedFilters)
    .values({ name, nameLower: sql`lower(${name})`, query, shared, userId, userName })
    .onConflictDoNothing({ target: [savedFilters.merchantId, savedFilters.userId, savedFilters.nameLower] })
    .returning();
  return row;
}

export async function findOwnFilter(tx: MerchantTx, userId: string, name: string): Promise<SavedFilterRow | undefined> {
  const [row] = await tx
    .select()
    .from(savedFilters)
    .where(and(eq(savedFilters.userId, userId), sql`${savedFilters.nameLower} = lower(${name})`));
  return row;
}

/** Raises 23505 `saved_filters_name_key` when its owner has another one of the name. */
export async function updateSavedFilter(
  tx: MerchantTx,
  id: string,
  { name, query, shared }: Content,
): Promise<SavedFilterRow> {
  const [row] = await tx
    .update(savedFilters)
    .set({ name, nameLower: sql`lower(${name})`, query, shared })
    .where(eq(savedFilters.id, id))
    .returning();
  return row!; // the row is locked by this transaction
}

export async function deleteSavedFilter(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(savedFilters).where(eq(savedFilters.id, id));
}

/** What was kept for one category is kept for another. */
export async function moveSavedFilters(tx: MerchantTx, from: string, into: string): Promise<void> {
  await tx
    .update(savedFilters)
    .set({ query: sql`jsonb_set(${savedFilters.query}, '{categoryId}', to_jsonb(${into}::text))` })
    .where(sql`${savedFilters.query} ->> 'categoryId' = ${from}`);
}
