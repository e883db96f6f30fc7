import { reason, remedy } from "./define.ts";

const openOrder = {
  label: { en: "Open the order", fr: "Ouvrir la commande" },
  action: "open",
  href: "/orders/{orderId}",
} as const;

export const disputeReasons = {
  "disputes.not_found": reason(
    "not_found",
    {
      en: "There is no such dispute or order at a supplier.",
      fr: "Ce litige ou cette commande fournisseur n'existe pas.",
    },
    remedy.goBack,
  ),
  "disputes.not_paid": reason(
    "conflict",
    {
      en: "Only an order that was paid at the supplier can be disputed: before that it is taken back.",
      fr: "Seule une commande payée au fournisseur peut faire l'objet d'un litige : avant, elle se reprend.",
    },
    openOrder,
  ),
  "disputes.already_open": reason(
    "conflict",
    {
      en: "A dispute about this order is open already. Note what came of it first.",
      fr: "Un litige est déjà ouvert pour cette commande. Notez d'abord son issue.",
    },
    openOrder,
  ),
  "disputes.settled": reason(
    "conflict",
    { en: "The outcome of this dispute is on record already.", fr: "L'issue de ce litige est déjà enregistrée." },
    remedy.reload,
  ),
} as const;
