import { reason, remedy, type Reason } from "./define.ts";

const chooseTemplate = {
  ...remedy.openTemplates,
  label: { en: "Choose a template", fr: "Choisir un modèle" },
} as const satisfies Reason["remedy"];

/** Why a message did not reach its person. One code for each kind of failure that WhatsApp's rules know. */
export const messageReasons = {
  "messages.never_taken": reason(
    "unavailable",
    {
      en: "WhatsApp never took this message: for a day it told nothing of it, though it told of those sent around it. The campaign writes again.",
      fr: "WhatsApp n'a jamais pris ce message : un jour sans nouvelle, alors qu'il en a donné de ses voisins. La campagne réécrit.",
    },
    remedy.wait,
    { who: "supplier" },
  ),
  "messages.unavailable": reason(
    "unavailable",
    { en: "WhatsApp could not be reached.", fr: "WhatsApp était injoignable." },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "messages.rate_limited": reason(
    "too_many",
    {
      en: "WhatsApp takes no more messages for the moment.",
      fr: "WhatsApp n'accepte plus de messages pour l'instant.",
    },
    remedy.wait,
    { who: "supplier", retry: true },
  ),
  "messages.quality_limited": reason(
    "conflict",
    {
      en: "WhatsApp holds this number back because people reported or blocked its messages.",
      fr: "WhatsApp freine ce numéro parce que des personnes ont signalé ou bloqué ses messages.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "messages.marketing_capped": reason(
    "conflict",
    {
      en: "WhatsApp delivers no more marketing to this person for now.",
      fr: "WhatsApp ne remet plus de publicité à cette personne pour l'instant.",
    },
    remedy.wait,
    { who: "supplier", retry: true, later: true },
  ),
  "messages.window_closed": reason(
    "conflict",
    {
      en: "The customer last wrote more than 24 hours ago: only an approved template may be sent.",
      fr: "Le client a écrit il y a plus de 24 heures : seul un modèle approuvé peut être envoyé.",
    },
    chooseTemplate,
  ),
  "messages.opted_out": reason(
    "conflict",
    {
      en: "This person stopped such messages.",
      fr: "Cette personne ne veut plus de tels messages.",
    },
    remedy.goBack,
  ),
  "messages.unreachable": reason(
    "conflict",
    {
      en: "WhatsApp cannot deliver to this person; it does not say why.",
      fr: "WhatsApp ne peut pas remettre de message à cette personne et ne dit pas pourquoi.",
    },
    { label: { en: "Try another way", fr: "Essayer autrement" }, action: "go_back" },
  ),
  "messages.needs_phone": reason(
    "conflict",
    {
      en: "This kind of message needs a telephone number, which this person hides.",
      fr: "Ce type de message demande un numéro de téléphone, que cette personne cache.",
    },
    remedy.edit,
  ),
  "messages.template_unusable": reason(
    "conflict",
    {
      en: "The template is missing, paused or takes other values.",
      fr: "Le modèle manque, est en pause ou attend d'autres valeurs.",
    },
    chooseTemplate,
  ),
  "messages.media_failed": reason(
    "invalid",
    { en: "WhatsApp did not take the file.", fr: "WhatsApp n'a pas accepté le fichier." },
    remedy.edit,
  ),
  "messages.token_dead": reason(
    "unavailable",
    { en: "The number's access token is no longer valid.", fr: "Le jeton d'accès du numéro n'est plus valable." },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "messages.not_permitted": reason(
    "forbidden",
    {
      en: "The number's access token lacks a right.",
      fr: "Il manque un droit au jeton d'accès du numéro.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "messages.account_blocked": reason(
    "forbidden",
    { en: "Meta locked or restricted the account.", fr: "Meta a bloqué ou restreint le compte." },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "messages.setup_incomplete": reason(
    "conflict",
    {
      en: "The number is not fully set up at Meta: registration, name or payment.",
      fr: "Le numéro n'est pas entièrement installé chez Meta : enregistrement, nom ou paiement.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "messages.rejected": reason(
    "invalid",
    { en: "WhatsApp refused the message as it is.", fr: "WhatsApp a refusé le message tel quel." },
    remedy.edit,
  ),
  "messages.unsupported": reason(
    "invalid",
    { en: "This number cannot send messages of this kind.", fr: "Ce numéro ne peut pas envoyer ce type de message." },
    remedy.edit,
  ),
  "messages.unknown_outcome": reason(
    "unavailable",
    {
      en: "No answer came: the message may have been delivered. It is not sent again by itself.",
      fr: "Aucune réponse n'est venue : le message a peut-être été remis. Il n'est pas renvoyé de lui-même.",
    },
    remedy.wait,
    { who: "supplier" },
  ),
} as const;
