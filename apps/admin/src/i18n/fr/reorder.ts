import type { Translated } from "../en/index.ts";
import type { reorder as source } from "../en/reorder.ts";

export const reorder: Translated<typeof source> = {
  "reorder.title": "Réassort",
  "reorder.suggested": "À commander",
  "reorder.never": "Personne n'a encore regardé ce qui se vend.",
  "reorder.lookedAt": "Ventes et stock :",
  "reorder.look": "Regarder à nouveau",
  "reorder.found": { one: "{count} article à commander", other: "{count} articles à commander" },
  "reorder.suggestedEmpty": "Rien à commander",
  "reorder.suggestedEmptyText": "Ce qui manquerait avant l'arrivée de nouveaux articles est nommé ici, avec le calcul.",
  "reorder.ordered": "En route",
  "reorder.orderedHint": "Compte comme attendu jusqu'à ce que vous disiez ce qui est arrivé.",
  "reorder.orderedEmpty": "Rien n'est en route",
  "reorder.orderedEmptyText": "Ce que vous avez noté comme commandé attend ici son arrivée.",
  "reorder.lasts": { one: "dure {count} jour", other: "dure {count} jours" },
  "reorder.expected": "Attendu",
  "reorder.dismiss": "Pas maintenant",
  "reorder.supplied": "Le fournisseur tient ce stock",
  "reorder.quantity": "Unités à commander",
  "reorder.came": "Unités arrivées",
  "reorder.units": "unités",
  "reorder.order": "Commandé",
  "reorder.receive": "Arrivé",
  "reorder.noted": "Noté comme commandé.",
  "reorder.received": { one: "{count} unité est en stock.", other: "{count} unités sont en stock." },
  "reorder.sum":
    "{weekly} par semaine : {expected} seront vendues + {safety} de réserve − {available} en stock − {coming} attendues = {suggested}",
  "reorder.outlook": "Sur l'année",
  "reorder.outlookHint":
    "Ce que votre boutique vend chaque semaine, par rapport à une semaine ordinaire. La saison fait partie de chaque calcul ci-dessus.",
  "reorder.noSeason": {
    one: "{count} semaine de ventes est connue. Une saison se voit après un an ; d'ici là, chaque semaine compte comme ordinaire.",
    other:
      "{count} semaines de ventes sont connues. Une saison se voit après un an ; d'ici là, chaque semaine compte comme ordinaire.",
  },
  "reorder.strongest": "Le plus fort vers {month} : {factor} fois une semaine ordinaire.",
  "reorder.backTest":
    "Essayée {trials} fois sur votre propre passé, la prévision de quatre semaines s'est trompée de {error}, « comme les quatre dernières semaines » de {naive}.",
  "reorder.noBackTest":
    "Avec plus de semaines de ventes, la prévision est essayée sur votre propre passé et son erreur est montrée ici.",
  "reorder.terms": "Comment vous commandez",
  "reorder.termsHint": "Compte à partir du prochain calcul.",
  "reorder.enabled": "Regarder chaque jour",
  "reorder.enabledHint": "Les suggestions vous attendent ; rien n'est acheté tout seul.",
  "reorder.leadDays": "Les articles mettent",
  "reorder.leadDaysHint": "De votre commande à l'étagère.",
  "reorder.coverDays": "Une commande doit durer",
  "reorder.coverDaysHint": "Après son arrivée.",
  "reorder.days": "jours",
  "reorder.wrongDays": "Entre 1 et 365 jours.",
};
