export const erasures = {
  "erasures.card": "Right to be forgotten",
  "erasures.cardHint": "Deletes what is kept about this person, in chats, orders and parcels. Amounts and dates stay.",
  "erasures.erase": "Forget this customer…",
  "erasures.eraseTitle": "Forget {name} for ever?",
  "erasures.eraseText":
    "Name, numbers, addresses, messages and notes are deleted everywhere and cannot be brought back. That it was done stays on record.",
  "erasures.eraseAction": "Delete everything",
  "erasures.done": "Forgotten. The proof of it stays and names nobody.",
  "erasures.requests": "Asked to be forgotten",
  "erasures.requestsHint": "The law gives a month for the answer. Open a customer to decide.",
  "erasures.openOrders": { one: "{count} order under way", other: "{count} orders under way" },
  "erasures.due": "Due",
} as const;
