import { reason, remedy } from "./define.ts";

const openKeys = {
  label: { en: "Open API keys", fr: "Ouvrir les clés d'API" },
  action: "open",
  href: "/settings/api",
} as const;

export const apiKeyReasons = {
  "api_keys.invalid": reason(
    "unauthenticated",
    { en: "This API key does not exist.", fr: "Cette clé d'API n'existe pas." },
    openKeys,
    { who: "owner" },
  ),
  "api_keys.revoked": reason(
    "unauthenticated",
    { en: "This API key was revoked.", fr: "Cette clé d'API a été révoquée." },
    openKeys,
    { who: "owner" },
  ),
  "api_keys.expired": reason(
    "unauthenticated",
    { en: "This API key has expired.", fr: "Cette clé d'API a expiré." },
    openKeys,
    { who: "owner" },
  ),
  "api_keys.creator_left": reason(
    "unauthenticated",
    {
      en: "Whoever created this API key is not a member of the shop any more, so the key has no rights.",
      fr: "La personne qui a créé cette clé d'API ne fait plus partie de la boutique : la clé n'a plus aucun droit.",
    },
    openKeys,
    { who: "owner" },
  ),
  "api_keys.scope_missing": reason(
    "forbidden",
    { en: "This API key lacks the scope {permission}.", fr: "Cette clé d'API n'a pas le droit {permission}." },
    openKeys,
    { who: "owner" },
  ),
  "api_keys.not_a_person": reason(
    "forbidden",
    {
      en: "Only a person can do this: sign in instead of using an API key.",
      fr: "Seule une personne peut le faire : connectez-vous plutôt que d'utiliser une clé d'API.",
    },
    remedy.signIn,
  ),
  "api_keys.two_credentials": reason(
    "invalid",
    {
      en: "Send the API key either as Authorization or as X-API-Key, not both.",
      fr: "Envoyez la clé d'API soit dans Authorization, soit dans X-API-Key, pas dans les deux.",
    },
    remedy.edit,
  ),
  "api_keys.too_many": reason(
    "conflict",
    {
      en: "A shop has at most {limit} working API keys. Revoke one that is not needed.",
      fr: "Une boutique a au plus {limit} clés d'API actives. Révoquez-en une qui ne sert plus.",
    },
    openKeys,
    { who: "owner" },
  ),
} as const;
