import { reason, remedy } from "./define.ts";

/** Refusals every feature shares. */
export const requestReasons = {
  "request.invalid": reason(
    "invalid",
    { en: "Something in this request is not valid: {problem}", fr: "Cette demande n'est pas valide : {problem}" },
    remedy.edit,
  ),
  "request.unauthenticated": reason(
    "unauthenticated",
    { en: "You are not signed in.", fr: "Vous n'êtes pas connecté." },
    remedy.signIn,
  ),
  "request.forbidden": reason(
    "forbidden",
    { en: "Your role does not allow this ({permission}).", fr: "Votre rôle ne le permet pas ({permission})." },
    remedy.askOwner,
    { who: "owner" },
  ),
  "request.scope_missing": reason(
    "forbidden",
    {
      en: "This browser was paired without the right to do this ({permission}).",
      fr: "Ce navigateur a été associé sans ce droit ({permission}).",
    },
    remedy.pair,
    { who: "owner" },
  ),
  "request.merchant_required": reason(
    "invalid",
    { en: "The request does not name a merchant.", fr: "La demande ne nomme aucun marchand." },
    remedy.goBack,
  ),
  "request.merchant_forbidden": reason(
    "forbidden",
    { en: "You are not a member of this merchant.", fr: "Vous n'êtes pas membre de ce marchand." },
    remedy.goBack,
    { who: "owner" },
  ),
  "request.origin_refused": reason(
    "forbidden",
    {
      en: "This request came from a page that may not make it.",
      fr: "Cette demande vient d'une page qui n'en a pas le droit.",
    },
    remedy.reload,
  ),
  "request.not_found": reason(
    "not_found",
    { en: "There is nothing here, or it is not yours.", fr: "Il n'y a rien ici, ou ce n'est pas à vous." },
    remedy.goBack,
  ),
  "request.too_many": reason(
    "too_many",
    { en: "Too many requests. Try again in {seconds} s.", fr: "Trop de demandes. Réessayez dans {seconds} s." },
    remedy.wait,
    { retry: true },
  ),
  "request.too_large": reason(
    "too_large",
    { en: "The request is too large.", fr: "La demande est trop volumineuse." },
    remedy.edit,
  ),
  "request.batch_too_large": reason(
    "invalid",
    { en: "A batch holds at most {limit} calls.", fr: "Un lot contient au plus {limit} appels." },
    remedy.edit,
  ),
  "request.database_unavailable": reason(
    "unavailable",
    {
      en: "The database did not answer. Nothing was changed.",
      fr: "La base de données n'a pas répondu. Rien n'a été modifié.",
    },
    remedy.retry,
    { who: "platform", retry: true },
  ),
  "request.internal": reason(
    "unavailable",
    {
      en: "Something went wrong on our side ({requestId}).",
      fr: "Une erreur est survenue de notre côté ({requestId}).",
    },
    remedy.retry,
    { who: "platform", retry: true },
  ),
} as const;
