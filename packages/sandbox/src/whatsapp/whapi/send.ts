import { z } from "zod";
import { fetchLinked } from "../graph/linked-media.ts";
import { mediaProblem } from "../graph/media-rules.ts";
import type { MediaKind } from "../graph/content.ts";
import { whapiEcho } from "../inbound-rows.ts";
import type { Json, Thread, WhapiChannel } from "../model.ts";
import type { Draft } from "../outbox.ts";
import type { WhatsApp } from "../whatsapp.ts";
import { WhapiRefusal } from "./errors.ts";

const To = z.object({ to: z.string().min(5), quoted: z.string().optional() });
const Words = z.object({ text: z.string().min(1) });
const Text = z.object({ body: z.string().min(1) });
const Location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
});
const File = z.object({
  media: z.string().min(1),
  caption: z.string().optional(),
  filename: z.string().optional(),
  mime_type: z.string().optional(),
});
/** Flat, where Meta nests. */
const Interactive = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("button"),
    header: Words.optional(),
    media: z.string().optional(),
    body: Words,
    footer: Words.optional(),
    action: z.object({
      buttons: z
        .array(
          z.object({
            type: z.enum(["quick_reply", "call", "copy", "url"]),
            title: z.string().min(1).max(25),
            id: z.string().min(1),
          }),
        )
        .min(1)
        .max(3),
    }),
  }),
  z.object({
    type: z.literal("list"),
    header: Words.optional(),
    body: Words,
    footer: Words.optional(),
    action: z.object({
      list: z.object({
        label: z.string().min(1),
        sections: z.array(
          z.object({
            title: z.string().optional(),
            rows: z
              .array(z.object({ id: z.string().min(1), title: z.string().min(1), description: z.string().optional() }))
              .min(1),
          }),
        ),
      }),
    }),
  }),
]);
const KINDS: Record<string, MediaKind> = {
  image: "image",
  video: "video",
  gif: "video",
  audio: "audio",
  voice: "audio",
  document: "document",
  sticker: "sticker",
};

export function readWhapi<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new WhapiRefusal(400, z.prettifyError(parsed.error));
}

/** `POST /messages/{kind}`: sent, with the message as it went; a moment later it comes back as a webhook too. */
export async function sendWhapi(whatsapp: WhatsApp, channel: WhapiChannel, kind: string, body: Json): Promise<Json> {
  const { to, quoted } = readWhapi(To, body);
  const thread = threadOf(whatsapp, channel, to);
  const draft = await draftOf(whatsapp, channel, kind, body);
  const message = whatsapp.outbox.accept(thread, { ...draft, quotedId: quoted ?? null });
  const row = whapiEcho(channel, thread, message, "api", kind);
  whatsapp.push.tell({ vendor: "whapi", channelId: channel.id, type: "messages", verb: "post", row });
  return { sent: true, message: { ...row, status: "pending" } };
}

/** Chats of two only: groups, channels and LIDs are not modelled, and say so. */
export function threadOf({ people, chats }: WhatsApp, channel: WhapiChannel, to: string): Thread {
  const [, digits] = /^\+?(\d{5,20})(?:@s\.whatsapp\.net)?$/.exec(to) ?? [];
  if (digits === undefined) throw new WhapiRefusal(400, `to: ${to} is no number and no chat of two`);
  const person = people.byPhone(digits) ?? people.create({ phone: digits });
  return chats.thread(channel, person);
}

async function draftOf(whatsapp: WhatsApp, channel: WhapiChannel, kind: string, body: Json): Promise<Draft> {
  if (kind === "text") {
    const text = readWhapi(Text, body).body;
    return { type: "text", content: { text: { body: text } }, text };
  }
  if (kind === "location") {
    const location = readWhapi(Location, body);
    return { type: "location", content: { location }, text: `📍 ${location.name ?? ""}` };
  }
  if (kind === "interactive") return interactiveDraft(body);
  const media = KINDS[kind];
  if (!media) throw new WhapiRefusal(404, `messages/${kind} is not modelled`);
  const given = readWhapi(File, body);
  const file = await fileOf(whatsapp, channel, given);
  const problem = file ? mediaProblem(media, file.mimeType, file.sizeBytes) : "the file cannot be fetched";
  if (problem) throw new WhapiRefusal(file ? 415 : 400, problem);
  const { caption, filename } = given;
  return {
    type: media,
    content: {
      [media]: {
        ...(file?.id !== undefined && { id: file.id }),
        link: given.media,
        caption,
        filename,
        voice: kind === "voice",
      },
    },
    text: caption ?? filename ?? media,
  };
}

/** An id of an upload, base64 with its type, or an address. */
async function fileOf({ media }: WhatsApp, { id: owner }: WhapiChannel, given: z.output<typeof File>) {
  const kept = media.find(given.media);
  if (kept) return kept.owner === owner ? { id: kept.id, mimeType: kept.mimeType, sizeBytes: kept.bytes.length } : null;
  const inline = /^data:([^,]+?)(?:;name=[^,;]*)?;base64,(.+)$/s.exec(given.media);
  if (inline) {
    const [, mimeType = "", text = ""] = inline;
    const file = media.add("whapi", owner, { bytes: Buffer.from(text, "base64"), mimeType, filename: given.filename });
    return { id: file.id, mimeType, sizeBytes: file.bytes.length };
  }
  if (!/^https?:\/\//.test(given.media) || !URL.canParse(given.media)) return null;
  const fetched = await fetchLinked(given.media);
  return fetched && { id: undefined, ...fetched };
}

/** Kept as Meta writes it, so that telephones show both alike. */
function interactiveDraft(body: Json): Draft {
  const given = readWhapi(Interactive, body);
  const action =
    given.type === "list"
      ? { button: given.action.list.label, sections: given.action.list.sections }
      : { buttons: given.action.buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) };
  const { type, body: words, footer, header } = given;
  return {
    type: "interactive",
    content: { interactive: { type, header, body: words, footer, action } },
    text: words.text,
  };
}
