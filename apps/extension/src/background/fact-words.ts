import type { Locale } from "@nexusone/contracts/locale";

/** Sentences around the numbers of a preview. The card gets them finished, so no page loads these. */
const en = {
  underFloor: "Under your floor of {floor}",
  banded: "Estimated from similar parcels",
  quoted: "quoted {when}",
  days: "{min}–{max} days",
  day: "{min} days",
  atCj: "{count} at CJ",
  importCost: "{count} credits, {left} left",
  menu: "Add to the NexusOne queue",
};

export type FactWords = typeof en;

const fr: FactWords = {
  underFloor: "Sous votre plancher de {floor}",
  banded: "Estimé d'après des colis semblables",
  quoted: "devis {when}",
  days: "{min} à {max} jours",
  day: "{min} jours",
  atCj: "{count} chez CJ",
  importCost: "{count} crédits, il en reste {left}",
  menu: "Ajouter à la file NexusOne",
};

export const FACT_WORDS: Record<Locale, FactWords> = { en, fr };
