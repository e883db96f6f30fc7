import type { DeliveryPlace } from "@nexusone/contracts/delivery-preference-terms";
import type { Sentence } from "@nexusone/contracts/locale";

/** The driver's page. */
export const DRIVER = {
  title: { en: "Delivery {number}", fr: "Livraison {number}" },
  open: { en: "To be delivered", fr: "À livrer" },
  under: { en: "On the way", fr: "En route" },
  done: { en: "Delivered", fr: "Livré" },
  doneText: {
    en: "Thank you, {name}. You can still add a picture or a note.",
    fr: "Merci, {name}. Vous pouvez encore ajouter une photo ou une note.",
  },
  held: {
    en: "The shop has put this order on hold. Wait for its word before you start.",
    fr: "La boutique a mis cette commande en attente. Attendez son accord avant de partir.",
  },
  where: { en: "Where to", fr: "Destination" },
  what: { en: "What to bring", fr: "À apporter" },
  wishes: { en: "The customer asked", fr: "Souhaits du client" },
  days: { en: "Best on: {days}", fr: "De préférence : {days}" },
  window: { en: "Between {from} and {until}", fr: "Entre {from} et {until}" },
  call: { en: "Call", fr: "Appeler" },
  map: { en: "Map", fr: "Carte" },
  start: { en: "Start the delivery", fr: "Commencer la livraison" },
  complete: { en: "It is delivered", fr: "C'est livré" },
  note: { en: "Note (if there is something to say)", fr: "Note (s'il y a quelque chose à dire)" },
  save: { en: "Save note and picture", fr: "Enregistrer la note et la photo" },
  photo: { en: "Picture (if you can take one)", fr: "Photo (si vous pouvez en prendre une)" },
  photoHint: {
    en: "JPEG, PNG or WebP. With a bad connection, finish without it and add it later: this page stays open for a day.",
    fr: "JPEG, PNG ou WebP. Si la connexion est mauvaise, terminez sans elle et ajoutez-la plus tard : cette page reste ouverte un jour.",
  },
  hasPhoto: {
    en: "A picture is saved. Another one takes its place.",
    fr: "Une photo est enregistrée. Une autre la remplace.",
  },
  again: {
    en: "This can be sent again: nothing happens twice.",
    fr: "Tout peut être renvoyé : rien n'arrive deux fois.",
  },
  missing: { en: "This delivery does not exist", fr: "Cette livraison n'existe pas" },
  missingText: {
    en: "It was withdrawn, or it is over for more than a day. Ask the shop.",
    fr: "Elle a été retirée, ou elle est terminée depuis plus d'un jour. Demandez à la boutique.",
  },
} as const satisfies Record<string, Sentence>;

/** Where the customer wants it left. */
export const PLACE: Record<DeliveryPlace, Sentence> = {
  in_person: { en: "Only into their own hands", fr: "En mains propres uniquement" },
  door: { en: "At the door", fr: "Devant la porte" },
  neighbour: { en: "With a neighbour", fr: "Chez un voisin" },
  reception: { en: "At the reception", fr: "À l'accueil" },
  letterbox: { en: "In the letterbox", fr: "Dans la boîte aux lettres" },
  safe_place: { en: "In the place they describe", fr: "À l'endroit indiqué" },
};
