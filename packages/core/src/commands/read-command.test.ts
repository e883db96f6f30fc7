import { CHAT_LANGUAGES } from "@nexusone/contracts/whatsapp-terms";
import { LIMITS, normaliseWords, readConsentWord } from "@nexusone/whatsapp/rules";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMAND_PHRASES, COMMANDS, COURTESIES, SLASH_WORDS } from "./command-data.ts";
import { comparedNumber, readCommand } from "./read-command.ts";
import { readCountry } from "./read-country.ts";
import { readTap, tapId, type TapVerb } from "./tap-ids.ts";
import { TALK_WORDS } from "./talk-words.ts";

const ENTRIES = COMMANDS.flatMap((command) =>
  CHAT_LANGUAGES.flatMap((language) =>
    COMMAND_PHRASES[command][language].map((phrase) => ({ command, language, phrase })),
  ),
);
const KNOWN = new Set(ENTRIES.map(({ phrase }) => normaliseWords(phrase)));
const entry = fc.constantFrom(...ENTRIES);
const courtesy = fc.constantFrom("", ...COURTESIES);
const noise = fc
  .array(fc.constantFrom(" ", ".", "!", "?", "…", "¿", "«", '"', "*", "🙏", "👍🏽", "\u200b", "\n", ","), {
    maxLength: 5,
  })
  .map((some) => some.join(""));

describe("[ORD-09] [ORD-21] what is a command", () => {
  it("[ORD-21] every phrase of the table, loud, courteous and with signs around it", () => {
    fc.assert(
      fc.property(entry, courtesy, courtesy, noise, noise, fc.boolean(), (one, before, after, left, right, loud) => {
        const phrase = loud ? one.phrase.toUpperCase() : one.phrase;
        const read = readCommand(`${left}${before} ${phrase} ${after}${right}`);
        expect(read?.command).toBe(one.command);
        expect([one.language, null]).toContain(read?.language);
      }),
      { numRuns: 500 },
    );
  });

  it("[ORD-12] never a sentence that merely holds one: another word and it is a message for people", () => {
    const courteous = COURTESIES.map(normaliseWords);
    fc.assert(
      fc.property(entry, fc.stringMatching(/^[a-z]{3,12}$/), fc.boolean(), ({ phrase }, word, first) => {
        const text = first ? `${word} ${phrase}` : `${phrase} ${word}`;
        const whole = normaliseWords(text);
        fc.pre(!courteous.some((one) => whole.startsWith(`${one} `) || whole.endsWith(` ${one}`)) && !KNOWN.has(whole));
        expect(readCommand(text)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
    for (const sentence of [
      "where is my order, I am angry",
      "I want to see the menu of yesterday",
      "my order arrived broken",
      "le catalogue est trop cher",
      "commander",
      "stop",
      "order",
      "",
      "🙏",
    ])
      expect(readCommand(sentence), sentence).toBeNull();
  });

  it("[ORD-09] an order's number after it names the order, after another command it is none", () => {
    fc.assert(
      fc.property(entry, fc.integer({ min: 0, max: 99_999_999 }), ({ command, phrase }, number) => {
        const numbered = command === "orders" ? { command, number: String(number) } : null;
        for (const text of [`${phrase} ${number}`, `${phrase} #${number}?`, `${phrase} n° ${number}`])
          if (numbered) expect(readCommand(text)).toMatchObject(numbered);
          else expect(readCommand(text)).toBeNull();
      }),
    );
    expect(readCommand("where is my order WEB-1042?")).toMatchObject({ command: "orders", number: "web1042" });
    expect(comparedNumber("#WEB-1042")).toBe("web1042");
  });

  it("[ORD-21] a stroke makes one word enough", () => {
    for (const command of COMMANDS)
      for (const word of SLASH_WORDS[command]) expect(readCommand(`/${word}`)?.command, word).toBe(command);
    expect(readCommand("/order")?.command).toBe("orders");
    expect(readCommand("/nonsense")).toBeNull();
  });

  it("[ORD-21] no phrase is two commands, nor a wish to be left alone, nor a courtesy", () => {
    const commands = new Map<string, string>();
    const courteous = new Set(COURTESIES.map(normaliseWords));
    for (const { command, phrase } of ENTRIES) {
      const words = normaliseWords(phrase);
      expect([words, commands.get(words) ?? command]).toEqual([words, command]);
      commands.set(words, command);
      expect(readConsentWord(phrase), phrase).toBeNull();
      expect(courteous.has(words), phrase).toBe(false);
    }
  });

  it("[ORD-21] any text at all is read without an exception, the same twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(readCommand(text)).toEqual(readCommand(text));
        expect(readTap(text)).toEqual(readTap(text));
        expect(readCountry(text)).toEqual(readCountry(text));
      }),
    );
  });
});

describe("[ORD-21] ids of buttons", () => {
  const id = fc.uuid({ version: 7 });
  const count = fc.integer({ min: 0, max: 999_999_999_999 });
  const taps: fc.Arbitrary<readonly [TapVerb, readonly (string | number)[]]> = fc.oneof(
    fc.constantFrom<TapVerb>("orders", "person", "cart").map((verb) => [verb, []] as const),
    id.map((one) => ["product", [one]] as const),
    fc.tuple(id, count, count).map((args) => ["add", args] as const),
    fc.tuple(id, count).map((args) => ["buy", args] as const),
    fc
      .tuple(fc.oneof(fc.constant("all"), id), fc.oneof(fc.constant("0"), id))
      .map((args) => ["products", args] as const),
  );

  it("[ORD-21] are read as they were written and fit into a row", () => {
    fc.assert(
      fc.property(taps, ([verb, args]) => {
        const written = tapId(verb, ...args);
        expect(written.length).toBeLessThanOrEqual(LIMITS.rowId);
        expect(readTap(written)).toEqual({ verb, args: args.map(String) });
      }),
    );
  });

  it("[ORD-21] with anything else in them are none", () => {
    fc.assert(
      fc.property(taps, fc.string({ minLength: 1, maxLength: 5 }), ([verb, args], more) => {
        const written = tapId(verb, ...args);
        fc.pre(!/^\d+$/.test(more));
        expect(readTap(`${written}:${more}`)).toBeNull();
        expect(readTap(`${more}${written}`)).toBeNull();
      }),
    );
    for (const id of ["nx1:toString", "nx1:add:1:1:1", "nx1:products:../x:0", "nx2:orders", "nx1", ""])
      expect(readTap(id), id).toBeNull();
  });
});

it("[ORD-21] a country is known by its name in five languages and by its letters", () => {
  for (const [text, code] of [
    ["France", "FR"],
    ["  alemania ", "DE"],
    ["Côte d’Ivoire", "CI"],
    ["البرازيل", "BR"],
    ["royaume-uni", "GB"],
    ["UK", "GB"],
    ["Estados Unidos", "US"],
    ["gb", "GB"],
  ] as const)
    expect(readCountry(text), text).toBe(code);
  for (const text of ["Neverland", "", "12", "france and spain"]) expect(readCountry(text), text).toBeUndefined();
});

it("[ORD-21] what stands on a button fits there, in every language", () => {
  const onButtons = [
    "askPerson",
    "myOrders",
    "catalogue",
    "addOne",
    "moreUnits",
    "order",
    "addMore",
    "empty",
    "confirm",
    "changeAddress",
    "cart",
  ] as const;
  for (const word of onButtons)
    for (const language of CHAT_LANGUAGES)
      expect([...TALK_WORDS[word][language]].length, `${word} ${language}`).toBeLessThanOrEqual(LIMITS.buttonTitle);
  for (const language of CHAT_LANGUAGES)
    expect([...TALK_WORDS.choose[language]].length).toBeLessThanOrEqual(LIMITS.listLabel);
});
