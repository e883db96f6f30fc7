import { reason } from "./define.ts";

const order = (en: string, fr: string) => ({ label: { en, fr }, action: "open", href: "/orders/{orderId}" }) as const;
const resend = order("Send it again", "Renvoyer");

export const fulfilmentReasons = {
  "fulfilment.not_found": reason(
    "not_found",
    { en: "There is no such order at a supplier.", fr: "Cette commande fournisseur n'existe pas." },
    order("Open the order", "Ouvrir la commande"),
  ),
  "fulfilment.not_confirmed": reason(
    "conflict",
    {
      en: "Only a confirmed order goes to a supplier.",
      fr: "Seule une commande confirmée part chez un fournisseur.",
    },
    order("Confirm the order", "Confirmer la commande"),
  ),
  "fulfilment.nothing_to_send": reason(
    "conflict",
    {
      en: "Nothing of this order has to be ordered from a supplier.",
      fr: "Rien dans cette commande n'est à commander chez un fournisseur.",
    },
    order("Open the order", "Ouvrir la commande"),
  ),
  "fulfilment.no_carrier": reason(
    "conflict",
    {
      en: "{supplier} has no carrier for these goods to {country}.",
      fr: "{supplier} n'a pas de transporteur pour ces articles vers {country}.",
    },
    order("Change the address", "Modifier l'adresse"),
  ),
  "fulfilment.variant_removed": reason(
    "conflict",
    {
      en: "{supplier} no longer sells something in this order. Replace it, or cancel the order.",
      fr: "{supplier} ne vend plus un article de cette commande. Remplacez-le ou annulez la commande.",
    },
    resend,
  ),
  "fulfilment.out_of_stock": reason(
    "conflict",
    {
      en: "{supplier} has too few pieces left. Send it again when there are more, or cancel the order.",
      fr: "{supplier} n'a plus assez de pièces. Renvoyez-la au retour du stock ou annulez la commande.",
    },
    resend,
  ),
  "fulfilment.address_refused": reason(
    "conflict",
    {
      en: "{supplier} does not accept the address: {message}. Correct it, then send the order again.",
      fr: "{supplier} refuse l'adresse : {message}. Corrigez-la, puis renvoyez la commande.",
    },
    order("Correct the address", "Corriger l'adresse"),
  ),
  "fulfilment.number_taken": reason(
    "conflict",
    {
      en: "{supplier} has another order under the number {number}. Send it again under a new one.",
      fr: "{supplier} a une autre commande sous le numéro {number}. Renvoyez-la sous un nouveau numéro.",
    },
    resend,
  ),
  "fulfilment.refused": reason(
    "conflict",
    {
      en: "{supplier} refused the order (code {code}).",
      fr: "{supplier} a refusé la commande (code {code}).",
    },
    resend,
  ),
  "fulfilment.price_moved": reason(
    "conflict",
    {
      en: "{supplier} asks {asked} instead of {planned} US dollars. Nothing was paid.",
      fr: "{supplier} demande {asked} au lieu de {planned} dollars US. Rien n'a été payé.",
    },
    order("Agree and pay", "Accepter et payer"),
  ),
  "fulfilment.balance_insufficient": reason(
    "conflict",
    {
      en: "Your balance at {supplier} does not cover {asked} US dollars. Top it up; we try again by ourselves.",
      fr: "Votre solde chez {supplier} ne couvre pas {asked} dollars US. Rechargez-le ; nous réessayons de nous-mêmes.",
    },
    order("Try again now", "Réessayer maintenant"),
    { who: "owner", retry: true },
  ),
  "fulfilment.spending_limit": reason(
    "conflict",
    {
      en: "Automatic payments have reached today's limit of {limit} US dollars. Pay by hand, or wait until tomorrow.",
      fr: "Les paiements automatiques ont atteint la limite du jour de {limit} dollars US. Payez à la main ou attendez demain.",
    },
    order("Pay by hand", "Payer à la main"),
    { retry: true, later: true },
  ),
  "fulfilment.supplier_cancelled": reason(
    "conflict",
    {
      en: "{supplier} cancelled the order and gives back what was paid for it.",
      fr: "{supplier} a annulé la commande et rend ce qui a été payé.",
    },
    resend,
  ),
  "fulfilment.already_paid": reason(
    "conflict",
    {
      en: "{supplier} has been paid for this order: it can no longer be taken back.",
      fr: "{supplier} a été payé pour cette commande : elle ne peut plus être reprise.",
    },
    order("Open the order", "Ouvrir la commande"),
  ),
  "fulfilment.not_payable": reason(
    "conflict",
    {
      en: "This order is not waiting for a payment, or its price is another one by now.",
      fr: "Cette commande n'attend pas de paiement, ou son prix a changé.",
    },
    { label: { en: "Reload the page", fr: "Recharger la page" }, action: "reload" },
  ),
  "fulfilment.parcel_stalled": reason(
    "conflict",
    {
      en: "No news of parcel {tracking} for {days} days. Ask {supplier}, or open a dispute there.",
      fr: "Aucune nouvelle du colis {tracking} depuis {days} jours. Interrogez {supplier} ou ouvrez-y un litige.",
    },
    order("Open the order", "Ouvrir la commande"),
    { who: "supplier" },
  ),
  "fulfilment.delivery_failed": reason(
    "conflict",
    {
      en: "Parcel {tracking} could not be delivered: {message}.",
      fr: "Le colis {tracking} n'a pas pu être livré : {message}.",
    },
    order("Open the order", "Ouvrir la commande"),
    { who: "supplier" },
  ),
} as const;
