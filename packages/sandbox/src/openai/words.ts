/** What the simulated model can say. Languages it has no words for are answered in English. */
export type Words = {
  readonly hello: string;
  readonly later: string;
  readonly complaint: string;
  readonly unknown: string;
  readonly status: Readonly<Record<string, string>>;
  readonly inStock: string;
  readonly soldOut: string;
  readonly order: (number: string, status: string) => string;
  readonly parcel: (carrier: string, number: string) => string;
  readonly step: (what: string) => string;
  readonly expected: (day: string) => string;
  readonly page: (url: string) => string;
  readonly product: (name: string, price: string, stock: string) => string;
  readonly hours: (hours: string) => string;
};

export const WORDS: Readonly<Record<"en" | "fr", Words>> = {
  en: {
    hello: "Hello, thank you for your message.",
    later: "Let me look into it and come back to you.",
    complaint: "The customer is unhappy with what they received.",
    unknown: "None of the facts answers this.",
    status: {
      pending: "waiting to be confirmed",
      confirmed: "confirmed",
      processing: "being prepared",
      on_hold: "being looked at by us",
      partially_shipped: "partly on its way",
      shipped: "on its way",
      delivered: "delivered",
      cancelled: "cancelled",
    },
    inStock: ", in stock",
    soldOut: ", sold out at the moment",
    order: (number, status) => `Your order ${number} is ${status}.`,
    parcel: (carrier, number) => `${carrier} has it${number && ` under ${number}`}.`,
    step: (what) => `Last news: ${what}.`,
    expected: (day) => `It should arrive by ${day}.`,
    page: (url) => `You can follow it at ${url}`,
    product: (name, price, stock) => `${name}: ${price}${stock}.`,
    hours: (hours) => `We answer ${hours}.`,
  },
  fr: {
    hello: "Bonjour, merci pour votre message.",
    later: "Je regarde et je reviens vers vous.",
    complaint: "Le client n'est pas content de ce qu'il a reçu.",
    unknown: "Aucun des faits n'y répond.",
    status: {
      pending: "en attente de confirmation",
      confirmed: "confirmée",
      processing: "en préparation",
      on_hold: "en cours de vérification",
      partially_shipped: "en partie en route",
      shipped: "en route",
      delivered: "livrée",
      cancelled: "annulée",
    },
    inStock: ", en stock",
    soldOut: ", épuisé pour le moment",
    order: (number, status) => `Votre commande ${number} est ${status}.`,
    parcel: (carrier, number) => `Elle est chez ${carrier}${number && ` sous le numéro ${number}`}.`,
    step: (what) => `Dernière nouvelle : ${what}.`,
    expected: (day) => `Elle devrait arriver d'ici le ${day}.`,
    page: (url) => `Vous pouvez la suivre sur ${url}`,
    product: (name, price, stock) => `${name} : ${price}${stock}.`,
    hours: (hours) => `Nous répondons ${hours}.`,
  },
};
