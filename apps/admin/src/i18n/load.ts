import { LOCALES, type Locale, pickLocale } from "@nexusone/contracts/locale";
import { readChoice, writeChoice } from "../lib/storage.ts";
import type { Dictionary } from "./en/index.ts";

const LOADERS: Record<Locale, () => Promise<Dictionary>> = {
  en: async () => (await import("./en/index.ts")).en,
  fr: async () => (await import("./fr/index.ts")).fr,
};

/** The person's choice on this device, else the browser's first language that we speak. */
export function currentLocale(): Locale {
  const stored = readChoice("locale");
  return LOCALES.find((locale) => locale === stored) ?? pickLocale(navigator.languages);
}

/** Only one language is ever loaded; choosing another loads the page anew with it. */
export const loadDictionary = (locale: Locale): Promise<Dictionary> => LOADERS[locale]();

export function chooseLocale(locale: Locale): void {
  writeChoice("locale", locale);
  location.reload();
}

export const hasChosenLocale = (): boolean => readChoice("locale") !== null;
