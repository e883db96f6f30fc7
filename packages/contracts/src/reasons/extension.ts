import { reason, remedy } from "./define.ts";

export const extensionReasons = {
  "extension.not_paired": reason(
    "unauthenticated",
    { en: "This browser is not paired yet.", fr: "Ce navigateur n'est pas encore associé." },
    remedy.pair,
  ),
  "extension.code_invalid": reason(
    "unauthenticated",
    {
      en: "This code is wrong, used or expired. Codes work once, for ten minutes.",
      fr: "Ce code est incorrect, déjà utilisé ou expiré. Un code sert une fois, pendant dix minutes.",
    },
    { label: { en: "Make a new code", fr: "Créer un nouveau code" }, action: "pair", href: "/settings/extension" },
  ),
  "extension.session_expired": reason(
    "unauthenticated",
    { en: "The pairing of this browser has expired.", fr: "L'association de ce navigateur a expiré." },
    remedy.pair,
  ),
  "extension.session_revoked": reason(
    "unauthenticated",
    { en: "This browser was disconnected in Settings.", fr: "Ce navigateur a été déconnecté dans les réglages." },
    remedy.pair,
    { who: "owner" },
  ),
  "extension.disconnected": reason(
    "unauthenticated",
    {
      en: "This pairing was ended from the extension itself.",
      fr: "Cette association a été terminée depuis l'extension elle-même.",
    },
    remedy.pair,
  ),
  "extension.token_invalid": reason(
    "unauthenticated",
    {
      en: "The access of this browser is not valid or has run out.",
      fr: "L'accès de ce navigateur n'est pas valable ou a pris fin.",
    },
    remedy.pair,
  ),
  "extension.refresh_reused": reason(
    "unauthenticated",
    {
      en: "This pairing was used from two places and was ended for safety.",
      fr: "Cette association a été utilisée à deux endroits et a été arrêtée par sécurité.",
    },
    remedy.pair,
    { who: "owner" },
  ),
  "extension.premium_required": reason(
    "plan_required",
    {
      en: "The Chrome extension is part of the Premium plan.",
      fr: "L'extension Chrome fait partie de l'offre Premium.",
    },
    remedy.upgrade,
    { who: "owner" },
  ),
  "extension.other_merchant": reason(
    "conflict",
    {
      en: "These products were collected for {merchant}. Pair this browser with it again, or discard them.",
      fr: "Ces produits ont été réunis pour {merchant}. Associez de nouveau ce navigateur à cette boutique, ou abandonnez-les.",
    },
    remedy.pair,
  ),
  "extension.queue_full": reason(
    "too_many",
    {
      en: "The queue of this browser is full with {count} products. Import or discard some first.",
      fr: "La file de ce navigateur est pleine avec {count} produits. Importez-en ou abandonnez-en d'abord.",
    },
    { label: { en: "Open the queue", fr: "Ouvrir la file" }, action: "open" },
  ),
  "extension.server_unreachable": reason(
    "unavailable",
    { en: "Your NexusOne server does not answer.", fr: "Votre serveur NexusOne ne répond pas." },
    remedy.retry,
    { who: "platform", retry: true },
  ),
} as const;
