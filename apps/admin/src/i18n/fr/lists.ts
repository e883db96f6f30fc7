import type { lists as source } from "../en/lists.ts";
import type { Translated } from "../en/index.ts";

export const lists: Translated<typeof source> = {
  "catalogue.near": "Rien ne contient « {word} ». À la place :",
  "catalogue.menu": "Plus d'actions sur cette liste",
  "catalogue.export": "Exporter en CSV",
  "catalogue.exported": "Le fichier est dans vos téléchargements.",
  "catalogue.further": "Plus de filtres",
  "catalogue.further.count": { one: "Plus de filtres : {count}", other: "Plus de filtres : {count}" },
  "catalogue.further.priceFrom": "Prix à partir de",
  "catalogue.further.priceTo": "Prix jusqu'à",
  "catalogue.further.marginFrom": "Marge à partir de",
  "catalogue.further.marginTo": "Marge jusqu'à",
  "catalogue.further.belowFloor": "Marge plancher",
  "catalogue.further.belowFloor.yes": "Sous le plancher",
  "catalogue.further.belowFloor.no": "Au plancher ou au-dessus",
  "catalogue.further.edited": "Modifié à la main",
  "catalogue.further.edited.yes": "Modifié",
  "catalogue.further.edited.no": "Tel qu'importé",
  "catalogue.further.since": "Importé depuis le",
  "catalogue.further.apply": "Afficher les produits",
  "catalogue.further.bad.amount": "Entrez un montant, par exemple 12,50.",
  "catalogue.further.bad.number": "Entrez un pourcentage, par exemple 12,5.",
  "catalogue.further.bad.order": "C'est moins que le début.",
};
