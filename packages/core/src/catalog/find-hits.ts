import type { ProductsPage } from "@nexusone/contracts/catalog";
import { findNearWords, searchProductIds } from "@nexusone/db/queries/catalog-search";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { searchWords } from "./search-text.ts";

const MAX_WORDS = 8;

export type Hits = {
  /** Undefined when nothing was searched for; otherwise the newest first, a few thousand at most. */
  readonly ids: readonly string[] | undefined;
  readonly near: z.output<typeof ProductsPage>["near"];
};

/**
 * The products that have every word of the question. When there are none, each word that nothing begins with gives way to the
 * words that look most like it, and `near` names them: what was not asked for is never shown as if it were.
 */
export async function findHits(tx: MerchantTx, q: string | undefined): Promise<Hits> {
  if (!q) return { ids: undefined, near: [] };
  const words = searchWords(q).slice(0, MAX_WORDS);
  // A question without a single letter or digit finds nothing, rather than everything.
  if (words.length === 0) return { ids: [], near: [] };
  const ids = await searchProductIds(tx, words);
  if (ids.length > 0) return { ids, near: [] };
  const instead = await findNearWords(tx, words);
  if (instead.size === 0) return { ids: [], near: [] };
  const found = await searchProductIds(
    tx,
    words.map((word) => instead.get(word)?.join("|") ?? word),
  );
  const near = [...instead].map(([word, nearWords]) => ({ word, instead: nearWords }));
  return { ids: found, near: found.length > 0 ? near : [] };
}
