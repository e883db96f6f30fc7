import { reason, remedy } from "./define.ts";

const askAgain = { label: { en: "Ask for it again", fr: "Le redemander" }, action: "edit" } as const;

export const chatFileReasons = {
  "chat_files.gone": reason(
    "not_found",
    {
      en: "WhatsApp does not have this file any more. Only who sent it can send it again.",
      fr: "WhatsApp n'a plus ce fichier. Seule la personne qui l'a envoyé peut le renvoyer.",
    },
    askAgain,
  ),
  "chat_files.damaged": reason(
    "unavailable",
    {
      en: "What WhatsApp handed over is not the whole file that was announced.",
      fr: "Ce que WhatsApp a transmis n'est pas le fichier entier annoncé.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "chat_files.not_found": reason(
    "not_found",
    { en: "This file is not there any more.", fr: "Ce fichier n'existe plus." },
    remedy.reload,
  ),
  "chat_files.empty": reason("invalid", { en: "The file is empty.", fr: "Le fichier est vide." }, remedy.edit),
  "chat_files.too_large": reason(
    "too_large",
    {
      en: "WhatsApp takes {kind} up to {megabytes} MB.",
      fr: "WhatsApp accepte {kind} jusqu'à {megabytes} Mo.",
    },
    { label: { en: "Choose a smaller file", fr: "Choisir un fichier plus petit" }, action: "edit" },
    {
      words: {
        kind: {
          image: { en: "pictures", fr: "les images" },
          video: { en: "videos", fr: "les vidéos" },
          audio: { en: "sound", fr: "les sons" },
          document: { en: "documents", fr: "les documents" },
        },
      },
    },
  ),
  "chat_files.type_refused": reason(
    "invalid",
    {
      en: "WhatsApp takes pictures, MP4 and 3GP videos, AAC, AMR, MP3, M4A and OGG sound, PDF, text and Office files.",
      fr: "WhatsApp accepte les images, les vidéos MP4 et 3GP, les sons AAC, AMR, MP3, M4A et OGG, les PDF, textes et fichiers Office.",
    },
    { label: { en: "Choose another file", fr: "Choisir un autre fichier" }, action: "edit" },
  ),
} as const;
