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
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.sandbox_refused": reason(
    "forbidden",
    {
      en: "Only demo merchants may use the simulated WhatsApp.",
      fr: "Seuls les marchands de démonstration peuvent utiliser le WhatsApp simulé.",
    },
    remedy.goBack,
    { who: "platform" },
  ),
  "channels.taken": reason(
    "conflict",
    {
      en: "This WhatsApp number is connected to another merchant.",
      fr: "Ce numéro WhatsApp est connecté à un autre marchand.",
    },
    remedy.contactUs,
    { who: "owner" },
  ),
  "channels.too_many": reason(
    "conflict",
    { en: "A shop has at most {limit} WhatsApp numbers.", fr: "Une boutique a au plus {limit} numéros WhatsApp." },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.disconnected": reason(
    "conflict",
    {
      en: "This number is disconnected. Connect it again first.",
      fr: "Ce numéro est déconnecté. Reconnectez-le d'abord.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.app_needed": reason(
    "invalid",
    {
      en: "This installation has no app at Meta: give the id and secret of your own.",
      fr: "Cette installation n'a pas d'application chez Meta : donnez l'identifiant et la clé secrète de la vôtre.",
    },
    remedy.edit,
    { who: "owner" },
  ),
  "channels.app_rejected": reason(
    "invalid",
    {
      en: "Meta does not know an app with this id and secret.",
      fr: "Meta ne connaît pas d'application avec cet identifiant et cette clé secrète.",
    },
    remedy.edit,
    { who: "owner" },
  ),
  "channels.no_own_app": reason(
    "conflict",
    {
      en: "This number has no app of yours, so there is no secret to change.",
      fr: "Ce numéro n'a pas d'application à vous : il n'y a pas de clé secrète à changer.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.number_not_found": reason(
    "invalid",
    {
      en: "The token opens no number with this id.",
      fr: "Le jeton n'ouvre aucun numéro avec cet identifiant.",
    },
    remedy.edit,
    { who: "owner" },
  ),
  "channels.nobody_wrote": reason(
    "conflict",
    {
      en: "Nobody wrote to this number from there yet. Send it a message first, then try again.",
      fr: "Personne n'a encore écrit à ce numéro depuis là. Envoyez-lui d'abord un message, puis réessayez.",
    },
    remedy.retry,
    { who: "owner", retry: true },
  ),
  "channels.wrong_account": reason(
    "invalid",
    {
      en: "The number belongs to another WhatsApp account than {accountId}.",
      fr: "Le numéro appartient à un autre compte WhatsApp que {accountId}.",
    },
    remedy.edit,
    { who: "owner" },
  ),
  "channels.token_refused": reason(
    "invalid",
    {
      en: "This token is not accepted: it is mistyped, it has ended, or it belongs to another number.",
      fr: "Ce jeton n'est pas accepté : il est mal recopié, il a expiré, ou il appartient à un autre numéro.",
    },
    remedy.edit,
    { who: "owner" },
  ),
  "channels.token_dead": reason(
    "conflict",
    {
      en: "WhatsApp no longer accepts the number's token.",
      fr: "WhatsApp n'accepte plus le jeton du numéro.",
    },
    { ...remedy.openNumbers, label: { en: "Enter a new token", fr: "Saisir un nouveau jeton" } },
    { who: "owner" },
  ),
  "channels.not_permitted": reason(
    "conflict",
    {
      en: "The token may not use this number: give it whatsapp_business_messaging and whatsapp_business_management, and access to the account.",
      fr: "Le jeton n'a pas le droit d'utiliser ce numéro : donnez-lui whatsapp_business_messaging et whatsapp_business_management, et l'accès au compte.",
    },
    { ...remedy.openNumbers, label: { en: "Enter a new token", fr: "Saisir un nouveau jeton" } },
    { who: "owner" },
  ),
  "channels.account_blocked": reason(
    "conflict",
    {
      en: "WhatsApp has blocked or restricted the account. Only an appeal at Meta helps.",
      fr: "WhatsApp a bloqué ou restreint le compte. Seul un recours auprès de Meta peut aider.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.setup_incomplete": reason(
    "conflict",
    {
      en: "The number's set-up at the provider is not finished.",
      fr: "La configuration du numéro chez le fournisseur n'est pas terminée.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.session_lost": reason(
    "conflict",
    {
      en: "The phone is no longer linked to Whapi. Scan the code on Whapi's page again.",
      fr: "Le téléphone n'est plus lié à Whapi. Scannez à nouveau le code sur la page de Whapi.",
    },
    remedy.openNumbers,
    { who: "owner" },
  ),
  "channels.quality_low": reason(
    "conflict",
    {
      en: "Too many people blocked or reported this number: WhatsApp takes no more messages for now.",
      fr: "Trop de personnes ont bloqué ou signalé ce numéro : WhatsApp ne prend plus de messages pour l'instant.",
    },
    remedy.openNumbers,
    { who: "owner", retry: true },
  ),
  "channels.rate_limited": reason(
    "too_many",
    {
      en: "WhatsApp asks us to slow down. What waits goes out by itself.",
      fr: "WhatsApp nous demande de ralentir. Ce qui attend partira de lui-même.",
    },
    remedy.wait,
    { who: "supplier", retry: true },
  ),
  "channels.unavailable": reason(
    "unavailable",
    { en: "WhatsApp does not answer right now.", fr: "WhatsApp ne répond pas pour l'instant." },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "channels.unexpected_reply": reason(
    "unavailable",
    {
      en: "WhatsApp answered with something we do not understand.",
      fr: "WhatsApp a répondu par quelque chose que nous ne comprenons pas.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "channels.webhook_unreachable": reason(
    "conflict",
    {
      en: "WhatsApp cannot reach this installation: it has no public address. Messages can be sent and none come in.",
      fr: "WhatsApp ne peut pas joindre cette installation : elle n'a pas d'adresse publique. On peut envoyer, rien n'arrive.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "channels.webhook_refused": reason(
    "conflict",
    {
      en: "WhatsApp did not take our address for incoming messages. We ask again by ourselves; it can also be typed in by hand.",
      fr: "WhatsApp n'a pas accepté notre adresse pour les messages entrants. Nous redemandons de nous-mêmes ; on peut aussi la saisir à la main.",
    },
    remedy.openNumbers,
    { who: "owner", retry: true },
  ),
  "channels.webhook_silent": reason(
    "unavailable",
    {
      en: "The address for incoming messages does not answer from here.",
      fr: "L'adresse pour les messages entrants ne répond pas d'ici.",
    },
    remedy.retry,
    { who: "platform", retry: true },
  ),
  "channels.signature_broken": reason(
    "conflict",
    {
      en: "A body signed with the stored secret is not accepted at the address: something on the way changes it, or the address belongs to another app.",
      fr: "Un corps signé avec la clé enregistrée n'est pas accepté à l'adresse : quelque chose le modifie en route, ou l'adresse est celle d'une autre application.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
} as const;
