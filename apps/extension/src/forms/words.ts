import type { Locale } from "@nexusone/contracts/locale";

/** Rule, category and tags, as panel and options ask for them. */
const en = {
  point: ".",
  rule: "Price rule",
  shopRule: "The shop's own",
  rules: { multiplier: "Landed cost ×", percent: "Landed cost + %", fixed: "Landed cost +", target_margin: "Margin %" },
  ruleValue: "Value",
  invalid: "Not a valid number",
  category: "Category",
  tags: "Tags",
  tagsHint: "Separated by commas",
};
export type FormWords = typeof en;

const fr: FormWords = {
  point: ",",
  rule: "Règle de prix",
  shopRule: "Celle de la boutique",
  rules: {
    multiplier: "Coût rendu ×",
    percent: "Coût rendu + %",
    fixed: "Coût rendu +",
    target_margin: "Marge %",
  },
  ruleValue: "Valeur",
  invalid: "Nombre non valable",
  category: "Catégorie",
  tags: "Étiquettes",
  tagsHint: "Séparées par des virgules",
};

export const FORM_WORDS: Record<Locale, FormWords> = { en, fr };
