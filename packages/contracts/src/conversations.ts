import { z } from "zod";
import { ChatFileView } from "./chat-files.ts";
import { ENVIRONMENTS } from "./cj.ts";
import { ContactView } from "./contacts.ts";
import { MessageContent } from "./conversation-content.ts";
import {
  CHAT_MESSAGE_STATES,
  CONVERSATION_HANDLERS,
  CONVERSATION_STATES,
  MESSAGE_AUTHORS,
  MESSAGE_DIRECTIONS,
} from "./conversation-terms.ts";
import { ChannelId, ContactId, ConversationId, MessageId, OrderId, UserId } from "./ids.ts";
import { FULFILMENTS, ORDER_STATUSES } from "./order-terms.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { CHANNEL_STATES, WHATSAPP_PROVIDERS } from "./whatsapp-terms.ts";

export const ListConversationsInput = PageInput.extend({
  state: z.enum(CONVERSATION_STATES).optional(),
  /** A member of the staff; `me`: who asks, `none`: nobody's. */
  assignee: z.union([z.enum(["me", "none"]), UserId]).optional(),
  handler: z.enum(CONVERSATION_HANDLERS).optional(),
  channelId: ChannelId.optional(),
  contactId: ContactId.optional(),
  /** With messages that nobody here looked at. */
  unread: z.boolean().optional(),
  /** That called for a person, and nobody came yet. */
  alert: z.boolean().optional(),
});
export const ConversationInput = z.object({ id: ConversationId });

const Member = z.object({ id: UserId, name: z.string() });
export const AlertView = z.object({
  id: z.uuid(),
  conversationId: ConversationId,
  reason: z.string(),
  detail: z.string(),
  triggeredAt: Instant,
  handledByName: z.string().nullable(),
  handledAt: Instant.nullable(),
});
export type AlertView = z.output<typeof AlertView>;

export const ConversationLine = z.object({
  id: ConversationId,
  contact: z.object({ id: ContactId, name: z.string(), isErased: z.boolean() }),
  /** How WhatsApp reaches them: the number as +33612345678, else the id of who hides theirs. */
  reach: z.string().nullable(),
  channel: z.object({
    id: ChannelId,
    label: z.string(),
    environment: z.enum(ENVIRONMENTS),
    provider: z.enum(WHATSAPP_PROVIDERS),
    state: z.enum(CHANNEL_STATES),
  }),
  state: z.enum(CONVERSATION_STATES),
  handler: z.enum(CONVERSATION_HANDLERS),
  /** A member who has left is nobody. */
  assignee: Member.nullable(),
  snoozedUntil: Instant.nullable(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  lastMessageAt: Instant,
  /** The service window begins there. */
  lastInboundAt: Instant.nullable(),
  unread: z.number().int(),
  alert: AlertView.pick({ id: true, reason: true, detail: true, triggeredAt: true }).nullable(),
  /** Null before the first. `content` is cut to a line. */
  lastMessage: z
    .object({
      kind: z.string(),
      content: z.string(),
      direction: z.enum(MESSAGE_DIRECTIONS),
      state: z.enum(CHAT_MESSAGE_STATES),
      revoked: z.boolean(),
    })
    .nullable(),
});
export type ConversationLine = z.output<typeof ConversationLine>;
export const ConversationsPage = page(ConversationLine);

/** Counted up to `COUNTED_CONVERSATIONS`. */
export const ConversationCounts = z.object({
  open: z.number().int(),
  waiting: z.number().int(),
  snoozed: z.number().int(),
  closed: z.number().int(),
  /** Open, and mine or nobody's. */
  mine: z.number().int(),
  unassigned: z.number().int(),
  unread: z.number().int(),
  alerts: z.number().int(),
});
export type ConversationCounts = z.output<typeof ConversationCounts>;

/** What is absent stays as it is. `snoozed` needs `snoozedUntil`. */
export const ChangeConversationInput = z.object({
  id: ConversationId,
  state: z.enum(CONVERSATION_STATES).optional(),
  snoozedUntil: Instant.optional(),
  assigneeId: UserId.nullable().optional(),
});
export const TakeConversationInput = z.object({
  id: ConversationId,
  /** `assistant` hands it over, `none` leaves it to whoever comes. */
  handler: z.enum(CONVERSATION_HANDLERS).default("human"),
  /** Also from a colleague who has it. */
  force: z.boolean().default(false),
});
export const MarkConversationInput = z.object({
  id: ConversationId,
  read: z.boolean(),
  /** Of `read`: the newest message of the customer on the screen; what came after it stays unread. */
  seenMessageId: MessageId.optional(),
});

export const ListMessagesInput = PageInput.extend({
  conversationId: ConversationId,
  /** Begins with this one and those about it instead of the newest. */
  around: MessageId.optional(),
});
const MessageQuote = z.object({
  /** Null when we never had it. */
  messageId: MessageId.nullable(),
  direction: z.enum(MESSAGE_DIRECTIONS).nullable(),
  kind: z.string().nullable(),
  content: z.string().nullable(),
});
export const MessageView = z.object({
  type: z.literal("message"),
  id: MessageId,
  direction: z.enum(MESSAGE_DIRECTIONS),
  author: z.enum(MESSAGE_AUTHORS),
  /** The colleague; null for the customer, the assistant, the shop's phone, and who has left. */
  authorName: z.string().nullable(),
  kind: z.string(),
  content: MessageContent,
  /** What can be read of it, also of kinds that are shown otherwise. */
  text: z.string(),
  /** Of a message that has one. */
  file: ChatFileView.nullable(),
  externalId: z.string().nullable(),
  quote: MessageQuote.nullable(),
  reactions: z.array(z.object({ direction: z.enum(MESSAGE_DIRECTIONS), emoji: z.string() })),
  state: z.enum(CHAT_MESSAGE_STATES),
  /** Why it failed, was cancelled or waits. */
  reason: z.string().nullable(),
  /** Vendor's codes of the failure. */
  errorCodes: z.array(z.number()),
  /** When the vendor first said so. */
  times: z.object({ sent: Instant.nullable(), delivered: Instant.nullable(), read: Instant.nullable() }),
  at: Instant,
  editedAt: Instant.nullable(),
  /** Of before the number was connected. */
  historic: z.boolean(),
});
export type MessageView = z.output<typeof MessageView>;
export const NoteView = z.object({
  type: z.literal("note"),
  id: z.uuid(),
  conversationId: ConversationId,
  byName: z.string(),
  /** Who asks wrote it, and may change it. */
  own: z.boolean(),
  content: z.string(),
  at: Instant,
});
export type NoteView = z.output<typeof NoteView>;
export const ThreadItem = z.discriminatedUnion("type", [MessageView, NoteView]);
export type ThreadItem = z.output<typeof ThreadItem>;
/** Newest first. `nextCursor` leads to older ones, `newerCursor` to newer ones; null: there are none. */
export const ThreadPage = page(ThreadItem).extend({ newerCursor: z.string().nullable() });

const NoteText = z.string().trim().min(1).max(4_000);
export const AddNoteInput = z.object({ conversationId: ConversationId, content: NoteText });
export const EditNoteInput = z.object({ id: z.uuid(), content: NoteText });
export const NoteInput = z.object({ id: z.uuid() });

export const MAX_SAVED_REPLIES = 500;
const ReplyContent = { name: z.string().trim().min(1).max(60), content: z.string().trim().min(1).max(4_000) };
export const CreateSavedReplyInput = z.object(ReplyContent);
export const UpdateSavedReplyInput = z.object({ id: z.uuid(), ...ReplyContent });
export const SavedReplyInput = z.object({ id: z.uuid() });
/** With a conversation the texts come filled in for it. */
export const ListSavedRepliesInput = z.object({ conversationId: ConversationId.optional() });
export const SavedReplyView = z.object({
  id: z.uuid(),
  name: z.string(),
  content: z.string(),
  /** The text with its places filled; a place that nothing is known for stays as it is. */
  filled: z.string(),
  missing: z.array(z.string()),
});
export type SavedReplyView = z.output<typeof SavedReplyView>;
export const SavedRepliesView = z.array(SavedReplyView);

export const SearchMessagesInput = PageInput.extend({
  /** Every word must occur; the last may be a beginning. */
  q: z.string().trim().min(1).max(200),
});
export const MessageHit = z.object({
  messageId: MessageId,
  conversationId: ConversationId,
  contact: z.object({ id: ContactId, name: z.string() }),
  direction: z.enum(MESSAGE_DIRECTIONS),
  kind: z.string(),
  /** The text about the first of the words, about 160 characters. */
  snippet: z.string(),
  at: Instant,
});
export type MessageHit = z.output<typeof MessageHit>;
export const MessageHitsPage = page(MessageHit).extend({
  /** More have the words than these, the newest, which were looked at; null when all were. */
  newestHits: z.number().int().nullable(),
});

const PanelParcel = z.object({
  id: z.uuid(),
  fulfilment: z.enum(FULFILMENTS),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
});
/** What stands beside a thread: who it is and what they ordered, the newest five first. */
export const ConversationPanel = z.object({
  contact: ContactView,
  orders: z.array(
    z.object({
      id: OrderId,
      number: z.string(),
      status: z.enum(ORDER_STATUSES),
      currency: z.string(),
      totalMinor: z.number(),
      placedAt: Instant,
      firstLine: z.string(),
      units: z.number().int(),
      parcels: z.array(PanelParcel),
    }),
  ),
  moreOrders: z.boolean(),
});
export type ConversationPanel = z.output<typeof ConversationPanel>;

export const TriggerAlertInput = z.object({
  conversationId: ConversationId,
  /** In one line: what a colleague has to know first. */
  reason: z.string().trim().min(1).max(200),
  detail: z.string().trim().max(2_000).default(""),
});
/** `created` is false when the conversation had called already: that alert is answered with. */
export const TriggeredAlert = AlertView.extend({ created: z.boolean() });
export const AlertInput = z.object({ id: z.uuid() });

/** How long somebody counts as present, or as typing, after they last said so. */
export const PRESENT_MS = 15_000;
export const TYPING_MS = 6_000;
export const AttendInput = z.object({ id: ConversationId, typing: z.boolean().default(false) });
/** The colleagues who have it open too. */
export const AttendanceView = z.object({
  others: z.array(z.object({ id: UserId, name: z.string(), typing: z.boolean() })),
});
export type AttendanceView = z.output<typeof AttendanceView>;
