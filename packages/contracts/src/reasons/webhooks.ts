import { reason, remedy, type Reason } from "./define.ts";

const openWebhooks = {
  label: { en: "Open webhooks", fr: "Ouvrir les webhooks" },
  action: "open",
  href: "/settings/webhooks",
} as const;
/** Why an attempt did not arrive. The receiver's side can put it right. */
const attempt = (en: string, fr: string, retry: boolean): Reason =>
  reason("unavailable", { en, fr }, openWebhooks, { who: "owner", retry });

export const webhookReasons = {
  "webhooks.too_many": reason(
    "conflict",
    { en: "A shop has at most {limit} webhook endpoints.", fr: "Une boutique a au plus {limit} points de webhook." },
    openWebhooks,
    { who: "owner" },
  ),
  "webhooks.url_refused": reason(
    "invalid",
    {
      en: "An endpoint needs a public https address without user name or password.",
      fr: "Un point de webhook demande une adresse https publique, sans identifiant ni mot de passe.",
    },
    remedy.edit,
  ),
  "webhooks.not_pausable": reason(
    "conflict",
    { en: "This endpoint is switched off already.", fr: "Ce point est déjà désactivé." },
    openWebhooks,
  ),
  "webhooks.replay_too_large": reason(
    "invalid",
    {
      en: "A replay sends at most {limit} events. Choose a shorter time.",
      fr: "Un renvoi comporte au plus {limit} événements. Choisissez une période plus courte.",
    },
    remedy.edit,
  ),
  "webhooks.timeout": attempt("The receiver did not answer in time.", "Le destinataire n'a pas répondu à temps.", true),
  "webhooks.unreachable": attempt("The receiver could not be reached.", "Le destinataire est injoignable.", true),
  "webhooks.unresolved": attempt(
    "The host name of the receiver was not found.",
    "Le nom d'hôte du destinataire est introuvable.",
    true,
  ),
  "webhooks.failing": attempt(
    "The receiver answered with an error that may pass.",
    "Le destinataire a répondu par une erreur qui peut passer.",
    true,
  ),
  "webhooks.rejected": attempt(
    "The receiver refused the event; it is not sent again by itself.",
    "Le destinataire a refusé l'événement ; il n'est pas renvoyé automatiquement.",
    false,
  ),
  "webhooks.redirected": attempt(
    "The receiver redirects in a way that is not followed. Enter the final address.",
    "Le destinataire redirige d'une façon qui n'est pas suivie. Saisissez l'adresse finale.",
    false,
  ),
  "webhooks.private_address": attempt(
    "The receiver's address is private or reserved; events go to public addresses only.",
    "L'adresse du destinataire est privée ou réservée ; les événements ne vont qu'à des adresses publiques.",
    false,
  ),
  "webhooks.gone": attempt(
    "The receiver answered 410: it wants no more events.",
    "Le destinataire a répondu 410 : il ne veut plus d'événements.",
    false,
  ),
  "webhooks.failed_for_days": attempt(
    "The receiver has failed for five days.",
    "Le destinataire échoue depuis cinq jours.",
    false,
  ),
} as const;
