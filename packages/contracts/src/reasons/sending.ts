import { reason, remedy } from "./define.ts";

/** What keeps a message from being sent before WhatsApp has seen it. `field` is the part of the message: "buttons[2].title". */
export const sendingReasons = {
  "sending.message_not_found": reason(
    "not_found",
    { en: "This message does not exist.", fr: "Ce message n'existe pas." },
    remedy.goBack,
  ),
  "sending.empty": reason(
    "invalid",
    { en: "{field} is missing or empty.", fr: "{field} manque ou est vide." },
    remedy.edit,
  ),
  "sending.too_long": reason(
    "invalid",
    {
      en: "{field} has {actual} characters, WhatsApp takes {limit}.",
      fr: "{field} compte {actual} caractères, WhatsApp en accepte {limit}.",
    },
    remedy.edit,
  ),
  "sending.too_many": reason(
    "invalid",
    {
      en: "{actual} {field} are too many, WhatsApp takes {limit}.",
      fr: "{actual} {field}, WhatsApp en accepte {limit}.",
    },
    remedy.edit,
  ),
  "sending.not_unique": reason(
    "invalid",
    { en: "{field} must differ from one another.", fr: "{field} doivent être tous différents." },
    remedy.edit,
  ),
  "sending.not_allowed": reason(
    "invalid",
    { en: "{field} is not possible in this kind of message.", fr: "{field} est impossible dans ce type de message." },
    remedy.edit,
  ),
  "sending.no_channel": reason(
    "conflict",
    {
      en: "No WhatsApp number is connected that could send it.",
      fr: "Aucun numéro WhatsApp connecté ne peut l'envoyer.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "sending.channel_disconnected": reason(
    "conflict",
    {
      en: "The number of this conversation is no longer connected.",
      fr: "Le numéro de cette conversation n'est plus connecté.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "sending.waits_for_channel": reason(
    "unavailable",
    {
      en: "It waits until the number works again.",
      fr: "Il attend que le numéro fonctionne de nouveau.",
    },
    remedy.openNumbers,
    { who: "owner", retry: true },
  ),
  "sending.no_address": reason(
    "conflict",
    {
      en: "Nobody knows how to reach this person on WhatsApp.",
      fr: "On ne sait pas comment joindre cette personne sur WhatsApp.",
    },
    { label: { en: "Add a number", fr: "Ajouter un numéro" }, action: "edit" },
  ),
  "sending.daily_limit": reason(
    "too_many",
    {
      en: "The number has begun to write to {limit} people in 24 hours, which is what Meta allows it.",
      fr: "Le numéro a commencé à écrire à {limit} personnes en 24 heures, ce que Meta lui permet.",
    },
    remedy.wait,
    { later: true },
  ),
  "sending.not_resendable": reason(
    "conflict",
    {
      en: "Only a message that failed, or of which nobody knows, can be sent again.",
      fr: "Seul un message échoué, ou au sort inconnu, peut être renvoyé.",
    },
    remedy.reload,
  ),
  "sending.may_arrive_twice": reason(
    "conflict",
    {
      en: "The message may have arrived: sent again, the customer may have it twice.",
      fr: "Le message est peut-être arrivé : renvoyé, le client pourrait l'avoir deux fois.",
    },
    { label: { en: "Send it all the same", fr: "Envoyer quand même" }, action: "retry" },
  ),
  "sending.repeated_already": reason(
    "conflict",
    { en: "This message was sent again already.", fr: "Ce message a déjà été renvoyé." },
    remedy.reload,
  ),
  "sending.left_already": reason(
    "conflict",
    { en: "The message has left and cannot be held back.", fr: "Le message est parti et ne peut plus être retenu." },
    remedy.reload,
  ),
} as const;
