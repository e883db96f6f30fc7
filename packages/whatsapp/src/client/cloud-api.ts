import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import { cloudMessage } from "./cloud-bodies.ts";
import { CloudHealth, HEALTH_FIELDS, healthOf } from "./cloud-health.ts";
import { createTemplateApi } from "./cloud-templates.ts";
import { WhatsAppFailure } from "./failure.ts";
import { heldWhole, MAX_MEDIA_BYTES, passOn } from "./media.ts";
import type { Capabilities, DownloadOptions, FetchedMedia, Recipient, SendReceipt, WhatsAppClient } from "./port.ts";
import { createTransport } from "./transport.ts";
import type { TransportOptions, WriteChunk } from "./transport.ts";

export type CloudApiOptions = TransportOptions & {
  phoneNumberId: string;
  /** WhatsApp business account: for templates and webhooks. */
  accountId: string;
  /** For samples of templates' headers only. */
  appId?: string;
  /** Hosts that may see the token when a file is fetched, beside that of `baseUrl`. */
  mediaHosts?: readonly string[];
};

export const CLOUD_API_CAPABILITIES: Capabilities = {
  serviceWindow: true,
  templates: true,
  callbackData: true,
  signedWebhooks: true,
  echoesOwnSends: false,
  userIds: true,
  groups: false,
  typingMarksRead: true,
  messages: ["text", "media", "buttons", "list", "location", "reaction", "template"],
  unstable: [],
  messagesPerSecond: 80,
};

const MEDIA_HOSTS = ["lookaside.fbsbx.com"];
const PRODUCT = { messaging_product: "whatsapp" };

const Sent = z
  .object({
    messages: z.array(z.object({ id: field.id, message_status: field.label })).min(1),
    contacts: field.rows.optional(),
  })
  .transform(({ messages: [message], contacts }): SendReceipt => {
    const contact = fieldsOf(contacts?.[0]);
    const status = message?.message_status;
    return {
      messageId: message?.id ?? null,
      state: status === "held_for_quality_assessment" ? "held" : status === "paused" ? "paused" : "accepted",
      waId: field.text(contact.wa_id),
      userId: field.text(contact.user_id),
    };
  });
const MediaPlace = z.object({ url: z.url(), mime_type: field.label, sha256: field.label });
const Uploaded = z.object({ id: field.id });
const Done = z.looseObject({});

/** Meta's Cloud API for one number. */
export function createCloudApiClient(options: CloudApiOptions): WhatsAppClient {
  const transport = createTransport("cloud_api", options);
  const number = encodeURIComponent(options.phoneNumberId);
  const messages = `${number}/messages`;
  const mediaHosts = new Set([new URL(options.baseUrl).host, ...(options.mediaHosts ?? MEDIA_HOSTS)]);

  function addressOf(to: Recipient, operation: string): Record<string, string> {
    // With the plus, or Meta puts the business's own country in front (facts section 6).
    if ("phone" in to) return { to: `+${to.phone.replace(/\D/g, "")}` };
    if ("userId" in to) return { recipient: to.userId };
    throw transport.fail({ operation }, "unsupported");
  }

  async function markRead(messageId: string, more: Record<string, unknown> = {}): Promise<void> {
    const json = { ...PRODUCT, status: "read", message_id: messageId, ...more };
    await transport.ask({ operation: "mark_read", method: "POST", path: messages, json }, Done);
  }

  async function passFileOn(
    mediaId: string,
    write: WriteChunk,
    { maxBytes = MAX_MEDIA_BYTES, sha256 = null }: DownloadOptions,
  ): Promise<FetchedMedia> {
    const query = { phone_number_id: options.phoneNumberId };
    const find = { operation: "media.find", path: encodeURIComponent(mediaId), query, media: true };
    const place = await transport.ask(find, MediaPlace);
    const path = new URL(place.url);
    if (!mediaHosts.has(path.host))
      throw transport.fail({ operation: "media.download" }, "media_failed", { details: "an unknown host" });
    const announced = { mimeType: place.mime_type, digests: [sha256, place.sha256] };
    return passOn(transport, { path, maxBytes }, write, announced);
  }

  /** Two calls: where it is, then the file. Its address lives five minutes; when that is gone a new one is asked for, once. */
  async function fetchMedia(mediaId: string, write: WriteChunk, wanted: DownloadOptions = {}): Promise<FetchedMedia> {
    try {
      return await passFileOn(mediaId, write, wanted);
    } catch (error) {
      const isFailure = error instanceof WhatsAppFailure;
      if (isFailure && error.operation === "media.download" && error.httpStatus === 404)
        return passFileOn(mediaId, write, wanted);
      throw error;
    }
  }

  return {
    provider: "cloud_api",
    capabilities: CLOUD_API_CAPABILITIES,

    send: async (to, message, { quotedId, callbackData } = {}) => {
      const operation = `send.${message.type}`;
      const json = {
        ...PRODUCT,
        recipient_type: "individual",
        ...addressOf(to, operation),
        ...cloudMessage(message),
        ...(quotedId && { context: { message_id: quotedId } }),
        ...(callbackData && { biz_opaque_callback_data: callbackData }),
      };
      return transport.ask({ operation, method: "POST", path: messages, json, sends: true }, Sent);
    },

    markRead: (messageId) => markRead(messageId),
    showTyping: (_to, messageId) => markRead(messageId, { typing_indicator: { type: "text" } }),

    uploadMedia: async ({ bytes, mimeType, filename }) => {
      const body = new FormData();
      body.set("messaging_product", "whatsapp");
      body.set("type", mimeType);
      body.set("file", new Blob([bytes], { type: mimeType }), filename);
      const call = { operation: "media.upload", method: "POST", path: `${number}/media`, body, media: true } as const;
      return { mediaId: (await transport.ask(call, Uploaded)).id };
    },
    fetchMedia,
    downloadMedia: heldWhole(fetchMedia),
    deleteMedia: async (mediaId) => {
      const query = { phone_number_id: options.phoneNumberId };
      const call = { operation: "media.delete", method: "DELETE", path: encodeURIComponent(mediaId), query } as const;
      await transport.ask(call, Done);
    },

    health: async () => {
      const call = { operation: "health", path: number, query: { fields: HEALTH_FIELDS } };
      return healthOf(await transport.ask(call, CloudHealth));
    },
    registerWebhook: async ({ url, secret }) => {
      const json = { override_callback_uri: url, verify_token: secret };
      const path = `${encodeURIComponent(options.accountId)}/subscribed_apps`;
      await transport.ask({ operation: "register_webhook", method: "POST", path, json }, Done);
    },

    templates: createTemplateApi(transport, options.accountId, options.appId),
  };
}
