import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { only, sample } from "../webhook/samples.fixture.ts";
import { CONSENT_WORDS, POLITE_WORDS } from "./consent-data.ts";
import { languageOfConsentWord, normaliseWords, readConsentWord } from "./consent-words.ts";

const ENTRIES = Object.entries(CONSENT_WORDS).flatMap(([wish, languages]) =>
  Object.entries(languages).flatMap(([language, words]) => words.map((word) => ({ wish, language, word }))),
);
const NORMALISED = new Map(ENTRIES.map(({ wish, word }) => [normaliseWords(word), wish]));
const wishOf = (text: string) => readConsentWord(text)?.wish ?? null;

it("[CMP-02] sample 35: stop, stop, stop, a message, erasure, erasure, start", () => {
  const texts = only(sample("cloud-api", "35"), "message").map(({ content }) =>
    content.type === "text" ? content.text : "",
  );
  expect(texts.map(wishOf)).toEqual(["stop", "stop", "stop", null, "erase", "erase", "resume"]);
});

it("[CMP-02] sample 19: the label of a template's button is a wish, another is not", () => {
  const taps = only(sample("cloud-api", "19"), "message").map(({ content }) =>
    content.type === "choice" ? content.title : null,
  );
  expect(taps.map((title) => wishOf(title ?? ""))).toEqual([null, "stop"]);
});

it("[CMP-02] a word of one language tells which, one of several and one of nobody do not", () => {
  const languageOf = (word: string) => languageOfConsentWord(normaliseWords(word));
  expect(["Supprimer", "unsubscribe", "STOP", "basta"].map(languageOf)).toEqual(["fr", "en", null, null]);
  expect(languageOf(CONSENT_WORDS.erase.ar[0] ?? "")).toBe("ar");
});

describe.each(["en", "fr", "es", "pt", "ar"])("words in %s", (language) => {
  it("[CMP-02] each of the four wishes has words, each word its wish, whatever stands around it", () => {
    const words = ENTRIES.filter((entry) => entry.language === language);
    expect(new Set(words.map(({ wish }) => wish))).toEqual(new Set(["stop", "stop_all", "resume", "erase"]));
    for (const { wish, word } of words)
      for (const text of [
        word,
        word.toUpperCase(),
        ` ${word}. `,
        `«${word}»!!`,
        `${word} 🛑🙏🏽`,
        `*${word}*`,
        `\u200b${word}\ufeff`,
      ])
        expect([text, wishOf(text)]).toEqual([text, wish]);
  });
});

it.each([
  ["Stop.", "stop"],
  ["STOP!!! 🛑", "stop"],
  ["s.t.o.p", "stop"],
  ["ＳＴＯＰ", "stop"],
  ["Arrêt", "stop"],
  ["arret", "stop"],
  ["opt-out", "stop"],
  ["Stop, please", "stop"],
  ["stop svp", "stop"],
  ["por favor, darme de baja", "stop"],
  ["أَوْقِفْ", "stop"],
  ["اوقف", "stop"],
  ["stop tout", "stop_all"],
  ["SUPPRIMER", "erase"],
  ["Supprimez mes données s'il vous plaît", "erase"],
  ["Droit à l’oubli", "erase"],
  ["START", "resume"],
  ["S’abonner", "resume"],
  ["stop, the driver is here", null],
  ["please stop at the door", null],
  ["Je m'arrête en route, stop café, j'arrive 10 min en retard", null],
  ["don't stop", null],
  ["non stop", null],
  ["start of the week?", null],
  ["supprimer un article de ma commande", null],
  ["annuler", null],
  ["cancel", null],
  ["non", null],
  ["fin", null],
  ["no", null],
  ["🛑", null],
  ["", null],
  ["   ", null],
])("[CMP-02] %j is %j", (text, wish) => {
  expect(wishOf(text)).toBe(wish);
});

it("[CMP-02] the words of two wishes never overlap", () => {
  const wishes = new Map<string, string>();
  for (const { wish, word } of ENTRIES) {
    const words = normaliseWords(word);
    expect([words, wishes.get(words) ?? wish]).toEqual([words, wish]);
    wishes.set(words, wish);
  }
});

const entry = fc.constantFrom(...ENTRIES);
const noise = fc.array(
  fc.constantFrom(" ", ".", "!", "?", "…", "'", "’", '"', "«", "»", "*", "_", "🛑", "👍🏽", "\u200b", "\n", "-", ","),
  { maxLength: 6 },
);

it("[CMP-02] noise around a word changes nothing", () => {
  fc.assert(
    fc.property(noise, entry, noise, fc.boolean(), (before, { wish, word }, after, loud) => {
      expect(wishOf(before.join("") + (loud ? word.toUpperCase() : word) + after.join(""))).toBe(wish);
    }),
  );
});

it("[CMP-02] one more word and it is a message, unless that is a word of the table or of politeness", () => {
  const polite = new Set(POLITE_WORDS.map(normaliseWords));
  fc.assert(
    fc.property(entry, fc.stringMatching(/^[a-z]{2,12}$/), fc.boolean(), ({ word }, more, first) => {
      const text = first ? `${more} ${word}` : `${word} ${more}`;
      fc.pre(!polite.has(more) && !NORMALISED.has(normaliseWords(text)));
      expect(wishOf(text)).toBeNull();
    }),
    { numRuns: 500 },
  );
});

it("[CMP-02] any text at all is read without an exception, the same twice", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (points) => {
      const text = String.fromCodePoint(...points);
      expect(readConsentWord(text)).toEqual(readConsentWord(text));
      expect(normaliseWords(normaliseWords(text))).toBe(normaliseWords(text));
    }),
  );
});

it("[CMP-02] a shop may have words of its own, but takes none away", () => {
  const more = { stop: ["plus de nouvelles"], erase: ["oubliez-moi"] };
  expect(readConsentWord("Plus de nouvelles!", more)?.wish).toBe("stop");
  expect(readConsentWord("Oubliez moi", more)?.wish).toBe("erase");
  expect(readConsentWord("STOP", more)?.wish).toBe("stop");
  expect(wishOf("plus de nouvelles")).toBeNull();
});
