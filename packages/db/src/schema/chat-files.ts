import { CHAT_FILE_STATES, type ChatFileState } from "@nexusone/contracts/chat-file-terms";
import { MEDIA_KINDS } from "@nexusone/contracts/sending-terms";
import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { messages } from "./conversations.ts";
import { whatsappChannels } from "./whatsapp.ts";

/** An upload at the vendor, by the number that it belongs to. */
export type VendorUploads = Readonly<Record<string, { readonly id: string; readonly until: string }>>;

/**
 * A file that somebody sent or wants to send in a chat. One that came in has its row with its message, before its bytes are fetched;
 * one of ours before its bytes are stored: so nothing lies in the store of files that no row names.
 */
export const chatFiles = tenantTable(
  "chat_files",
  {
    /** Through which number it came; null: it is ours. */
    channelId: uuid("channel_id"),
    /** The vendor's id, by which it is fetched for days. */
    vendorId: text("vendor_id"),
    /** Base64 or hex, as the vendor announced it. */
    announcedDigest: text("announced_digest"),
    state: text("state").$type<ChatFileState>().notNull(),
    reason: reasonCode("reason"),
    reasonDetails: jsonb("reason_details").$type<Record<string, string | number>>().notNull().default({}),
    kind: text("kind").$type<(typeof MEDIA_KINDS)[number]>().notNull(),
    voice: boolean("voice").notNull().default(false),
    /** What it is by its content; until then what was announced. */
    mime: text("mime"),
    /** A label from a stranger, never a path. */
    name: text("name").notNull().default(""),
    bytes: bigint("bytes", { mode: "number" }),
    /** Hex. */
    contentHash: text("content_hash"),
    width: integer("width"),
    height: integer("height"),
    seconds: integer("seconds"),
    /** Of the smaller picture beside it; null: there is none. */
    previewBytes: integer("preview_bytes"),
    uploads: jsonb("uploads").$type<VendorUploads>().notNull().default({}),
    /** Who brought it. */
    ownerId: uuid("owner_id"),
    receivedAt: instant("received_at").notNull(),
    /** Since when no message has it; whoever sends it clears this. */
    unusedSince: instant("unused_since"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.channelId, whatsappChannels, "cascade"),
    oneOf(t.state, CHAT_FILE_STATES),
    oneOf(t.kind, MEDIA_KINDS),
    check("chat_files_ready_check", sql`${t.state} <> 'ready' or (${t.bytes} is not null and ${t.mime} is not null)`),
    index("chat_files_channel").on(t.merchantId, t.channelId),
    index("chat_files_unsettled")
      .on(t.merchantId, t.updatedAt)
      .where(sql`state <> 'ready'`),
    index("chat_files_unused")
      .on(t.merchantId, t.unusedSince)
      .where(sql`unused_since is not null`),
  ],
);

/** The file of a message. One that is sent again has the file of the first. */
export const messageFiles = tenantTable(
  "message_files",
  {
    messageId: uuid("message_id").notNull(),
    fileId: uuid("file_id").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.messageId, messages, "cascade"),
    tenantRef(t, t.fileId, chatFiles, "cascade"),
    unique("message_files_message").on(t.merchantId, t.messageId),
    index("message_files_file").on(t.merchantId, t.fileId),
  ],
);
