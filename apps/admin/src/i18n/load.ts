import { LOCALES, type Locale, pickLocale } from "@nexusone/contracts/locale";
import { use } from "react";
import { readChoice, writeChoice } from "../lib/storage.ts";
import type { Dictionary, FirstWords, LaterWords, Phrase } from "./en/index.ts";
import type { Key } from "./translate.ts";

type Loaders = { readonly first: () => Promise<FirstWords>; readonly later: () => Promise<LaterWords> };
const LOADERS: Record<Locale, Loaders> = {
  en: {
    first: async () => (await import("./en/first.ts")).first,
    later: async () => (await import("./en/later.ts")).later,
  },
  fr: {
    first: async () => (await import("./fr/first.ts")).first,
    later: async () => (await import("./fr/later.ts")).later,
  },
};

export type Words = {
  /** The phrase. A screen that needs one of those that travel later waits for them, as it does for its code. */
  readonly find: (key: Key) => Phrase;
  readonly loadLater: () => Promise<LaterWords>;
};

/** The person's choice on this device, else the browser's first language that we speak. */
export function currentLocale(): Locale {
  const stored = readChoice("locale");
  return LOCALES.find((locale) => locale === stored) ?? pickLocale(navigator.languages);
}

/** Only one language is ever loaded; choosing another loads the page anew with it. Resolves with the words of the first screen. */
export async function loadWords(locale: Locale): Promise<Words> {
  const first: Partial<Dictionary> = await LOADERS[locale].first();
  let known: LaterWords | undefined;
  let coming: Promise<LaterWords> | undefined;
  const loadLater = () =>
    (coming ??= LOADERS[locale].later().then(
      (words) => (known = words),
      (error: unknown) => {
        // Asked for anew by the next that needs them.
        coming = undefined;
        throw error;
      },
    ));
  const find = (key: Key): Phrase => first[key] ?? ((known ?? use(loadLater())) as Dictionary)[key];
  return { find, loadLater };
}

export function chooseLocale(locale: Locale): void {
  writeChoice("locale", locale);
  location.reload();
}

export const hasChosenLocale = (): boolean => readChoice("locale") !== null;
