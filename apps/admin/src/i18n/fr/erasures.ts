import type { erasures as source } from "../en/erasures.ts";
import type { Translated } from "../en/index.ts";

export const erasures: Translated<typeof source> = {
  "erasures.card": "Droit à l'oubli",
  "erasures.cardHint":
    "Supprime ce qui est conservé sur cette personne : conversations, commandes, colis. Montants et dates restent.",
  "erasures.erase": "Oublier ce client…",
  "erasures.eraseTitle": "Oublier {name} pour toujours ?",
  "erasures.eraseText":
    "Nom, numéros, adresses, messages et notes sont supprimés partout et ne peuvent pas revenir. La preuve que c'est fait reste.",
  "erasures.eraseAction": "Tout supprimer",
  "erasures.done": "Oublié. La preuve reste et ne nomme personne.",
  "erasures.requests": "Demandes d'oubli",
  "erasures.requestsHint": "La loi donne un mois pour répondre. Ouvrez un client pour décider.",
  "erasures.openOrders": { one: "{count} commande en cours", other: "{count} commandes en cours" },
  "erasures.due": "À traiter",
};
