export const substitutes = {
  "substitutes.title": "Remplacer ce qui manque",
  "substitutes.hint":
    "D'autres variantes du même produit, disponibles à la commande. Ce que le client a payé ne change pas.",
  "substitutes.ordered": "Commandé",
  "substitutes.now": "Maintenant {label}. Renvoyez la commande, ou choisissez-en une autre.",
  "substitutes.choices": "À la place de {label}",
  "substitutes.cost": "Coût à l'unité",
  "substitutes.leaves": "La commande laisse",
  "substitutes.before": "avant",
  "substitutes.after": "après",
  "substitutes.floor": "Sous votre plancher",
  "substitutes.choose": "Choisir",
  "substitutes.chooseOne": "Choisir {label}",
  "substitutes.none":
    "Aucune autre variante de ce produit n'est disponible pour le moment. Attendez son retour ou annulez la commande.",
  "substitutes.confirm": "Remplacer {from} par {to} ?",
  "substitutes.confirmText":
    "La ligne la désigne dès lors. Vous pouvez encore en choisir une autre jusqu'à l'envoi. Si les commandes partent d'elles-mêmes, celle-ci part aussitôt.",
  "substitutes.act": "Remplacer",
  "substitutes.done": "Commande {number} : remplacée.",
  "substitutes.instead": "au lieu de {label}",
  "substitutes.event": "A remplacé une variante",
  "substitutes.variant": "Variante",
};
