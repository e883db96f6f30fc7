import { reason, remedy } from "./define.ts";

/** What stands in the way of a shop's WhatsApp numbers. */
export const channelReasons = {
  "channels.environment_missing": reason(
    "unavailable",
    {
      en: "This installation does not reach the simulated WhatsApp that the number belongs to.",
      fr: "Cette installation n'atteint pas le WhatsApp simulé auquel appartient ce numéro.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "webhook.foreign_channel": reason(
    "forbidden",
    {
      en: "The message names a number that is not connected through the app that signed it.",
      fr: "Le message nomme un numéro qui n'est pas connecté par l'application qui l'a signé.",
    },
    {
      label: { en: "Open WhatsApp numbers", fr: "Ouvrir les numéros WhatsApp" },
      action: "open",
      href: "/settings/whatsapp",
    },
    { who: "owner" },
  ),
} as const;
