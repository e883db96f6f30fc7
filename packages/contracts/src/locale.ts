/** Languages of screens, mails and refusals. A dictionary must name every one of them or it does not compile. */
export const LOCALES = ["en", "fr"] as const;
export type Locale = (typeof LOCALES)[number];
export type Sentence = Record<Locale, string>;

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

/** The best language we speak for a browser's list; without one what is named, else English. */
export function pickLocale(wanted: readonly string[] | string | null | undefined, otherwise: Locale = "en"): Locale {
  const list = typeof wanted === "string" ? wanted.split(",") : (wanted ?? []);
  for (const entry of list) {
    const tag = entry.trim().toLowerCase().slice(0, 2);
    const found = LOCALES.find((locale) => locale === tag);
    if (found) return found;
  }
  return otherwise;
}

/** Fills `{name}` places. Unknown places stay visible so that a missing value is noticed. */
export function fill(sentence: string, values: Record<string, string | number> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}
