import { CHAT_LANGUAGES, type ChatLanguage } from "@nexusone/contracts/whatsapp-terms";
import { normaliseWords } from "@nexusone/whatsapp/rules";
import { COMMAND_PHRASES, COMMANDS, COURTESIES, SLASH_WORDS, type Command } from "./command-data.ts";

export type ReadCommand = {
  readonly command: Command;
  /** Of the phrase, when it is of one language alone. */
  readonly language: ChatLanguage | null;
  /** Of the order that was asked for, as it is compared: "web1042"; null when none was named. */
  readonly number: string | null;
};

/** The longest phrase, with courtesies around it, is shorter; a novel is not read word by word. */
const MOST = 120;
const PHRASES = new Map<string, { command: Command; languages: Set<ChatLanguage> }>();
for (const command of COMMANDS)
  for (const language of CHAT_LANGUAGES)
    for (const phrase of COMMAND_PHRASES[command][language]) {
      const words = normaliseWords(phrase);
      const known = PHRASES.get(words) ?? { command, languages: new Set() };
      PHRASES.set(words, { ...known, languages: known.languages.add(language) });
    }
const SLASHED = new Map(
  COMMANDS.flatMap((command) => SLASH_WORDS[command].map((word) => [normaliseWords(word), command])),
);
const COURTEOUS = COURTESIES.map(normaliseWords);
/** "1042", "n° 1042"; then "WEB-1042", whose letters could be words of the phrase. */
const NUMBERED = [
  /^(.+?)(?: (?:n|no|nr|num|numero|number|رقم))? ()(\d{1,20})$/u,
  /^(.+?)(?: (?:n|no|nr|num|numero|number|رقم))? ([a-z]{1,10}) (\d{1,20})$/u,
];

/**
 * The command of a message that is nothing but one: a phrase of the table as a whole, with courtesies around it and an order's
 * number after it, in any case, with any accents and signs. "Where is my order?" is one, "where is my order from last year, I want
 * to complain" is a message for people. Pure. Ask it of what a person typed or tapped, never of captions, cards or what was forwarded.
 */
export function readCommand(text: string): ReadCommand | null {
  if (text.length > MOST) return null;
  const whole = withoutCourtesies(normaliseWords(text));
  if (whole === "") return null;
  const isSlashed = text.trim().startsWith("/");
  const found = find(whole, isSlashed);
  if (found) return { ...found, number: null };
  for (const pattern of NUMBERED) {
    const [, before = "", letters = "", digits = ""] = pattern.exec(whole) ?? [];
    const numbered = find(before, isSlashed);
    if (numbered?.command === "orders") return { ...numbered, number: `${letters}${digits}` };
  }
  return null;
}

function find(words: string, isSlashed: boolean): Pick<ReadCommand, "command" | "language"> | null {
  const slashed = isSlashed ? SLASHED.get(words) : undefined;
  if (slashed) return { command: slashed, language: null };
  const phrase = PHRASES.get(words);
  if (!phrase) return null;
  const [language = null, ...others] = phrase.languages;
  return { command: phrase.command, language: others.length === 0 ? language : null };
}

function withoutCourtesies(words: string): string {
  let left = words;
  for (;;) {
    const before = COURTEOUS.find((one) => left.startsWith(`${one} `));
    const after = COURTEOUS.find((one) => left.endsWith(` ${one}`));
    if (before !== undefined) left = left.slice(before.length + 1);
    else if (after !== undefined) left = left.slice(0, -after.length - 1);
    else return left;
  }
}

/** An order's number as `readCommand` gives it. */
export const comparedNumber = (number: string): string => normaliseWords(number).replaceAll(" ", "");
