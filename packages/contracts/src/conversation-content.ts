import { z } from "zod";

const text = z.string().nullable().default(null);
const MEDIA_KINDS = ["image", "video", "audio", "document", "sticker"] as const;

/**
 * What a message holds, as screens show it: in and out alike. Everything a stranger wrote is text and nothing else; addresses of
 * files, tokens and ids of taps stay on the server.
 */
export const MessageContent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({
    type: z.literal("media"),
    media: z.enum(MEDIA_KINDS),
    caption: text,
    filename: text,
    mimeType: text,
    sizeBytes: z.number().nullable().default(null),
    seconds: z.number().nullable().default(null),
    voice: z.boolean().default(false),
  }),
  z.object({
    type: z.literal("location"),
    latitude: z.number(),
    longitude: z.number(),
    name: text,
    address: text,
    live: z.boolean().default(false),
  }),
  z.object({
    type: z.literal("contacts"),
    cards: z.array(
      z.object({
        formattedName: text,
        phones: z.array(z.object({ phone: text })),
        emails: z.array(z.string()),
        organisation: text,
      }),
    ),
    requested: z.boolean(),
  }),
  z.object({ type: z.literal("choice"), from: z.enum(["button", "list", "template"]), title: text, description: text }),
  z.object({ type: z.literal("flow"), name: text, text: z.string() }),
  z.object({ type: z.literal("call_permission"), answer: z.string() }),
  z.object({
    type: z.literal("order"),
    text,
    lines: z.array(z.object({ productId: z.string(), quantity: z.number(), price: text, currency: text })),
  }),
  z.object({ type: z.literal("poll"), question: text, options: z.array(z.string()) }),
  z.object({ type: z.literal("welcome") }),
  z.object({
    type: z.literal("buttons"),
    body: z.string(),
    buttons: z.array(z.object({ title: z.string() })),
    footer: text,
  }),
  z.object({
    type: z.literal("list"),
    body: z.string(),
    label: z.string(),
    sections: z.array(z.object({ title: text, rows: z.array(z.object({ title: z.string(), description: text })) })),
    footer: text,
  }),
  z.object({ type: z.literal("template"), name: z.string(), language: z.string() }),
  /** WhatsApp could not hand it over, or this version cannot read it. */
  z.object({ type: z.literal("unsupported"), of: text }),
  /** Taken back by who wrote it. */
  z.object({ type: z.literal("revoked") }),
]);
export type MessageContent = z.output<typeof MessageContent>;
