import { reason, remedy } from "./define.ts";

export const mediaReasons = {
  "media.not_found": reason(
    "not_found",
    { en: "This file is not there any more.", fr: "Ce fichier n'existe plus." },
    remedy.goBack,
  ),
  "media.link_invalid": reason(
    "forbidden",
    {
      en: "This link was not made by us, or was changed on its way.",
      fr: "Ce lien n'a pas été créé par nous, ou a été modifié en chemin.",
    },
    remedy.goBack,
  ),
  "media.link_expired": reason(
    "forbidden",
    { en: "This link has expired. Ask for a new one.", fr: "Ce lien a expiré. Demandez-en un nouveau." },
    remedy.reload,
  ),
  "media.type_refused": reason(
    "invalid",
    {
      en: "This is not a picture we keep: JPEG, PNG, WebP, GIF or AVIF.",
      fr: "Ce n'est pas une image que nous gardons : JPEG, PNG, WebP, GIF ou AVIF.",
    },
    remedy.edit,
  ),
  "media.too_large": reason(
    "too_large",
    { en: "The file is larger than {megabytes} MB.", fr: "Le fichier dépasse {megabytes} Mo." },
    remedy.edit,
  ),
  "media.too_many_pixels": reason(
    "invalid",
    {
      en: "The picture has more than {megapixels} million pixels.",
      fr: "L'image compte plus de {megapixels} millions de pixels.",
    },
    remedy.edit,
  ),
  "media.unreadable": reason(
    "invalid",
    { en: "The picture is damaged and cannot be read.", fr: "L'image est endommagée et illisible." },
    remedy.edit,
  ),
  "media.plan_full": reason(
    "plan_required",
    {
      en: "Your plan holds {limit} MB of pictures and they are used up.",
      fr: "Votre offre contient {limit} Mo d'images et ils sont utilisés.",
    },
    remedy.upgrade,
    { who: "owner" },
  ),
  "media.in_use": reason(
    "conflict",
    {
      en: "{count} products show this picture. Take it off them first.",
      fr: "{count} produits montrent cette image. Retirez-la d'abord.",
    },
    remedy.edit,
  ),
  "media.not_yours": reason(
    "forbidden",
    {
      en: "Only who added this file, an admin or an owner may delete it.",
      fr: "Seuls la personne qui l'a ajouté, un administrateur ou un propriétaire peuvent supprimer ce fichier.",
    },
    remedy.askOwner,
  ),
  "media.gallery_full": reason(
    "conflict",
    { en: "A product holds {limit} pictures.", fr: "Un produit contient {limit} images." },
    remedy.edit,
  ),
  "media.source_refused": reason(
    "invalid",
    {
      en: "Pictures are copied from public https addresses only.",
      fr: "Les images ne sont copiées que depuis des adresses https publiques.",
    },
    remedy.edit,
  ),
  "media.source_gone": reason(
    "not_found",
    {
      en: "There is no picture at this address any more (it answered {status}).",
      fr: "Il n'y a plus d'image à cette adresse (réponse {status}).",
    },
    remedy.edit,
    { who: "supplier" },
  ),
  "media.source_unavailable": reason(
    "unavailable",
    {
      en: "The address of the picture does not answer ({problem}).",
      fr: "L'adresse de l'image ne répond pas ({problem}).",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "media.storage_unavailable": reason(
    "unavailable",
    { en: "The store of files does not answer.", fr: "Le stockage des fichiers ne répond pas." },
    remedy.wait,
    { who: "platform", retry: true },
  ),
} as const;
