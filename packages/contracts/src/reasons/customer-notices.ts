import { reason, remedy } from "./define.ts";

const sendAgain = { label: { en: "Send it again", fr: "Envoyer à nouveau" }, action: "retry" } as const;

export const customerNoticeReasons = {
  "customer_notices.not_found": reason(
    "not_found",
    { en: "This message to a customer does not exist.", fr: "Ce message à un client n'existe pas." },
    remedy.goBack,
  ),
  "customer_notices.told_already": reason(
    "conflict",
    { en: "The customer has this message already.", fr: "Le client a déjà ce message." },
    remedy.reload,
  ),
  "customer_notices.no_address": reason(
    "invalid",
    {
      en: "No e-mail address of this customer is known.",
      fr: "Aucune adresse e-mail de ce client n'est connue.",
    },
    { label: { en: "Add an address", fr: "Ajouter une adresse" }, action: "edit" },
  ),
  "customer_notices.no_whatsapp": reason(
    "conflict",
    {
      en: "This customer neither wrote to the shop on WhatsApp nor agreed to news of orders there.",
      fr: "Ce client n'a ni écrit à la boutique sur WhatsApp ni accepté d'y recevoir des nouvelles de ses commandes.",
    },
    remedy.goBack,
  ),
  "customer_notices.no_template": reason(
    "conflict",
    {
      en: "The customer last wrote more than 24 hours ago, and no approved template tells this step.",
      fr: "Le client a écrit il y a plus de 24 heures et aucun modèle approuvé n'annonce cette étape.",
    },
    remedy.openTemplates,
  ),
  "customer_notices.number_down": reason(
    "unavailable",
    {
      en: "The shop's WhatsApp number did not work.",
      fr: "Le numéro WhatsApp de la boutique ne fonctionnait pas.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "customer_notices.quiet_hours": reason(
    "conflict",
    {
      en: "It is sent on WhatsApp when the quiet hours are over.",
      fr: "Il part sur WhatsApp à la fin des heures calmes.",
    },
    remedy.wait,
  ),
  "customer_notices.taken_back": reason(
    "conflict",
    {
      en: "A colleague took the message back before it left.",
      fr: "Un collègue a retiré le message avant son départ.",
    },
    sendAgain,
  ),
  "customer_notices.suppressed": reason(
    "conflict",
    {
      en: "This customer does not want messages about orders.",
      fr: "Ce client ne veut pas de messages sur ses commandes.",
    },
    remedy.goBack,
  ),
  "customer_notices.switched_off": reason(
    "conflict",
    {
      en: "Messages of this step are switched off in the settings.",
      fr: "Les messages de cette étape sont désactivés dans les réglages.",
    },
    {
      label: { en: "Open the settings", fr: "Ouvrir les réglages" },
      action: "open",
      href: "/settings/messages",
    },
  ),
  "customer_notices.not_sent": reason(
    "unavailable",
    {
      en: "The mail server did not take the message.",
      fr: "Le serveur de messagerie n'a pas pris le message.",
    },
    sendAgain,
    { retry: true },
  ),
  "customer_notices.outcome_unknown": reason(
    "conflict",
    {
      en: "Whether the message went out is not known, so it was not sent again.",
      fr: "On ne sait pas si le message est parti ; il n'a donc pas été renvoyé.",
    },
    sendAgain,
  ),
} as const;
