import { insertWords, listSearchTexts } from "@nexusone/db/queries/catalog-search";
import type { EventConsumer } from "../events/consume-events.ts";

/** Words people type. Numbers are article numbers: there would be more of them than words, and none is nearly right. */
const isWord = (word: string): boolean => word.length >= 3 && word.length <= 40 && !/\p{N}/u.test(word);

/** Learns the words of products that came in or changed, for `findNearWords`. Safe to repeat. */
export const learnWords: EventConsumer = {
  name: "product_words",
  apply: async ({ tx, platform }, events) => {
    const ids = events.flatMap(({ type, subjectKind, subjectId }) =>
      subjectKind === "product" && type !== "product.import_undone" && subjectId ? [subjectId] : [],
    );
    if (ids.length === 0) return;
    const texts = await listSearchTexts(tx, [...new Set(ids)]);
    const words = new Set(texts.flatMap((text) => text.split(" ")).filter(isWord));
    await insertWords(tx, [...words], platform.clock.now());
  },
};
