import type { OutgoingMessage } from "../rules/outgoing.ts";
import type { ChannelStateItem, Provider } from "../webhook/types.ts";
import type { MediaFile, TemplateApi } from "./template-port.ts";

export type * from "./template-port.ts";

/** Whom to write to. `phone`: digits with country code. `userId`: business-scoped. `chatId`: Whapi's, also of a group. */
export type Recipient = { phone: string } | { userId: string } | { chatId: string };

export type SendOptions = {
  /** The message it answers: shown as a quote above it. */
  quotedId?: string;
  /** An id of ours, which comes back with every status: finds the send whose answer got lost. */
  callbackData?: string;
};

export type SendReceipt = {
  /** The vendor's id; null for what has none (a reaction over Whapi). Taken is not delivered: statuses tell. */
  messageId: string | null;
  /** `held`: a template waits for Meta's opinion of its first recipients. */
  state: "accepted" | "held" | "paused";
  /** Who it went to, as WhatsApp knows them; the number can differ from the one dialled. */
  waId: string | null;
  userId: string | null;
};

/** What a vendor can do, so that callers ask this instead of its name. */
export type Capabilities = {
  /** Free messages only within 24 h of the customer's last. */
  serviceWindow: boolean;
  templates: boolean;
  /** An id of ours travels with statuses. */
  callbackData: boolean;
  signedWebhooks: boolean;
  /** Own sends come back as messages: guard against answering oneself. */
  echoesOwnSends: boolean;
  /** Can write to people who hide their number. */
  userIds: boolean;
  groups: boolean;
  /** Typing cannot be shown without marking read. */
  typingMarksRead: boolean;
  messages: readonly OutgoingMessage["type"][];
  /** Known to fail on some phones: have a text with numbers ready. */
  unstable: readonly OutgoingMessage["type"][];
  /** Messages in and out a number may exchange in a second; null where the vendor gives advice only. */
  messagesPerSecond: number | null;
};

export type FetchedMedia = {
  mimeType: string;
  sizeBytes: number;
  /** Hex, of the bytes that came. */
  sha256: string;
};
export type DownloadedMedia = FetchedMedia & { bytes: Uint8Array<ArrayBuffer> };
export type DownloadOptions = {
  /** Refuses more than this; a little over 100 MB unless said. */
  maxBytes?: number;
  /** Hex or base64, as the webhook wrote it; another one is `media_failed`. */
  sha256?: string | null;
};

export type ChannelHealth = {
  state: ChannelStateItem["state"];
  /** The vendor's word for it. */
  word: string | null;
  /** Of the number or channel that the token speaks for; null when the vendor does not say. */
  externalId: string | null;
  displayPhone: string | null;
  displayName: string | null;
  /** GREEN, YELLOW, RED, UNKNOWN; null where there is none. */
  quality: string | null;
  dailyLimit: number | "unlimited" | null;
  /** What keeps it from sending, in the vendor's words. */
  problems: string[];
  raw: unknown;
};

export type WebhookRegistration = {
  url: string;
  /** Cloud API: the token of the subscription check. Whapi: the value of the secret header. */
  secret: string;
};

/**
 * One number of one vendor. Every method is one errand over the network, ends in time, and throws WhatsAppFailure. Nothing is
 * repeated here but what is said. `send` has no key against repeats: after `unknown_outcome` wait for a status.
 */
export type WhatsAppClient = {
  readonly provider: Provider;
  readonly capabilities: Capabilities;
  send: (to: Recipient, message: OutgoingMessage, options?: SendOptions) => Promise<SendReceipt>;
  /** Earlier messages of the chat become read with it. */
  markRead: (messageId: string) => Promise<void>;
  /** For up to 25 s or until we answer. `messageId`: the one being answered. */
  showTyping: (to: Recipient, messageId: string) => Promise<void>;
  /** Kept 30 days. A blob of a file on disk is read as it is sent. */
  uploadMedia: (file: Omit<MediaFile, "bytes"> & { bytes: MediaFile["bytes"] | Blob }) => Promise<{ mediaId: string }>;
  /**
   * Hands the file on piece by piece: what came is worth nothing when this throws. An error of `write` is thrown as it is.
   * Who no longer has the file: see `isMediaGone`.
   */
  fetchMedia: (
    mediaId: string,
    write: (chunk: Uint8Array) => Promise<void> | void,
    options?: DownloadOptions,
  ) => Promise<FetchedMedia>;
  /** The same, held whole. */
  downloadMedia: (mediaId: string, options?: DownloadOptions) => Promise<DownloadedMedia>;
  deleteMedia: (mediaId: string) => Promise<void>;
  /** Also the test of a token: a dead one is `token_dead`. */
  health: () => Promise<ChannelHealth>;
  /** Has events sent to this address. Safe to repeat. */
  registerWebhook: (registration: WebhookRegistration) => Promise<void>;
  /** Null where there are none. */
  readonly templates: TemplateApi | null;
};

/** What is said of every call; never bodies, addresses with ids of people, or secrets. */
export type CallRecord = {
  provider: Provider;
  operation: string;
  httpStatus: number | null;
  vendorCode: number | null;
  failure: string | null;
  durationMs: number;
};
