import { SearchMessagesInput, type MessageHit, type MessageHitsPage } from "@nexusone/contracts/conversations";
import { listHitRows, searchMessageIds } from "@nexusone/db/queries/conversation-thread";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import { LISTED_HITS } from "../catalog/find-hits.ts";
import { searchWords } from "../catalog/search-text.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

const SNIPPET = 160;

/**
 * Messages of all conversations in which every word occurs, the newest first; the last word may be a beginning. Of more than a
 * thousand the newest thousand are looked at: `newestHits` says so.
 */
export async function searchMessages(
  ctx: ServiceContext,
  rawInput: z.input<typeof SearchMessagesInput>,
): Promise<z.output<typeof MessageHitsPage>> {
  authorize(ctx, "conversations:read");
  const { q, cursor, limit } = SearchMessagesInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  return readMerchant(ctx, async (tx) => {
    const ids = await searchMessageIds(tx, q, LISTED_HITS);
    const page = cutPage(await listHitRows(tx, { ids, after, limit }), limit, ({ at, id }) => ({
      at: at.toISOString(),
      id,
    }));
    const [word = ""] = searchWords(q);
    return {
      ...page,
      items: page.items.map(
        ({ id, content, at, ...hit }) =>
          ({ ...hit, messageId: id, snippet: snippetOf(content, word), at: at.toISOString() }) as unknown as MessageHit, // ids come from our own uuid columns
      ),
      newestHits: ids.length === LISTED_HITS ? LISTED_HITS - 1 : null,
    };
  });
}

/** The part of a long text about a word; accents may move it a little. */
function snippetOf(content: string, word: string): string {
  const text = content.replaceAll(/\s+/gu, " ").trim();
  const characters = [...text];
  if (characters.length <= SNIPPET) return text;
  const plain = characters.map((one) => one.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase() || " ");
  const place = [...plain.join("")].length === plain.length ? plain.join("").indexOf(word) : 0;
  const from = Math.max(0, Math.min(place - SNIPPET / 4, characters.length - SNIPPET));
  const cut = characters.slice(from, from + SNIPPET).join("");
  return `${from > 0 ? "…" : ""}${cut}${from + SNIPPET < characters.length ? "…" : ""}`;
}
