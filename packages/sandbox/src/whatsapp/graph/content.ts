import { z } from "zod";
import type { Json } from "../model.ts";
import { GraphRefusal, invalid, NotModelled } from "./errors.ts";
import { chars, readGraph } from "./request.ts";

/** What a message says, and what a person sees of it. Facts section 6 has the limits. */
export type Content = { type: string; content: Json; text: string; files: FileRef[] };
export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";
/** A file by id or address. */
export type FileRef = { kind: MediaKind; id: string | undefined; link: string | undefined };

const fileFields = { id: z.string().min(1).optional(), link: z.url({ protocol: /^https?$/ }).optional() };
const oneSource = (file: { id?: string | undefined; link?: string | undefined }): boolean =>
  (file.id === undefined) !== (file.link === undefined);
const ONE = "either id or link";
const File = z.looseObject(fileFields).refine(oneSource, ONE);
const media = {
  image: z.strictObject({ ...fileFields, caption: chars(1024, 0).optional() }).refine(oneSource, ONE),
  video: z.strictObject({ ...fileFields, caption: chars(1024, 0).optional() }).refine(oneSource, ONE),
  document: z
    .strictObject({ ...fileFields, caption: chars(1024, 0).optional(), filename: z.string().optional() })
    .refine(oneSource, ONE),
  audio: z.strictObject({ ...fileFields, voice: z.boolean().optional() }).refine(oneSource, ONE),
  sticker: z.strictObject(fileFields).refine(oneSource, ONE),
};

const degrees = (max: number) => z.coerce.number().min(-max).max(max);
const Location = z.strictObject({
  latitude: degrees(90),
  longitude: degrees(180),
  name: z.string().optional(),
  address: z.string().optional(),
});
const Contacts = z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string().min(1) }) })).min(1);
const Text = z.strictObject({ body: chars(4096), preview_url: z.boolean().optional() });
const Reaction = z.strictObject({ message_id: z.string().min(1), emoji: z.string().optional() });

const Header = z.union([
  z.strictObject({ type: z.literal("text"), text: chars(60) }),
  z.strictObject({ type: z.literal("image"), image: File }),
  z.strictObject({ type: z.literal("video"), video: File }),
  z.strictObject({ type: z.literal("document"), document: File }),
]);
const body = (max: number) => z.strictObject({ text: chars(max) });
const Footer = z.strictObject({ text: chars(60) });
const isUnique = (list: readonly string[]): boolean => new Set(list).size === list.length;

const Button = z.strictObject({
  type: z.literal("reply"),
  reply: z.strictObject({ id: chars(256), title: chars(20) }),
});
const Buttons = z.strictObject({
  type: z.literal("button"),
  header: Header.optional(),
  body: body(1024),
  footer: Footer.optional(),
  action: z.strictObject({
    buttons: z
      .array(Button)
      .min(1)
      .max(3)
      .refine((list) => isUnique(list.map(({ reply }) => reply.id)), "ids are unique")
      .refine((list) => isUnique(list.map(({ reply }) => reply.title)), "titles are unique"),
  }),
});
const ListRow = z.strictObject({ id: chars(200), title: chars(24), description: chars(72, 0).optional() });
const List = z.strictObject({
  type: z.literal("list"),
  header: z.strictObject({ type: z.literal("text"), text: chars(60) }).optional(),
  body: body(4096),
  footer: Footer.optional(),
  action: z.strictObject({
    button: chars(20),
    sections: z
      .array(z.strictObject({ title: chars(24, 0).optional(), rows: z.array(ListRow).min(1) }))
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every(({ title }) => title), "each of several sections has a title")
      .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, "at most 10 rows in all sections together")
      .refine((all) => isUnique(all.flatMap(({ rows }) => rows.map(({ id }) => id))), "row ids are unique"),
  }),
});
const Link = z.strictObject({
  type: z.literal("cta_url"),
  header: Header.optional(),
  body: body(1024),
  footer: Footer.optional(),
  action: z.strictObject({
    name: z.literal("cta_url"),
    parameters: z.strictObject({ display_text: chars(20), url: z.url({ protocol: /^https?$/ }) }),
  }),
});
const AskLocation = z.strictObject({
  type: z.literal("location_request_message"),
  body: body(1024),
  action: z.strictObject({ name: z.literal("send_location") }),
});
const INTERACTIVE = { button: Buttons, list: List, cta_url: Link, location_request_message: AskLocation };
const WORDS = { image: "📷 ", video: "🎬 ", audio: "🎤 ", document: "📄 ", sticker: "🙂 " } as const;
const KNOWN_TYPES = [...Object.keys(media), "text", "location", "contacts", "reaction", "interactive", "template"];

/** Everything but templates, which want their approved form beside them. */
export function readContent(type: string, message: Json): Content {
  if (!KNOWN_TYPES.includes(type))
    throw new GraphRefusal(100, `Param type must be one of {${KNOWN_TYPES.join(", ")}}.`);
  const value = message[type];
  const plain = (content: unknown, text: string, files: FileRef[] = []): Content => ({
    type,
    content: { [type]: content },
    text,
    files,
  });
  switch (type) {
    case "text": {
      const text = readGraph(z.object({ text: Text }), { text: value }).text;
      return plain(text, text.body);
    }
    case "location": {
      const { location } = readGraph(z.object({ location: Location }), { location: value });
      return plain(location, `📍 ${location.name ?? `${location.latitude}, ${location.longitude}`}`);
    }
    case "contacts": {
      const { contacts } = readGraph(z.object({ contacts: Contacts }), { contacts: value });
      return plain(contacts, `👤 ${contacts.map(({ name }) => name.formatted_name).join(", ")}`);
    }
    case "reaction": {
      const { reaction } = readGraph(z.object({ reaction: Reaction }), { reaction: value });
      return plain(reaction, reaction.emoji ?? "");
    }
    case "interactive":
      return interactive(value);
    default: {
      const kind = type as MediaKind; // one of KNOWN_TYPES, and templates are read elsewhere
      const file = readGraph(z.object({ [type]: media[kind] }), { [type]: value })[type]!; // required by the schema
      const caption = "caption" in file && typeof file.caption === "string" ? file.caption : "";
      const name = "filename" in file && typeof file.filename === "string" ? file.filename : "";
      return plain(file, `${WORDS[kind]}${caption || name || kind}`, [{ kind, id: file.id, link: file.link }]);
    }
  }
}

function interactive(value: unknown): Content {
  const { interactive: given } = readGraph(z.object({ interactive: z.looseObject({ type: z.string() }) }), {
    interactive: value,
  });
  if (!(given.type in INTERACTIVE)) {
    if (
      ["flow", "product", "product_list", "catalog_message", "address_message", "call_permission_request"].includes(
        given.type,
      )
    )
      throw new NotModelled(`interactive messages of type ${given.type}`);
    throw invalid(`interactive.type: ${given.type} is none`);
  }
  const schema = INTERACTIVE[given.type as keyof typeof INTERACTIVE]; // looked up above
  const message = readGraph(z.object({ interactive: schema }), { interactive: given }).interactive;
  const header = "header" in message ? message.header : undefined;
  const files: FileRef[] = [];
  if (header?.type === "image") files.push({ kind: "image", id: header.image.id, link: header.image.link });
  if (header?.type === "video") files.push({ kind: "video", id: header.video.id, link: header.video.link });
  if (header?.type === "document") files.push({ kind: "document", id: header.document.id, link: header.document.link });
  return { type: "interactive", content: { interactive: message }, text: message.body.text, files };
}
