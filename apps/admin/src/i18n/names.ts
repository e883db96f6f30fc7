import type { Locale } from "@nexusone/contracts/locale";

/** Each language in its own words. */
export const LANGUAGE_NAMES: Record<Locale, string> = { en: "English", fr: "Français" };
