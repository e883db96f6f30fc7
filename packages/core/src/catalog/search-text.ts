/**
 * The words of a text as the search knows them: lower case, without accents and punctuation. Stored text and question go
 * through the same function, so they always agree. Pure.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  return [...new Set(plain.split(" ").filter(Boolean))];
}

const MAX_WORDS = 400;

/** What is stored with a product: words of its name, SKUs, supplier id and tags. */
export const searchTextOf = (...parts: readonly (string | null | undefined)[]): string =>
  searchWords(parts.filter(Boolean).join(" ")).slice(0, MAX_WORDS).join(" ");
