import { reason, remedy } from "./define.ts";

/** What becomes of messages that vendors send us. */
export const inboxReasons = {
  "inbox.unknown_address": reason(
    "not_found",
    { en: "Nobody receives messages at this address.", fr: "Personne ne reçoit de messages à cette adresse." },
    remedy.goBack,
  ),
  "inbox.signature_wrong": reason(
    "unauthenticated",
    {
      en: "The message is not signed by the account that this address belongs to.",
      fr: "Le message n'est pas signé par le compte à qui appartient cette adresse.",
    },
    remedy.reconnectCj,
    { who: "owner" },
  ),
  "inbox.other_account": reason(
    "forbidden",
    { en: "The message names another account.", fr: "Le message nomme un autre compte." },
    remedy.goBack,
    { who: "supplier" },
  ),
  "inbox.unreadable": reason(
    "invalid",
    { en: "This is not a message that we understand.", fr: "Ce n'est pas un message que nous comprenons." },
    remedy.contactUs,
    { who: "platform" },
  ),
  "inbox.not_in_catalogue": reason(
    "not_found",
    {
      en: "It is about nothing in your catalogue.",
      fr: "Il ne concerne rien de votre catalogue.",
    },
    { label: { en: "Import products", fr: "Importer des produits" }, action: "open", href: "/imports/new" },
  ),
  "inbox.not_followed": reason(
    "conflict",
    {
      en: "Messages of this kind are kept, and nothing follows from them.",
      fr: "Les messages de ce type sont conservés, et rien n'en découle.",
    },
    remedy.goBack,
    { who: "platform" },
  ),
} as const;
