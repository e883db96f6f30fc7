import { reason, remedy } from "./define.ts";

/** Why a notice did not go out. */
export const notificationReasons = {
  "notification.sms_unavailable": reason(
    "unavailable",
    {
      en: "This installation has no provider for text messages.",
      fr: "Cette installation n'a pas de fournisseur de SMS.",
    },
    remedy.edit,
    { who: "platform" },
  ),
  "notification.address_missing": reason(
    "invalid",
    {
      en: "There is no address to send to on this channel yet ({channel}).",
      fr: "Aucune adresse n'est encore enregistrée pour ce canal ({channel}).",
    },
    remedy.edit,
  ),
  "notification.slack_refused": reason(
    "invalid",
    {
      en: "Slack does not accept this webhook address any more.",
      fr: "Slack n'accepte plus cette adresse de webhook.",
    },
    remedy.edit,
  ),
  "notification.slack_address": reason(
    "invalid",
    {
      en: "This is no address of a Slack incoming webhook (https://hooks.slack.com/services/...).",
      fr: "Ce n'est pas l'adresse d'un webhook entrant de Slack (https://hooks.slack.com/services/...).",
    },
    remedy.edit,
  ),
  "notification.sms_refused": reason(
    "invalid",
    {
      en: "The provider refused the number {phone}.",
      fr: "Le fournisseur a refusé le numéro {phone}.",
    },
    remedy.edit,
  ),
  "notification.not_sent": reason(
    "unavailable",
    {
      en: "The message could not be handed over. It is tried again for some hours.",
      fr: "Le message n'a pas pu être remis. Un nouvel essai a lieu pendant quelques heures.",
    },
    remedy.retry,
    { who: "platform", retry: true },
  ),
} as const;
