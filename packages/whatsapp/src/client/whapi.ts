import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import { channelStateOf } from "../webhook/parse-whapi.ts";
import { heldWhole, MAX_MEDIA_BYTES, passOn } from "./media.ts";
import type { Capabilities, DownloadOptions, Recipient, SendReceipt, WhatsAppClient } from "./port.ts";
import { createTransport } from "./transport.ts";
import type { TransportOptions, WriteChunk } from "./transport.ts";
import { whapiMessage } from "./whapi-bodies.ts";

export type WhapiOptions = TransportOptions & {
  /** The header in which calls of the webhook carry their secret; `X-Webhook-Secret` unless said. */
  webhookSecretHeader?: string;
};

export const WHAPI_CAPABILITIES: Capabilities = {
  serviceWindow: false,
  templates: false,
  callbackData: false,
  signedWebhooks: false,
  echoesOwnSends: true,
  userIds: false,
  groups: true,
  typingMarksRead: false,
  messages: ["text", "media", "buttons", "list", "location", "reaction"],
  unstable: ["buttons", "list"],
  messagesPerSecond: null,
};

/** How long typing is shown, in seconds. */
const TYPING_SECONDS = 25;

const Sent = z
  .object({ message: z.object({ id: field.id, chat_id: field.label }) })
  .transform(({ message }): SendReceipt => {
    const phone = /^(\d+)@s\.whatsapp\.net$/.exec(message.chat_id ?? "")?.[1];
    return { messageId: message.id, state: "accepted", waId: phone ?? null, userId: null };
  });
const Uploaded = z.object({ media: z.tuple([z.object({ id: field.id })], z.unknown()) });
const Health = z.looseObject({
  channel_id: field.label,
  status: z.object({ text: field.id }),
  user: z.unknown().optional(),
});
const Done = z.unknown();

/** Whapi for one channel: a linked WhatsApp, without windows and templates (facts section 13). */
export function createWhapiClient(options: WhapiOptions): WhatsAppClient {
  const transport = createTransport("whapi", options);

  function chatOf(to: Recipient, operation: string): string {
    if ("phone" in to) return to.phone.replace(/\D/g, "");
    // A LID has to be turned into a number first.
    if ("chatId" in to && !to.chatId.endsWith("@lid")) return to.chatId;
    throw transport.fail({ operation }, "needs_phone", { scope: "recipient" });
  }

  async function react(messageId: string, emoji: string | null): Promise<SendReceipt> {
    const call = { operation: "send.reaction", path: `messages/${encodeURIComponent(messageId)}/reaction` };
    // Set twice it is there once: a lost answer may be repeated.
    if (emoji === null) await transport.ask({ ...call, method: "DELETE" }, Done);
    else await transport.ask({ ...call, method: "PUT", json: { emoji } }, Done);
    return { messageId: null, state: "accepted", waId: null, userId: null };
  }

  const fetchMedia = (mediaId: string, write: WriteChunk, { maxBytes, sha256 }: DownloadOptions = {}) =>
    passOn(transport, { path: `media/${encodeURIComponent(mediaId)}`, maxBytes: maxBytes ?? MAX_MEDIA_BYTES }, write, {
      mimeType: null,
      digests: [sha256 ?? null],
    });

  return {
    provider: "whapi",
    capabilities: WHAPI_CAPABILITIES,

    send: async (to, message, { quotedId } = {}) => {
      const operation = `send.${message.type}`;
      if (message.type === "template") throw transport.fail({ operation }, "unsupported");
      if (message.type === "reaction") return react(message.messageId, message.emoji);
      const { path, body } = whapiMessage(message);
      const json = { to: chatOf(to, operation), ...body, ...(quotedId && { quoted: quotedId }) };
      return transport.ask({ operation, method: "POST", path, json, sends: true }, Sent);
    },

    markRead: async (messageId) => {
      const path = `messages/${encodeURIComponent(messageId)}`;
      await transport.ask({ operation: "mark_read", method: "PUT", path }, Done);
    },
    showTyping: async (to) => {
      const operation = "typing";
      // Bare digits here: with the ending of a chat of two it is refused.
      const chat = chatOf(to, operation).replace(/@s\.whatsapp\.net$/, "");
      const json = { presence: "typing", delay: TYPING_SECONDS };
      await transport.ask({ operation, method: "PUT", path: `presences/${encodeURIComponent(chat)}`, json }, Done);
    },

    uploadMedia: async ({ bytes, mimeType, filename }) => {
      const body = new FormData();
      body.set("media", new Blob([bytes], { type: mimeType }), filename);
      const call = { operation: "media.upload", method: "POST", path: "media", body, media: true } as const;
      const { media } = await transport.ask(call, Uploaded);
      return { mediaId: media[0].id };
    },
    fetchMedia,
    downloadMedia: heldWhole(fetchMedia),
    deleteMedia: async (mediaId) => {
      const path = `media/${encodeURIComponent(mediaId)}`;
      await transport.ask({ operation: "media.delete", method: "DELETE", path }, Done);
    },

    health: async () => {
      const health = await transport.ask({ operation: "health", path: "health" }, Health);
      const word = health.status.text;
      const user = fieldsOf(health.user);
      return {
        state: channelStateOf(word) ?? "error",
        word,
        externalId: health.channel_id,
        displayPhone: field.text(user.id),
        displayName: field.text(user.name),
        quality: null,
        dailyLimit: null,
        problems: [],
        raw: health,
      };
    },
    registerWebhook: async ({ url, secret }) => {
      const events = [
        { type: "messages", method: "post" },
        { type: "statuses", method: "post" },
        { type: "channel", method: "patch" },
      ];
      const headers = { [options.webhookSecretHeader ?? "X-Webhook-Secret"]: secret };
      const json = { webhooks: [{ url, mode: "body", events, headers }] };
      await transport.ask({ operation: "register_webhook", method: "PATCH", path: "settings", json }, Done);
    },

    templates: null,
  };
}
