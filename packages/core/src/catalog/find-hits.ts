import type { ProductsPage } from "@nexusone/contracts/catalog";
import { findNearWords, searchProductIds } from "@nexusone/db/queries/catalog-search";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { searchWords } from "./search-text.ts";

const MAX_WORDS = 8;
/** Of a screen's list, one more than is counted exactly. Nobody pages further through the hits of words. */
export const LISTED_HITS = 1_001;

export type Hits = {
  /** Undefined when nothing was searched for; otherwise the newest first. */
  readonly ids: readonly string[] | undefined;
  readonly near: z.output<typeof ProductsPage>["near"];
  /** There may be more than were asked for: the older ones were not looked at. */
  readonly cut: boolean;
};

/**
 * The products that have every word of the question, the last as a beginning: it may still be being typed. When there are none,
 * every word may be a beginning; and when there are none of these either, each word that nothing begins with gives way to the
 * words that look most like it, and `near` names them: what was not asked for is never shown as if it were.
 */
export async function findHits(tx: MerchantTx, q: string | undefined, most: number): Promise<Hits> {
  if (!q) return { ids: undefined, near: [], cut: false };
  const words = searchWords(q).slice(0, MAX_WORDS);
  // A question without a single letter or digit finds nothing, rather than everything.
  if (words.length === 0) return { ids: [], near: [], cut: false };
  const search = async (asked: readonly string[]) => {
    const ids = await searchProductIds(tx, asked, most);
    return { ids, near: [], cut: ids.length === most };
  };
  const begun = words.map((word) => `${word}*`);
  const found = await search([...words.slice(0, -1), ...begun.slice(-1)]);
  if (found.ids.length > 0) return found;
  if (words.length > 1) {
    const wider = await search(begun);
    if (wider.ids.length > 0) return wider;
  }
  const instead = await findNearWords(tx, words);
  if (instead.size === 0) return found;
  const nearly = await search(words.map((word, nth) => instead.get(word)?.join("|") ?? begun[nth] ?? word));
  const near = [...instead].map(([word, nearWords]) => ({ word, instead: nearWords }));
  return { ...nearly, near: nearly.ids.length > 0 ? near : [] };
}
