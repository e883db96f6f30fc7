import { CONSENT_LANGUAGES, CONSENT_WORDS, POLITE_WORDS } from "./consent-data.ts";
import type { ConsentLanguage, ConsentWish } from "./consent-data.ts";

export type { ConsentLanguage, ConsentWish } from "./consent-data.ts";

export type ConsentWord = {
  wish: ConsentWish;
  /** The entry of the table that matched, as it is compared. */
  matched: string;
};

/**
 * What is left of a text when it is compared: lower case, no accents, no punctuation, emoji, quotes or invisible characters, one
 * space between words (facts section 18). Letters spelled one by one are a word: "S.T.O.P".
 */
export function normaliseWords(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    // Marks (accents, Arabic vowels), what cannot be seen, and the stroke that stretches Arabic words.
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ")
    .filter(Boolean);
  const isSpelled = words.length >= 3 && words.every((word) => word.length === 1);
  return words.join(isSpelled ? "" : " ");
}

const TABLE = new Map<string, ConsentWord>();
for (const [wish, languages] of Object.entries(CONSENT_WORDS))
  for (const word of Object.values(languages).flat()) {
    const matched = normaliseWords(word);
    if (isWish(wish)) TABLE.set(matched, { wish, matched });
  }
const LANGUAGES = Object.values(CONSENT_WORDS).flatMap((languages) =>
  CONSENT_LANGUAGES.map((language) => [language, new Set(languages[language].map(normaliseWords))] as const),
);
const POLITE = POLITE_WORDS.map(normaliseWords);

function isWish(word: string): word is ConsentWish {
  return Object.hasOwn(CONSENT_WORDS, word);
}

/** The one language that has this word, as it is compared; null for what several have, like "stop", and for a shop's own. */
export function languageOfConsentWord(matched: string): ConsentLanguage | null {
  const languages = new Set(LANGUAGES.flatMap(([language, words]) => (words.has(matched) ? [language] : [])));
  const [one = null] = languages;
  return languages.size === 1 ? one : null;
}

/**
 * The wish of a message that is nothing but a keyword: "Stop." is a wish, "stop, the driver is here" is a message. A word of
 * politeness around it changes nothing. Ask it of what a person typed or tapped (title or id), never of captions, cards, groups or
 * history; ask back when a stop was forwarded. `more` are the words of one shop, by wish.
 */
export function readConsentWord(
  text: string,
  more: Partial<Record<ConsentWish, readonly string[]>> = {},
): ConsentWord | null {
  const whole = normaliseWords(text);
  // The longest entry has fewer; a novel is not read word by word.
  if (whole === "" || whole.length > 80) return null;
  return find(whole, more) ?? find(withoutPoliteness(whole), more);
}

function find(words: string, more: Partial<Record<ConsentWish, readonly string[]>>): ConsentWord | null {
  for (const [wish, list] of Object.entries(more))
    if (isWish(wish) && list.some((word) => normaliseWords(word) === words)) return { wish, matched: words };
  return TABLE.get(words) ?? null;
}

function withoutPoliteness(words: string): string {
  for (const polite of POLITE) {
    if (words.startsWith(`${polite} `)) return words.slice(polite.length + 1);
    if (words.endsWith(` ${polite}`)) return words.slice(0, -polite.length - 1);
  }
  return words;
}
