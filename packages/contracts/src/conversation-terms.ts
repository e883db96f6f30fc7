// No schemas here: tables and screens carry this file.

/** `waiting`: the customer's turn. `snoozed` comes back by itself; a new message opens whatever is not open. */
export const CONVERSATION_STATES = ["open", "waiting", "snoozed", "closed"] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** Who answers; never two at once. */
export const CONVERSATION_HANDLERS = ["none", "human", "assistant"] as const;
export type ConversationHandler = (typeof CONVERSATION_HANDLERS)[number];

/** `user` is the customer, `human` a colleague, here or on the shop's phone. */
export const MESSAGE_AUTHORS = ["user", "assistant", "human"] as const;
export type MessageAuthor = (typeof MESSAGE_AUTHORS)[number];

export const MESSAGE_DIRECTIONS = ["in", "out"] as const;
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

/**
 * `received` came in. What goes out is `queued`, then `sending` from before the call; `unknown`: no answer came and nothing is
 * sent again by itself. From `accepted` on the vendor's statuses tell.
 */
export const CHAT_MESSAGE_STATES = [
  "received",
  "queued",
  "sending",
  "unknown",
  "accepted",
  "sent",
  "delivered",
  "read",
  "played",
  "failed",
  "cancelled",
] as const;
export type ChatMessageState = (typeof CHAT_MESSAGE_STATES)[number];

/** What happened to a message before the message itself was here. */
export const HELD_NEWS = ["status", "reaction", "edit", "revoke"] as const;
export type HeldNewsKind = (typeof HELD_NEWS)[number];
/** How long such news waits for its message. */
export const HELD_NEWS_DAYS = 8;

/** What is sent first. `campaign` gives way to everything that a person waits for. */
export const SEND_PRIORITIES = ["now", "normal", "campaign"] as const;
export type SendPriority = (typeof SEND_PRIORITIES)[number];

/** No tab counts further. */
export const COUNTED_CONVERSATIONS = 1_000;
