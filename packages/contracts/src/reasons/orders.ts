import type { Sentence } from "../locale.ts";
import type { Fulfilment } from "../order-terms.ts";
import { reason, remedy } from "./define.ts";

const openOrder = {
  label: { en: "Open the order", fr: "Ouvrir la commande" },
  action: "open",
  href: "/orders/{orderId}",
} as const;

/** How far an order has come, inside a sentence. */
const COME: Record<Fulfilment, Sentence> = {
  pending: { en: "not confirmed", fr: "à confirmer" },
  confirmed: { en: "confirmed", fr: "confirmée" },
  processing: { en: "being prepared", fr: "en préparation" },
  shipped: { en: "shipped", fr: "expédiée" },
  delivered: { en: "delivered", fr: "livrée" },
  cancelled: { en: "cancelled", fr: "annulée" },
  failed: { en: "failed", fr: "échouée" },
};

export const orderReasons = {
  "orders.not_found": reason(
    "not_found",
    { en: "This order does not exist.", fr: "Cette commande n'existe pas." },
    remedy.goBack,
  ),
  "orders.variant_not_found": reason(
    "not_found",
    {
      en: "{variant} is not in your catalogue.",
      fr: "{variant} n'est pas dans votre catalogue.",
    },
    remedy.edit,
  ),
  "orders.contact_not_found": reason(
    "not_found",
    { en: "This customer does not exist.", fr: "Ce client n'existe pas." },
    remedy.edit,
  ),
  "orders.not_for_sale": reason(
    "conflict",
    {
      en: "{name} is not for sale at present. Switch it on in the catalogue first.",
      fr: "{name} n'est pas en vente actuellement. Activez-le d'abord dans le catalogue.",
    },
    remedy.openProduct,
  ),
  "orders.out_of_stock": reason(
    "conflict",
    {
      en: "{name}: {wanted} wanted, {free} free. Nothing was reserved.",
      fr: "{name} : {wanted} en demande, {free} en stock libre. Rien n'a été réservé.",
    },
    remedy.edit,
  ),
  "orders.number_taken": reason(
    "conflict",
    {
      en: "Order {number} exists already, with other content.",
      fr: "La commande {number} existe déjà, avec un autre contenu.",
    },
    openOrder,
  ),
  "orders.discount_too_high": reason(
    "invalid",
    {
      en: "The discount is higher than the order.",
      fr: "La remise dépasse le montant de la commande.",
    },
    remedy.edit,
  ),
  "orders.illegal_transition": reason(
    "conflict",
    {
      en: "This order is {from}, so it cannot become {to}.",
      fr: "Cette commande est {from} et ne peut pas devenir {to}.",
    },
    remedy.reload,
    { words: { from: COME, to: COME } },
  ),
  "orders.on_hold": reason(
    "conflict",
    {
      en: "This order is on hold. Settle what it waits for first.",
      fr: "Cette commande est en attente. Réglez d'abord ce qu'elle attend.",
    },
    openOrder,
  ),
  "orders.nothing_to_ship": reason(
    "conflict",
    {
      en: "No more units of this order can go into a parcel.",
      fr: "Plus aucun article de cette commande ne peut partir dans un colis.",
    },
    remedy.reload,
  ),
  "orders.address_incomplete": reason(
    "invalid",
    {
      en: "No parcel can go to this address yet: {count} of its parts must be put right.",
      fr: "Aucun colis ne peut encore partir à cette adresse. Éléments à corriger : {count}.",
    },
    { label: { en: "Correct the address", fr: "Corriger l'adresse" }, action: "edit" },
  ),
  "orders.at_loss": reason(
    "conflict",
    {
      en: "At today's cost this order loses money. Release it if you want it all the same.",
      fr: "Au coût du jour, cette commande est à perte. Levez l'attente si vous la voulez quand même.",
    },
    { label: { en: "Look at the margin", fr: "Voir la marge" }, action: "edit" },
  ),
  "orders.batch_unchanged": reason(
    "conflict",
    { en: "There is nothing to do here: it is like that already.", fr: "Il n'y a rien à faire : c'est déjà ainsi." },
    openOrder,
  ),
  "orders.batch_moved": reason(
    "conflict",
    {
      en: "This order has changed since the preview, so it was left as it is. Look at it, then preview again.",
      fr: "Cette commande a changé depuis l'aperçu et a été laissée telle quelle. Vérifiez-la, puis refaites l'aperçu.",
    },
    openOrder,
    { retry: true },
  ),
  "orders.batch_discarded": reason(
    "conflict",
    {
      en: "Somebody discarded this work before it came to this order.",
      fr: "Ce travail a été abandonné avant d'arriver à cette commande.",
    },
    openOrder,
  ),
  "orders.sent_by_supplier": reason(
    "conflict",
    {
      en: "A supplier sends this order and tells when its parcels leave.",
      fr: "Un fournisseur expédie cette commande et annonce le départ de ses colis.",
    },
    openOrder,
  ),
  "orders.line_sent": reason(
    "conflict",
    {
      en: "These units are with a supplier or in a parcel already. They can no longer be replaced.",
      fr: "Ces articles sont déjà chez un fournisseur ou dans un colis. Ils ne peuvent plus être remplacés.",
    },
    remedy.reload,
  ),
  "orders.nothing_to_substitute": reason(
    "conflict",
    {
      en: "Nothing of this order waits for a replacement.",
      fr: "Rien dans cette commande n'attend un remplacement.",
    },
    remedy.reload,
  ),
  "orders.substitute_gone": reason(
    "conflict",
    {
      en: "{variant} cannot be ordered any more. Choose another one.",
      fr: "{variant} n'est plus disponible. Choisissez-en une autre.",
    },
    remedy.reload,
  ),
  "orders.substituted_meanwhile": reason(
    "conflict",
    {
      en: "Somebody has replaced it by {variant} meanwhile. Look again before you change it.",
      fr: "Quelqu'un l'a déjà remplacé par {variant}. Vérifiez avant de changer.",
    },
    remedy.reload,
  ),
  "orders.held_by_hand": reason(
    "conflict",
    { en: "Put on hold by hand. {note}", fr: "Mise en attente à la main. {note}" },
    { label: { en: "Release it", fr: "Lever l'attente" }, action: "edit" },
  ),
} as const;
