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
} as const;
