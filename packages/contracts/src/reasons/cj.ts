import { reason, remedy } from "./define.ts";

export const cjReasons = {
  "cj.not_connected": reason(
    "conflict",
    { en: "No CJ account is connected.", fr: "Aucun compte CJ n'est connecté." },
    remedy.reconnectCj,
    { who: "owner" },
  ),
  "cj.key_rejected": reason(
    "invalid",
    { en: "CJ does not accept this API key.", fr: "CJ n'accepte pas cette clé d'API." },
    remedy.reconnectCj,
    { who: "owner" },
  ),
  "cj.account_taken": reason(
    "conflict",
    { en: "This CJ account is connected to another merchant.", fr: "Ce compte CJ est connecté à un autre marchand." },
    remedy.contactUs,
    { who: "owner" },
  ),
  "cj.sandbox_refused": reason(
    "forbidden",
    {
      en: "Only demo merchants may use the simulated CJ.",
      fr: "Seuls les marchands de démonstration peuvent utiliser le CJ simulé.",
    },
    remedy.goBack,
    { who: "platform" },
  ),
  "cj.rate_limited": reason(
    "too_many",
    {
      en: "CJ asks us to slow down. The call waits its turn.",
      fr: "CJ nous demande de ralentir. L'appel attend son tour.",
    },
    remedy.wait,
    { who: "supplier", retry: true },
  ),
  "cj.points_exhausted": reason(
    "too_many",
    {
      en: "Today's CJ points are used up. They return at 00:00 UTC.",
      fr: "Les points CJ du jour sont épuisés. Ils reviennent à 00:00 UTC.",
    },
    remedy.wait,
    { who: "supplier", retry: true, later: true },
  ),
  "cj.unavailable": reason(
    "unavailable",
    { en: "CJ does not answer right now.", fr: "CJ ne répond pas pour l'instant." },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "cj.rejected": reason(
    "conflict",
    { en: "CJ refused the request (code {code}).", fr: "CJ a refusé la demande (code {code})." },
    remedy.contactUs,
    { who: "supplier" },
  ),
  "cj.unexpected_reply": reason(
    "unavailable",
    {
      en: "CJ answered with something we do not understand.",
      fr: "CJ a répondu par quelque chose que nous ne comprenons pas.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "cj.webhook_refused": reason(
    "conflict",
    {
      en: "CJ does not accept our address for its messages. We ask again by ourselves.",
      fr: "CJ n'accepte pas notre adresse pour ses messages. Nous redemandons de nous-mêmes.",
    },
    remedy.retry,
    { who: "supplier", retry: true },
  ),
  "cj.webhook_unreachable": reason(
    "conflict",
    {
      en: "CJ cannot reach this installation: it has no public address. Stock and cost are read on schedule.",
      fr: "CJ ne peut pas joindre cette installation : elle n'a pas d'adresse publique. Stocks et coûts sont lus selon l'horaire.",
    },
    remedy.contactUs,
    { who: "platform" },
  ),
  "cj.webhook_off": reason(
    "unavailable",
    {
      en: "CJ had stopped sending messages. We registered again and read what we may have missed.",
      fr: "CJ n'envoyait plus de messages. Nous nous sommes réinscrits et relisons ce qui a pu manquer.",
    },
    remedy.wait,
    { who: "supplier", retry: true },
  ),
  "cj.webhook_failing": reason(
    "conflict",
    {
      en: "Many of CJ's messages are refused here: their signature does not fit. CJ stops sending when this goes on.",
      fr: "Beaucoup de messages de CJ sont refusés ici : leur signature ne convient pas. CJ cessera d'en envoyer si cela dure.",
    },
    remedy.reconnectCj,
    { who: "owner" },
  ),
} as const;
