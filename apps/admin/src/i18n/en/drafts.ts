/** Replies that the assistant suggests. */
export const drafts = {
  "draft.suggest": "Suggest a reply",
  "draft.writing": "Writing a suggestion…",
  "draft.from": "Drawn from",
  "draft.fromNothing": "Drawn from nothing the shop knows",
  "draft.undo": "Undo the suggestion",
  "draft.lookCloser": "Look closer: {why}",
  "draft.row.message": "“{label}”",
  "draft.row.order": "Order {label}",
  "draft.row.product": "{label}",
  "draft.row.shop": "Opening hours and the shop",
};
