import type { Sentence } from "@nexusone/contracts/locale";
import type { Fulfilment, OrderStatus } from "@nexusone/contracts/order-terms";

/** What a customer reads of where an order is: one line, and what it means for them. */
export const STATUS: Record<OrderStatus, { readonly title: Sentence; readonly text: Sentence }> = {
  pending: {
    title: { en: "We have your order", fr: "Nous avons votre commande" },
    text: { en: "It will be confirmed soon.", fr: "Elle sera bientôt confirmée." },
  },
  on_hold: {
    title: { en: "We are looking into your order", fr: "Nous examinons votre commande" },
    text: { en: "Something has to be settled before it goes on.", fr: "Un point est à régler avant la suite." },
  },
  confirmed: {
    title: { en: "Your order is confirmed", fr: "Votre commande est confirmée" },
    text: { en: "It is being prepared.", fr: "Elle est en préparation." },
  },
  processing: {
    title: { en: "Your order is being prepared", fr: "Votre commande est en préparation" },
    text: { en: "It leaves as soon as it is packed.", fr: "Elle part dès qu'elle est emballée." },
  },
  partially_shipped: {
    title: { en: "A part of your order is on its way", fr: "Une partie de votre commande est en route" },
    text: { en: "The rest follows in another parcel.", fr: "Le reste suit dans un autre colis." },
  },
  shipped: {
    title: { en: "Your order is on its way", fr: "Votre commande est en route" },
    text: { en: "It was handed to the carrier.", fr: "Elle a été remise au transporteur." },
  },
  delivered: {
    title: { en: "Your order has arrived", fr: "Votre commande est arrivée" },
    text: { en: "It was delivered.", fr: "Elle a été livrée." },
  },
  cancelled: {
    title: { en: "Your order was cancelled", fr: "Votre commande a été annulée" },
    text: { en: "It will not be sent.", fr: "Elle ne sera pas envoyée." },
  },
  failed: {
    title: { en: "There is a problem with your order", fr: "Votre commande rencontre un problème" },
    text: { en: "The shop is taking care of it.", fr: "La boutique s'en occupe." },
  },
};

/** What the shop itself noted of a parcel. */
export const PARCEL: Record<Fulfilment, Sentence> = {
  pending: { en: "Prepared", fr: "Préparé" },
  confirmed: { en: "Prepared", fr: "Préparé" },
  processing: { en: "Being packed", fr: "En cours d'emballage" },
  shipped: { en: "On its way", fr: "En route" },
  delivered: { en: "Delivered", fr: "Livré" },
  cancelled: { en: "Cancelled", fr: "Annulé" },
  failed: { en: "Could not be delivered", fr: "N'a pas pu être livré" },
};

export const WORDS = {
  order: { en: "Order {number}", fr: "Commande {number}" },
  forWhom: { en: "For {name}, {city}", fr: "Pour {name}, {city}" },
  placed: { en: "Ordered on {date}", fr: "Commandée le {date}" },
  eta: { en: "Expected by {date}", fr: "Attendue d'ici au {date}" },
  progress: { en: "Progress", fr: "Avancement" },
  ordered: { en: "Ordered", fr: "Commandée" },
  prepared: { en: "Prepared", fr: "Préparée" },
  sent: { en: "On its way", fr: "En route" },
  arrived: { en: "Arrived", fr: "Arrivée" },
  done: { en: "done", fr: "fait" },
  now: { en: "now", fr: "en cours" },
  open: { en: "to come", fr: "à venir" },
  parcel: { en: "Parcel", fr: "Colis" },
  parcelOf: { en: "Parcel {nth} of {count}", fr: "Colis {nth} sur {count}" },
  unit: { en: "{count} item", fr: "{count} article" },
  units: { en: "{count} items", fr: "{count} articles" },
  carrierPage: { en: "Follow it at the carrier", fr: "Suivre chez le transporteur" },
  stalled: {
    en: "No news of this parcel for {days} days. If it worries you, write to the shop.",
    fr: "Ce colis est sans nouvelles depuis {days} jours. Si cela vous inquiète, écrivez à la boutique.",
  },
  nothingSent: { en: "No parcel has left yet.", fr: "Aucun colis n'est encore parti." },
  missing: { en: "This page does not exist", fr: "Cette page n'existe pas" },
  missingText: {
    en: "The link is wrong or no longer valid. Ask the shop you ordered from for a new one.",
    fr: "Le lien est faux ou n'est plus valable. Demandez-en un nouveau à la boutique.",
  },
  busy: { en: "One moment, please", fr: "Un instant, s'il vous plaît" },
  busyText: {
    en: "This page was asked for very often. Try again in a few minutes.",
    fr: "Cette page a été demandée très souvent. Réessayez dans quelques minutes.",
  },
} as const satisfies Record<string, Sentence>;
