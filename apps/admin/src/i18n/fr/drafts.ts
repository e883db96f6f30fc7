export const drafts = {
  "draft.suggest": "Proposer une réponse",
  "draft.writing": "Une proposition s'écrit…",
  "draft.from": "D'après",
  "draft.fromNothing": "D'après rien de ce que la boutique sait",
  "draft.undo": "Annuler la proposition",
  "draft.lookCloser": "À regarder de plus près : {why}",
  "draft.row.message": "« {label} »",
  "draft.row.order": "Commande {label}",
  "draft.row.product": "{label}",
  "draft.row.shop": "Les horaires et la boutique",
};
