import { sql } from "drizzle-orm";
import { productWords } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** Near words that stand in for one. */
const NEAR_EACH = 5;

const textArray = (values: readonly string[]) => sql`${sql.param(`{${values.join(",")}}`)}::text[]`;

/**
 * The products in which every word occurs, the newest of them, `most` at most. A word is meant as it stands; with "*" at its end it
 * is a beginning; several joined by "|" are one of which any may occur. Letters and digits only.
 */
export async function searchProductIds(tx: MerchantTx, words: readonly string[], most: number): Promise<string[]> {
  // In one value: a thousand rows take longer to read than to find.
  const { rows } = await tx.execute<{ ids: string | null }>(sql`
    select string_agg(id::text, ',' order by nth) as ids
    from system.search_products(${textArray(words)}, ${most}) with ordinality as hit (id, nth)`);
  return rows[0]?.ids?.split(",") ?? [];
}

/** Of words that none of the vocabulary begins with: those of it that look most like them, by word. */
export async function findNearWords(tx: MerchantTx, words: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await tx.execute<{ word: string; term: string }>(
    sql`select word, term from system.near_product_words(${textArray(words)}, ${NEAR_EACH})`,
  );
  const near = Map.groupBy(rows, (row) => row.word);
  return new Map([...near].map(([word, found]) => [word, found.map((row) => row.term)]));
}

/** The stored words of these products. */
export async function listSearchTexts(tx: MerchantTx, productIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.execute<{ text: string }>(
    sql`select search_text as text from products where id = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])`,
  );
  return rows.map((row) => row.text);
}

/** Adds words to the merchant's vocabulary; those it has stay as they are. */
export async function insertWords(tx: MerchantTx, terms: readonly string[], seenAt: Date): Promise<void> {
  if (terms.length === 0) return;
  // In one order for all: two transactions with the same words wait for each other and cannot deadlock.
  await tx.execute(sql`
    insert into ${productWords} (term, seen_at)
    select term, ${seenAt.toISOString()}::timestamptz from unnest(${textArray(terms)}) as term order by term collate "C"
    on conflict (merchant_id, term) do nothing`);
}
