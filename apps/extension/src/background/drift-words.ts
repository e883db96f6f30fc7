import type { Locale } from "@nexusone/contracts/locale";
import type { SupplierChange } from "@nexusone/contracts/supplier-sync";

/** Sentences about an imported product then and now. The card gets them finished. */
const en = {
  differs: "Changed at CJ since your import",
  same: "As imported",
  updatedOne: "Updated: {count} change",
  updated: "Updated: {count} changes",
  nothing: "Nothing had to be changed",
  read: "checked {when}",
  lastKnown: "CJ does not answer, last known {when}",
  cost: "Cost",
  stock: "Stock",
  margin: "Margin",
  unknown: "unknown",
  noQuote: "no quote",
  fix: "Update from CJ",
  fixing: "Updating…",
  more: "and {count} more",
  yours: "yours, kept",
  yes: "yes",
  no: "no",
  fields: {
    name: "Name",
    descriptionHtml: "Description",
    images: "Pictures",
    onSale: "On sale",
    variant: "New variant",
    costUsd: "Cost",
    stock: "Stock",
    price: "Price",
    label: "Variant name",
  } satisfies Record<SupplierChange["field"], string>,
};

export type DriftWords = typeof en;

const fr: DriftWords = {
  differs: "Modifié chez CJ depuis votre import",
  same: "Comme à l'import",
  updatedOne: "Mis à jour : {count} modification",
  updated: "Mis à jour : {count} modifications",
  nothing: "Rien n'était à changer",
  read: "vérifié {when}",
  lastKnown: "CJ ne répond pas, dernière valeur {when}",
  cost: "Coût",
  stock: "Stock",
  margin: "Marge",
  unknown: "inconnu",
  noQuote: "pas de devis",
  fix: "Mettre à jour depuis CJ",
  fixing: "Mise à jour…",
  more: "et {count} de plus",
  yours: "à vous, conservé",
  yes: "oui",
  no: "non",
  fields: {
    name: "Nom",
    descriptionHtml: "Description",
    images: "Images",
    onSale: "En vente",
    variant: "Nouvelle variante",
    costUsd: "Coût",
    stock: "Stock",
    price: "Prix",
    label: "Nom de variante",
  },
};

export const DRIFT_WORDS: Record<Locale, DriftWords> = { en, fr };
