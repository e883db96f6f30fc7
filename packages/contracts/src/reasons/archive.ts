import { reason, remedy } from "./define.ts";

/** Why an archive is not read in. Nothing of it was taken over. */
export const archiveReasons = {
  "archive.unreadable": reason(
    "invalid",
    {
      en: "This file is not a complete archive of a merchant: {problem}.",
      fr: "Ce fichier n'est pas une archive complète de marchand : {problem}.",
    },
    remedy.edit,
    { who: "platform" },
  ),
  "archive.damaged": reason(
    "invalid",
    {
      en: "The archive was changed or damaged: {part} is not what was written.",
      fr: "L'archive a été modifiée ou endommagée : {part} n'est pas ce qui a été écrit.",
    },
    remedy.edit,
    { who: "platform" },
  ),
  "archive.not_ours": reason(
    "forbidden",
    {
      en: "The archive was not made by this installation. Its plan and credits could be anybody's invention.",
      fr: "L'archive n'a pas été produite par cette installation. Son offre et ses crédits pourraient être inventés.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "archive.too_large": reason(
    "invalid",
    {
      en: "The archive is larger than what can be read in ({limit}).",
      fr: "L'archive dépasse ce qui peut être lu ({limit}).",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "archive.unknown_table": reason(
    "invalid",
    {
      en: "The archive holds {table}, which this release does not know.",
      fr: "L'archive contient {table}, inconnu de cette version.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "archive.schema_version": reason(
    "conflict",
    {
      en: "The archive is of another release: {table}.{column} does not fit.",
      fr: "L'archive vient d'une autre version : {table}.{column} ne correspond pas.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "archive.foreign_reference": reason(
    "invalid",
    {
      en: "A row of {table} refers to something that is not in the archive.",
      fr: "Une ligne de {table} renvoie à quelque chose qui n'est pas dans l'archive.",
    },
    remedy.edit,
    { who: "platform" },
  ),
  "archive.invalid_row": reason(
    "invalid",
    {
      en: "A row of {table} is not valid ({problem}).",
      fr: "Une ligne de {table} n'est pas valide ({problem}).",
    },
    remedy.edit,
    { who: "platform" },
  ),
  "archive.unsafe_content": reason(
    "invalid",
    {
      en: "A row of {table} holds content that could harm its reader ({column}).",
      fr: "Une ligne de {table} contient un contenu dangereux pour qui le lit ({column}).",
    },
    remedy.edit,
    { who: "platform" },
  ),
  "archive.not_empty": reason(
    "conflict",
    {
      en: "This merchant already has {table}. An archive is read into an empty merchant only.",
      fr: "Ce marchand a déjà des données ({table}). Une archive n'est lue que dans un marchand vide.",
    },
    remedy.goBack,
    { who: "platform" },
  ),
  "archive.inconsistent": reason(
    "invalid",
    {
      en: "The books of the archive do not add up ({problem}).",
      fr: "Les comptes de l'archive ne tombent pas juste ({problem}).",
    },
    remedy.edit,
    { who: "platform" },
  ),
} as const;
