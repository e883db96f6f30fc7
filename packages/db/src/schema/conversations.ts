import {
  CHAT_MESSAGE_STATES,
  CONVERSATION_HANDLERS,
  CONVERSATION_STATES,
  HELD_NEWS,
  MESSAGE_AUTHORS,
  MESSAGE_DIRECTIONS,
  SEND_PRIORITIES,
  type ChatMessageState,
  type ConversationHandler,
  type ConversationState,
  type HeldNewsKind,
  type MessageAuthor,
  type MessageDirection,
  type SendPriority,
} from "@nexusone/contracts/conversation-terms";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { contacts } from "./contacts.ts";
import { tsvector } from "./tsvector.ts";
import { whatsappChannels } from "./whatsapp.ts";

/** Everything one person and one number of the shop ever said to each other. Closed ones open again with the next word. */
export const conversations = tenantTable(
  "conversations",
  {
    channelId: uuid("channel_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    state: text("state").$type<ConversationState>().notNull(),
    handler: text("handler").$type<ConversationHandler>().notNull(),
    /** A member of the staff. */
    assigneeId: uuid("assignee_id"),
    snoozedUntil: instant("snoozed_until"),
    /** Since it was last opened; `endedAt` while it is closed. */
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    /** Whom WhatsApp wants named to reach the person: digits, else the id of who hides the number. */
    recipientPhone: text("recipient_phone"),
    recipientUserId: text("recipient_user_id"),
    /** Time of the newest message, by which conversations are sorted. */
    lastMessageAt: instant("last_message_at").notNull(),
    /** The customer's own time of their newest message: the service window begins there. */
    lastInboundAt: instant("last_inbound_at"),
    /** Began at an advertisement; decides what a message costs. */
    entryAt: instant("entry_at"),
    /** The customer's messages that nobody here looked at. */
    unread: integer("unread").notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.channelId, whatsappChannels, "cascade"),
    tenantRef(t, t.contactId, contacts, "cascade"),
    unique("conversations_key").on(t.merchantId, t.channelId, t.contactId),
    index("conversations_contact").on(t.merchantId, t.contactId),
    index("conversations_newest").on(t.merchantId, t.lastMessageAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("conversations_state").on(
      t.merchantId,
      t.state,
      t.lastMessageAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    // Somebody's open ones, of whom years of closed ones are kept.
    index("conversations_assignee").on(
      t.merchantId,
      t.assigneeId,
      t.state,
      t.lastMessageAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("conversations_unread")
      .on(t.merchantId, t.lastMessageAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`unread > 0`),
    index("conversations_snoozed")
      .on(t.snoozedUntil)
      .where(sql`state = 'snoozed'`),
    oneOf(t.state, CONVERSATION_STATES),
    oneOf(t.handler, CONVERSATION_HANDLERS),
    check("conversations_unread_check", sql`${t.unread} >= 0`),
  ],
);

/** One message, in whichever direction. The vendor's id is unique within its number: whatever comes twice is one row. */
export const messages = tenantTable(
  "messages",
  {
    conversationId: uuid("conversation_id").notNull(),
    channelId: uuid("channel_id").notNull(),
    direction: text("direction").$type<MessageDirection>().notNull(),
    author: text("author").$type<MessageAuthor>().notNull(),
    /** The colleague who wrote it here. */
    authorUserId: uuid("author_user_id"),
    /** The vendor's; null until a send is answered. */
    externalId: text("external_id"),
    /** Type of `body`: text, media, choice, template ... */
    kind: text("kind").notNull(),
    /** What can be read and searched of it, "" for a picture without words. */
    content: text("content").notNull(),
    /** What came in as the webhook package reads it (`Content`), what goes out as its client takes it (`OutgoingMessage`). */
    body: jsonb("body").$type<Record<string, unknown>>().notNull(),
    /** Vendor's id of the message that this one answers; it may be one we never had. */
    quotedExternalId: text("quoted_external_id"),
    state: text("state").$type<ChatMessageState>().notNull(),
    reason: reasonCode("reason"),
    /** The rules' `Delivery`: when which status was first true, codes of errors, what it costs. */
    delivery: jsonb("delivery").$type<Record<string, unknown>>(),
    /** The vendor's time, which orders a thread; ours while it has none. */
    at: instant("at").notNull(),
    receivedAt: instant("received_at").notNull(),
    editedAt: instant("edited_at"),
    revokedAt: instant("revoked_at"),
    /** Of before the connection: nothing follows from it. */
    historic: boolean("historic").notNull().default(false),
    /** Of the customer's: digests of the identifiers that it named, as `contact_identifiers` has them. Tells joined people apart. */
    senderDigests: text("sender_digests").array(),
    priority: text("priority").$type<SendPriority>(),
    attempts: integer("attempts").notNull().default(0),
    /** Of `queued`: not before. Of `sending`: when whoever sends it is given up. */
    dueAt: instant("due_at"),
    /** When the vendor was last called with it; written right before the call, by whoever still holds it. */
    calledAt: instant("called_at"),
    /**
     * In somebody's hands who surely has not called yet, and notes so first. What is not noted may have been called: so it is with a
     * program that does not know this column and runs beside this one.
     */
    awaitsTurn: boolean("awaits_turn").notNull().default(false),
    /** The message that this one repeats, which stays as it is: a repeat by a person's word, once. No foreign key: either may go first. */
    repeatOf: uuid("repeat_of"),
    /**
     * Lexemes prefixed with the merchant, see system/search.ts. The words are cut as `searchWords` of core cuts those of a question:
     * without accents and other marks, wherever something is neither letter nor digit.
     */
    search: tsvector("search").generatedAlwaysAs(
      sql`merchant_lexemes(merchant_id, to_tsvector('simple', plain_words(left(content, 4096))))`,
    ),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.conversationId, conversations, "cascade"),
    tenantRef(t, t.channelId, whatsappChannels, "cascade"),
    unique("messages_external").on(t.merchantId, t.channelId, t.externalId),
    index("messages_thread").on(t.merchantId, t.conversationId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("messages_newest").on(t.merchantId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("messages_due")
      .on(t.merchantId, t.dueAt)
      .where(sql`state in ('queued', 'sending')`),
    // The line of one conversation, which every send looks through.
    index("messages_outbox")
      .on(t.merchantId, t.conversationId)
      .where(sql`state in ('queued', 'sending')`),
    unique("messages_repeat").on(t.merchantId, t.repeatOf),
    index("messages_search").using("gin", t.search).with({ fastupdate: false }),
    oneOf(t.direction, MESSAGE_DIRECTIONS),
    oneOf(t.author, MESSAGE_AUTHORS),
    oneOf(t.state, CHAT_MESSAGE_STATES),
    oneOf(t.priority, SEND_PRIORITIES),
    check("messages_failed_check", sql`${t.state} <> 'failed' or ${t.reason} is not null`),
  ],
);

/** The one reaction that each side has on a message; "" once it was taken away. */
export const messageReactions = tenantTable(
  "message_reactions",
  {
    messageId: uuid("message_id").notNull(),
    direction: text("direction").$type<MessageDirection>().notNull(),
    emoji: text("emoji").notNull(),
    at: instant("at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.messageId, messages, "cascade"),
    unique("message_reactions_key").on(t.merchantId, t.messageId, t.direction),
    oneOf(t.direction, MESSAGE_DIRECTIONS),
  ],
);

/** News of a message that is not here: it overtook the message, or the answer to our own send. Waits, and is forgotten at last. */
export const heldNews = tenantTable(
  "held_news",
  {
    channelId: uuid("channel_id").notNull(),
    /** The message that it is about. */
    externalId: text("external_id").notNull(),
    /** Our own id, when the vendor gave it back: finds a send whose answer got lost. */
    callbackData: text("callback_data"),
    kind: text("kind").$type<HeldNewsKind>().notNull(),
    /** The item as the inbox keeps it. */
    item: jsonb("item").$type<Record<string, unknown>>().notNull(),
    receivedAt: instant("received_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.channelId, whatsappChannels, "cascade"),
    index("held_news_message").on(t.merchantId, t.channelId, t.externalId),
    index("held_news_age").on(t.receivedAt),
    oneOf(t.kind, HELD_NEWS),
  ],
);

/** What colleagues tell each other about a conversation. */
export const conversationNotes = tenantTable(
  "conversation_notes",
  {
    conversationId: uuid("conversation_id").notNull(),
    byUserId: uuid("by_user_id"),
    byName: text("by_name").notNull(),
    content: text("content").notNull(),
    at: instant("at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.conversationId, conversations, "cascade"),
    index("conversation_notes_thread").on(
      t.merchantId,
      t.conversationId,
      t.at.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
  ],
);

/** Who has a conversation open, in real time and for seconds: whoever does not say so again is gone. */
export const conversationPresence = tenantTable(
  "conversation_presence",
  {
    conversationId: uuid("conversation_id").notNull(),
    userId: uuid("user_id").notNull(),
    seenAt: instant("seen_at").notNull(),
    typingAt: instant("typing_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.conversationId, conversations, "cascade"),
    unique("conversation_presence_key").on(t.merchantId, t.conversationId, t.userId),
    index("conversation_presence_age").on(t.seenAt),
  ],
);

/** Texts that are sent often, found by typing their name. */
export const savedReplies = tenantTable(
  "saved_replies",
  {
    name: text("name").notNull(),
    nameLower: text("name_lower").notNull(),
    content: text("content").notNull(),
    ...timestamps(),
  },
  (t) => [unique("saved_replies_name").on(t.merchantId, t.nameLower)],
);

/** A conversation wants a person (WAM-15). */
export const advisorAlerts = tenantTable(
  "advisor_alerts",
  {
    conversationId: uuid("conversation_id").notNull(),
    reason: text("reason").notNull(),
    detail: text("detail").notNull().default(""),
    triggeredAt: instant("triggered_at").notNull(),
    handledById: uuid("handled_by_id"),
    handledByName: text("handled_by_name"),
    handledAt: instant("handled_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.conversationId, conversations, "cascade"),
    // Asking twice for help is one alert.
    uniqueIndex("advisor_alerts_open")
      .on(t.merchantId, t.conversationId)
      .where(sql`handled_at is null`),
    index("advisor_alerts_conversation").on(t.merchantId, t.conversationId),
    index("advisor_alerts_newest").on(t.merchantId, t.triggeredAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
);
