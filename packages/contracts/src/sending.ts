import { z } from "zod";
import { CONTACT_PURPOSES, SUPPRESSED_PURPOSES } from "./contact-terms.ts";
import { CHAT_MESSAGE_STATES, MESSAGE_AUTHORS, SEND_PRIORITIES } from "./conversation-terms.ts";
import { ContactId, OrderId } from "./ids.ts";
import { Instant } from "./paging.ts";
import { MEDIA_KINDS, PRICE_CLASSES, SEND_ALLOWANCES, WINDOW_STATES } from "./sending-terms.ts";
import { CHANNEL_STATES } from "./whatsapp-terms.ts";

// Wider than WhatsApp's own limits, whose breach has reasons that name field and limit.
const Words = z.string().max(20_000);
const Short = z.string().max(2_000);
const Link = z.url({ protocol: /^https?$/ }).max(2_000);
const FileId = z.string().min(1).max(200);
const Emoji = z.string().min(1).max(40);

/** A file to send: by the provider's id of an upload, or by an address that WhatsApp fetches. */
export const FileSource = z.union([z.strictObject({ id: FileId }), z.strictObject({ link: Link })]);
const Header = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: Short }),
  z.object({
    type: z.enum(["image", "video", "document"]),
    source: FileSource,
    filename: z.string().max(240).optional(),
  }),
]);
const Choice = z.object({ id: Short, title: Short });

const Text = z.object({ type: z.literal("text"), text: Words, previewUrl: z.boolean().optional() });
const Media = z.object({
  type: z.literal("media"),
  media: z.enum(MEDIA_KINDS),
  source: FileSource,
  caption: Words.optional(),
  filename: z.string().max(240).optional(),
  /** A voice note: OGG with Opus, mono. */
  voice: z.boolean().optional(),
});
/** A file that was uploaded here or taken from the shop's pictures; what kind of message it makes, it says itself. */
const OwnFile = z.object({ type: z.literal("file"), fileId: z.uuid(), caption: Words.optional() });
const Buttons = z.object({
  type: z.literal("buttons"),
  body: Words,
  /** Up to three; the id comes back with the tap. */
  buttons: z.array(Choice).max(100),
  header: Header.optional(),
  footer: Short.optional(),
});
const Sections = z
  .array(
    z.object({ title: Short.optional(), rows: z.array(Choice.extend({ description: Short.optional() })).max(100) }),
  )
  .max(100);
const List = z.object({
  type: z.literal("list"),
  body: Words,
  /** What stands on the button that opens it. */
  label: Short,
  /** Up to ten rows in all. */
  sections: Sections,
  header: Short.optional(),
  footer: Short.optional(),
});
const Place = z.object({
  type: z.literal("location"),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: Short.optional(),
  address: Short.optional(),
});
/** Our own message's or the customer's, by our id; without an emoji the reaction is taken away. */
const Reaction = z.object({ type: z.literal("reaction"), messageId: z.uuid(), emoji: Emoji.nullable() });

export const OutgoingContent = z.discriminatedUnion("type", [Text, Media, OwnFile, Buttons, List, Place, Reaction]);
export type OutgoingContent = z.output<typeof OutgoingContent>;

export const SendMessageInput = z.object({
  conversationId: z.uuid(),
  message: OutgoingContent,
  /** Our id of the message that it answers, shown as a quote above it. */
  quotedMessageId: z.uuid().optional(),
});
export const MessageInput = z.object({ id: z.uuid() });
/** What may have arrived is repeated only when that is accepted. */
export const ResendMessageInput = MessageInput.extend({ acceptTwice: z.boolean().default(false) });
export const ConversationInput = z.object({ conversationId: z.uuid() });

/** A message that goes out, as its sender follows it. */
export const OutgoingView = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  kind: z.string(),
  content: z.string(),
  author: z.enum(MESSAGE_AUTHORS),
  state: z.enum(CHAT_MESSAGE_STATES),
  /** Of the registry: why it failed, or why it waits. */
  reason: z.string().nullable(),
  at: Instant,
});
export type OutgoingView = z.output<typeof OutgoingView>;

/** What will happen to a message that is sent now. */
export const SendGuardView = z.object({
  allowed: z.enum(SEND_ALLOWANCES),
  /** Of the registry: why the message asked about may not leave; asked about none, why not everything may. */
  reason: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  window: z.object({
    state: z.enum(WINDOW_STATES),
    closesAt: Instant.nullable(),
    /** The last moment to send, a little earlier. */
    sendUntil: Instant.nullable(),
  }),
  price: z.object({
    /** Null: there is none to be sent. */
    freeForm: z.enum(PRICE_CLASSES).nullable(),
    utility: z.enum(PRICE_CLASSES),
    marketing: z.enum(PRICE_CLASSES),
    /** Everything is free until then, after an advertisement. */
    freeUntil: Instant.nullable(),
  }),
  suppressed: z.array(z.enum(SUPPRESSED_PURPOSES)),
  consented: z.array(z.enum(CONTACT_PURPOSES)),
  /** People a day whom the number may begin to write to; null where nobody told. */
  limit: z.object({ perDay: z.number().int(), left: z.number().int() }).nullable(),
  channel: z.object({
    state: z.enum(CHANNEL_STATES),
    /** Why what is sent waits; null: it does not. */
    waits: z.string().nullable(),
    waitsUntil: Instant.nullable(),
  }),
});
export type SendGuardView = z.output<typeof SendGuardView>;

/** Whom a program writes to: a conversation, a person, or a telephone number, which becomes a person when it is nobody's. */
const recipient = {
  conversationId: z.uuid().optional(),
  contactId: ContactId.optional(),
  /** "+33639980101" */
  to: z.string().trim().min(1).max(40).optional(),
  /** Which number of the shop writes; without it the one that works longest. */
  channelId: z.uuid().optional(),
};
const has = (input: { conversationId?: unknown; contactId?: unknown; to?: unknown }): boolean =>
  [input.conversationId, input.contactId, input.to].filter((one) => one !== undefined).length === 1;
const ONE = { path: ["to"], error: "give one of conversation_id, contact_id and to" };
/** The message it answers, by our id. */
const quoted = { quotedMessageId: z.uuid().optional() };

export const SendTextInput = z.object({ ...recipient, ...quoted, text: Words }).refine(has, ONE);
export const SendButtonsInput = z
  .object({ ...recipient, ...quoted, ...z.object(Buttons.shape).omit({ type: true }).shape })
  .refine(has, ONE);
export const SendListInput = z
  .object({ ...recipient, ...quoted, ...z.object(List.shape).omit({ type: true }).shape })
  .refine(has, ONE);
/** Values by the name of the variable; they go before what is known of the person and the order. */
const Variables = z.record(z.string().max(100), z.string().max(2_500)).default({});
export const SendTemplateInput = z
  .object({
    ...recipient,
    templateId: z.uuid(),
    variables: Variables,
    orderId: OrderId.optional(),
    /** The file of its header. */
    media: z.object({ source: FileSource, filename: z.string().max(240).optional() }).optional(),
  })
  .refine(has, ONE);
/** JOB-05: to a telephone number, a text or a template. */
export const QueueSendingInput = z
  .object({
    phone: z.string().trim().min(1).max(40),
    text: Words.optional(),
    templateId: z.uuid().optional(),
    variables: Variables,
    priority: z.enum(SEND_PRIORITIES).default("normal"),
    channelId: z.uuid().optional(),
  })
  .refine(({ text, templateId }) => (text === undefined) !== (templateId === undefined), {
    path: ["text"],
    error: "give one of text and template_id",
  });

export const StartConversationInput = z
  .object({
    contactId: ContactId.optional(),
    phone: z.string().trim().min(1).max(40).optional(),
    /** Of a person who is new. */
    name: z.string().trim().max(200).default(""),
    channelId: z.uuid().optional(),
  })
  .refine(({ contactId, phone }) => (contactId === undefined) !== (phone === undefined), {
    path: ["phone"],
    error: "give one of contact_id and phone",
  });
export const ConversationsOfInput = z.object({ userId: ContactId });
/** A conversation in the names that older programs know: `user_id` is the contact. */
export const RestConversation = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  channelId: z.uuid(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  status: z.enum(["open", "closed"]),
});
export type RestConversation = z.output<typeof RestConversation>;
