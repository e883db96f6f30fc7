import { reason, remedy } from "./define.ts";

const syncNow = { label: { en: "Sync now", fr: "Synchroniser" }, action: "retry" } as const;
export const templateReasons = {
  "templates.not_found": reason(
    "not_found",
    { en: "There is no such template.", fr: "Ce modèle n'existe pas." },
    remedy.openTemplates,
  ),
  "templates.name_taken": reason(
    "conflict",
    {
      en: "There is a template of this name in this language.",
      fr: "Un modèle de ce nom existe déjà dans cette langue.",
    },
    remedy.edit,
  ),
  "templates.changed_meanwhile": reason(
    "conflict",
    {
      en: "Somebody else has written a newer version meanwhile.",
      fr: "Quelqu'un d'autre a écrit une version plus récente entre-temps.",
    },
    remedy.reload,
  ),
  "templates.type_differs": reason(
    "invalid",
    {
      en: "What was sent makes a template of type {is}, not {asked}.",
      fr: "Le contenu envoyé donne un modèle de type {is}, et non {asked}.",
    },
    remedy.edit,
  ),
  "templates.foreign_parts": reason(
    "conflict",
    {
      en: "It has parts that can only be written in WhatsApp Manager. It can be sent from here, not changed.",
      fr: "Il contient des parties qui ne s'écrivent que dans WhatsApp Manager. Il peut être envoyé d'ici, pas modifié.",
    },
    remedy.goBack,
  ),
  "templates.no_account": reason(
    "conflict",
    {
      en: "No connected number of WhatsApp's Cloud API belongs to this template's account.",
      fr: "Aucun numéro connecté à la Cloud API de WhatsApp n'appartient au compte de ce modèle.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "templates.which_account": reason(
    "invalid",
    {
      en: "Several WhatsApp accounts are connected: say for which of them it is.",
      fr: "Plusieurs comptes WhatsApp sont connectés : précisez pour lequel.",
    },
    remedy.edit,
  ),
  "templates.has_findings": reason(
    "conflict",
    { en: "Meta would not take it: {problem}", fr: "Meta ne l'accepterait pas : {problem}" },
    remedy.edit,
  ),
  "templates.nothing_new": reason(
    "conflict",
    { en: "Meta has this version already.", fr: "Meta a déjà cette version." },
    remedy.goBack,
  ),
  "templates.under_review": reason(
    "conflict",
    {
      en: "Meta is looking at it. That takes minutes, at most a day; then it can be changed again.",
      fr: "Meta l'examine. Cela prend quelques minutes, au plus un jour ; il pourra ensuite être modifié.",
    },
    remedy.wait,
  ),
  "templates.not_changeable": reason(
    "conflict",
    {
      en: "Meta lets nobody change a template that is {status}.",
      fr: "Meta ne laisse pas modifier un modèle dans l'état {status}.",
    },
    remedy.goBack,
  ),
  "templates.category_fixed": reason(
    "conflict",
    {
      en: "The category of an approved template cannot be changed. Write a new one under another name.",
      fr: "La catégorie d'un modèle approuvé ne peut pas changer. Écrivez-en un nouveau sous un autre nom.",
    },
    remedy.edit,
  ),
  "templates.edited_lately": reason(
    "too_many",
    {
      en: "An approved template can be changed once in 24 hours and ten times in 30 days. The next change is possible from {at}.",
      fr: "Un modèle approuvé se modifie une fois en 24 heures et dix fois en 30 jours. Prochaine modification possible à partir du {at}.",
    },
    remedy.wait,
    { later: true },
  ),
  "templates.created_lately": reason(
    "too_many",
    {
      en: "An account can create 100 templates in an hour. Wait a little.",
      fr: "Un compte peut créer 100 modèles en une heure. Patientez un peu.",
    },
    remedy.wait,
    { retry: true },
  ),
  "templates.outcome_open": reason(
    "conflict",
    {
      en: "It was submitted and no answer has come: it may be at Meta. A sync finds out.",
      fr: "Il a été soumis et aucune réponse n'est venue : il est peut-être chez Meta. Une synchronisation le dira.",
    },
    syncNow,
  ),
  "templates.not_taken": reason(
    "conflict",
    {
      en: "It is not at Meta: the submission did not arrive. Submit it again.",
      fr: "Il n'est pas chez Meta : la soumission n'est pas arrivée. Soumettez-le de nouveau.",
    },
    remedy.retry,
  ),
  "templates.refused": reason(
    "conflict",
    { en: "Meta refused it: {detail}", fr: "Meta l'a refusé : {detail}" },
    remedy.edit,
  ),
  "templates.sample_unfit": reason(
    "invalid",
    {
      en: "WhatsApp shows pictures of type JPEG or PNG up to 5 MB above a message.",
      fr: "WhatsApp affiche au-dessus d'un message des images JPEG ou PNG de 5 Mo au plus.",
    },
    remedy.edit,
  ),
  "templates.gone_at_meta": reason(
    "conflict",
    {
      en: "It was deleted at Meta. Submit it again to have it back; an approved name stays taken for 30 days.",
      fr: "Il a été supprimé chez Meta. Soumettez-le de nouveau pour le retrouver ; un nom approuvé reste pris 30 jours.",
    },
    remedy.openTemplates,
  ),
  "templates.not_sendable": reason(
    "conflict",
    {
      en: "Only approved templates can be sent; this one is {status}.",
      fr: "Seuls les modèles approuvés peuvent être envoyés ; celui-ci est {status}.",
    },
    remedy.openTemplates,
  ),
  "templates.values_missing": reason(
    "invalid",
    { en: "The values do not fit the template: {problem}", fr: "Les valeurs ne conviennent pas au modèle : {problem}" },
    remedy.edit,
  ),
} as const;
