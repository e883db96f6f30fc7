import type { Locale } from "@nexusone/contracts/locale";

/** Sentences around the numbers on a listing's cards. The page gets them finished. */
const en = {
  about: "About {profit} at {price}, from a stored freight quote",
  exact: "{profit} at {price}, from CJ's quote of now",
  noDuty: "duty not included",
  underFloor: "Under your floor of {floor}",
  underYourFloor: "Under your floor",
  inCatalogue: "Already in your catalogue",
  changed: "Imported at {before}, now {now} at CJ",
  noQuote: "No freight quote, so no margin",
};

export type TileWords = typeof en;

const fr: TileWords = {
  about: "Environ {profit} à {price}, d'après un devis de transport enregistré",
  exact: "{profit} à {price}, d'après le devis de CJ à l'instant",
  noDuty: "douane non comprise",
  underFloor: "Sous votre plancher de {floor}",
  underYourFloor: "Sous votre plancher",
  inCatalogue: "Déjà dans votre catalogue",
  changed: "Importé à {before}, maintenant {now} chez CJ",
  noQuote: "Pas de devis de transport, donc pas de marge",
};

export const TILE_WORDS: Record<Locale, TileWords> = { en, fr };
