import { reason, remedy } from "./define.ts";

/** Why a campaign cannot be launched or stopped, and why one person of it is left out. */
export const campaignReasons = {
  "campaigns.not_found": reason(
    "not_found",
    { en: "This campaign does not exist.", fr: "Cette campagne n'existe pas." },
    remedy.goBack,
  ),
  "campaigns.wrong_state": reason(
    "conflict",
    {
      en: "That is not possible now: the campaign {state}.",
      fr: "Impossible pour l'instant : la campagne {state}.",
    },
    remedy.reload,
    {
      words: {
        state: {
          draft: { en: "is a draft", fr: "est un brouillon" },
          launched: { en: "is launched", fr: "est lancée" },
          running: { en: "is running", fr: "est en cours" },
          paused: { en: "is paused", fr: "est en pause" },
          done: { en: "is done", fr: "est terminée" },
          ended: { en: "was ended", fr: "a été arrêtée" },
        },
      },
    },
  ),
  "campaigns.recall_over": reason(
    "conflict",
    {
      en: "The minute is over: messages have begun to leave. Pause the campaign instead.",
      fr: "La minute est écoulée : les messages ont commencé à partir. Mettez plutôt la campagne en pause.",
    },
    remedy.reload,
  ),
  "campaigns.no_content": reason(
    "invalid",
    { en: "Choose what is sent first.", fr: "Choisissez d'abord ce qui est envoyé." },
    remedy.edit,
  ),
  "campaigns.needs_template": reason(
    "conflict",
    {
      en: "This number begins conversations with approved templates alone. Choose one.",
      fr: "Ce numéro n'ouvre une conversation qu'avec un modèle approuvé. Choisissez-en un.",
    },
    remedy.openTemplates,
  ),
  "campaigns.template_elsewhere": reason(
    "conflict",
    {
      en: "This template belongs to the account of another number.",
      fr: "Ce modèle appartient au compte d'un autre numéro.",
    },
    remedy.edit,
  ),
  "campaigns.nobody": reason(
    "conflict",
    { en: "Nobody would get it: widen the audience.", fr: "Personne ne le recevrait : élargissez l'audience." },
    remedy.edit,
  ),
  "campaigns.too_many_people": reason(
    "conflict",
    {
      en: "More than {max} people: narrow the audience, or make several campaigns.",
      fr: "Plus de {max} personnes : resserrez l'audience, ou faites plusieurs campagnes.",
    },
    remedy.edit,
  ),
  "campaigns.schedule_past": reason(
    "conflict",
    {
      en: "That time is over everywhere. Choose a later one.",
      fr: "Cette heure est passée partout. Choisissez-en une plus tardive.",
    },
    remedy.edit,
  ),
  "campaigns.no_consent": reason(
    "conflict",
    { en: "They have not agreed to marketing.", fr: "Cette personne n'a pas accepté le marketing." },
    remedy.openCustomers,
  ),
  "campaigns.consent_withdrawn": reason(
    "conflict",
    { en: "They took their consent back.", fr: "Cette personne a retiré son accord." },
    remedy.openCustomers,
  ),
  "campaigns.no_us_marketing": reason(
    "conflict",
    {
      en: "WhatsApp delivers no marketing to numbers in the United States.",
      fr: "WhatsApp ne distribue aucun marketing aux numéros des États-Unis.",
    },
    remedy.goBack,
  ),
  "campaigns.values_missing": reason(
    "conflict",
    {
      en: "Something the message says of them is not known, and nothing stands in for it.",
      fr: "Le message dit d'eux quelque chose que l'on ignore, et rien ne le remplace.",
    },
    remedy.edit,
  ),
  "campaigns.person_merged": reason(
    "conflict",
    {
      en: "This contact was merged into another one since.",
      fr: "Ce contact a été fusionné avec un autre depuis.",
    },
    remedy.openCustomers,
  ),
  "campaigns.left_out": reason(
    "conflict",
    {
      en: "Somebody ended the campaign before their turn.",
      fr: "La campagne a été arrêtée avant leur tour.",
    },
    remedy.startOver,
  ),
  "campaigns.scheduled": reason(
    "conflict",
    { en: "It is not time yet where they are.", fr: "Ce n'est pas encore l'heure là où ils sont." },
    remedy.wait,
  ),
  "campaigns.waits_for_limit": reason(
    "too_many",
    {
      en: "The number has written to as many people as WhatsApp allows in a day. It goes on by itself when that is over.",
      fr: "Le numéro a écrit à autant de personnes que WhatsApp le permet par jour. La suite part d'elle-même après.",
    },
    remedy.wait,
    { later: true },
  ),
  "campaigns.waits_for_reports": reason(
    "unavailable",
    {
      en: "Whether WhatsApp took some messages is not known. Whoever it reports nothing of for a day is written to then.",
      fr: "On ignore si WhatsApp a pris certains messages. S'il n'en dit rien pendant un jour, ils partent alors.",
    },
    remedy.wait,
    { who: "supplier" },
  ),
  "campaigns.quality_dropped": reason(
    "conflict",
    {
      en: "The number's quality dropped: people block or report it. Look at what you send and to whom before going on.",
      fr: "La qualité du numéro a baissé : des gens le bloquent ou le signalent. Revoyez quoi et à qui avant de reprendre.",
    },
    remedy.openNumbers,
  ),
  "campaigns.stopped_by_whatsapp": reason(
    "conflict",
    {
      en: "WhatsApp restricts what this number may send (131048). Let it rest before going on.",
      fr: "WhatsApp restreint les envois de ce numéro (131048). Laissez-le reposer avant de reprendre.",
    },
    remedy.openNumbers,
  ),
  "campaigns.template_lost": reason(
    "conflict",
    {
      en: "The template may no longer be sent: WhatsApp paused, changed or removed it.",
      fr: "Le modèle ne peut plus être envoyé : WhatsApp l'a mis en pause, modifié ou retiré.",
    },
    remedy.openTemplates,
  ),
} as const;
