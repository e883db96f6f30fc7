import { reason, remedy } from "./define.ts";

const openOrder = {
  label: { en: "Open the order", fr: "Ouvrir la commande" },
  action: "open",
  href: "/orders/{orderId}",
} as const;

export const paymentReasons = {
  "payments.refund_too_large": reason(
    "conflict",
    {
      en: "Only {most} can still go back for this order: no refund exceeds what came in.",
      fr: "Il ne reste que {most} à rembourser sur cette commande : un remboursement ne dépasse jamais l'encaissé.",
    },
    openOrder,
  ),
  "payments.reference_taken": reason(
    "conflict",
    {
      en: "{reference} is on record for another payment. Each payment has a reference of its own.",
      fr: "{reference} figure déjà pour un autre paiement. Chaque paiement a sa propre référence.",
    },
    remedy.edit,
  ),
  "payments.currency_differs": reason(
    "invalid",
    {
      en: "The order is in {currency}, so its payments are too.",
      fr: "La commande est en {currency}, ses paiements aussi.",
    },
    remedy.edit,
  ),
  "payments.demo_only": reason(
    "forbidden",
    {
      en: "Simulated payments exist in demo shops only.",
      fr: "Les paiements simulés n'existent que dans les boutiques de démonstration.",
    },
    remedy.edit,
  ),
} as const;
