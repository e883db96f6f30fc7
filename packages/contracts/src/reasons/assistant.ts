import { reason, remedy } from "./define.ts";

const byHand = { label: { en: "Write it yourself", fr: "Écrire vous-même" }, action: "edit" } as const;

/** What keeps the assistant from helping. A reply can always be written by hand. */
export const assistantReasons = {
  "assistant.not_configured": reason(
    "unavailable",
    {
      en: "No language model is set up here for this number: whoever runs NexusOne sets OPENAI_API_KEY.",
      fr: "Aucun modèle de langage n'est configuré ici pour ce numéro : la personne qui exploite NexusOne définit OPENAI_API_KEY.",
    },
    byHand,
    { who: "platform" },
  ),
  "assistant.misconfigured": reason(
    "unavailable",
    {
      en: "The language model refuses our key, our model's name or the request.",
      fr: "Le modèle de langage refuse notre clé, le nom du modèle ou la demande.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "assistant.quota_used_up": reason(
    "unavailable",
    {
      en: "What was paid for the language model is used up.",
      fr: "Le crédit payé pour le modèle de langage est épuisé.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "assistant.busy": reason(
    "unavailable",
    {
      en: "The language model has too much to do right now.",
      fr: "Le modèle de langage est trop sollicité en ce moment.",
    },
    remedy.wait,
    { who: "supplier", retry: true },
  ),
  "assistant.unavailable": reason(
    "unavailable",
    { en: "The language model does not answer.", fr: "Le modèle de langage ne répond pas." },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "assistant.refused": reason(
    "conflict",
    {
      en: "The language model does not want to write about this.",
      fr: "Le modèle de langage ne veut pas écrire à ce sujet.",
    },
    byHand,
  ),
  "assistant.unusable": reason(
    "unavailable",
    {
      en: "The language model's answer could not be used.",
      fr: "La réponse du modèle de langage n'est pas utilisable.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "assistant.too_often": reason(
    "too_many",
    {
      en: "Your shop has asked for {limit} drafts within a minute.",
      fr: "Votre boutique a demandé {limit} brouillons en une minute.",
    },
    remedy.wait,
    { retry: true },
  ),
} as const;
