import { z } from "zod";

import * as field from "../shared/fields.ts";
import type { Fields } from "../shared/fields.ts";
import { fieldsOf, isFields, whyOf } from "../shared/fields.ts";
import { readCards } from "./cards.ts";
import { readLocation, readOrder } from "./cloud-content.ts";
import { statusWord } from "./cloud-statuses.ts";
import type { Spot } from "./emit.ts";
import { errorsOf } from "./errors.ts";
import { messageKey, statusKey } from "./keys.ts";
import { readMedia } from "./media.ts";
import type { Content, Place } from "./message-types.ts";
import { digitsOf, NOBODY } from "./person.ts";
import type { Person } from "./types.ts";

type Reader = (content: unknown, message: Fields) => Content;

const Body = z.object({ body: z.string() });
const Tap = z.object({ id: field.id, title: field.words, description: field.words });
const Card = z.object({ name: field.label, vcard: field.words });

/** Only the first prefix goes: ids of ours have colons too (`ListV3:slot:2026-…`). */
function tap(from: "button" | "list", prefix: string): Reader {
  return (value) => {
    const { id, title, description } = Tap.parse(value);
    return { type: "choice", from, id: id.startsWith(prefix) ? id.slice(prefix.length) : id, title, description };
  };
}
const REPLIES = new Map<string, Reader>([
  ["buttons_reply", tap("button", "ButtonsV3:")],
  ["list_reply", tap("list", "ListV3:")],
]);

const TYPES: Record<string, Reader> = {
  text: (value) => ({ type: "text", text: Body.parse(value).body }),
  // A text with a link in it (facts section 13).
  link_preview: (value) => ({ type: "text", text: Body.parse(value).body }),
  image: (value) => readMedia("image", value),
  video: (value) => readMedia("video", value),
  gif: (value) => readMedia("video", value),
  short: (value) => readMedia("video", value),
  audio: (value) => readMedia("audio", value),
  voice: (value) => readMedia("audio", value, true),
  document: (value) => readMedia("document", value),
  sticker: (value) => readMedia("sticker", value),
  location: (value) => readLocation(value),
  live_location: (value) => readLocation(value, true),
  contact: (value) => cards([value]),
  contact_list: (value) => cards(z.object({ list: field.rows }).parse(value).list),
  reply: (value) => {
    const { type, ...rest } = z.looseObject({ type: field.id }).parse(value);
    const read = REPLIES.get(type);
    return read ? read(rest[type], rest) : { type: "unknown", vendorType: `reply/${type}` };
  },
  order: readOrder,
  poll: (value) => {
    const poll = z.object({ title: field.words, options: z.array(z.unknown()) }).parse(value);
    return { type: "poll", question: poll.title, options: poll.options.map(field.text).filter((row) => row !== null) };
  },
  unknown: () => ({ type: "unsupported", of: null, errors: [] }),
};
const READERS = new Map(Object.entries(TYPES));

function cards(rows: unknown[]): Content {
  const named = rows.map((row) => ({ ...Card.parse(row), ...fieldsOf(row) }));
  return { type: "contacts", cards: readCards(named), requested: false };
}

export function readWhapiContent(type: string, value: unknown, message: Fields): Content {
  const read = READERS.get(type);
  if (!read) return { type: "unknown", vendorType: type };
  try {
    return read(value, message);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { type: "malformed", vendorType: type, why: whyOf(error), errors: errorsOf(message.errors) };
  }
}

const CONTEXT = z.object({
  quoted_id: field.label,
  quoted_author: field.label,
  forwarded: field.flag,
  forwarding_score: field.number,
});
// WhatsApp's own "forwarded many times", as the Cloud API has it.
const OFTEN_FORWARDED_FROM = 5;

/** One element of `messages`: exactly one item. */
export function emitWhapiMessage(spot: Spot, raw: unknown): void {
  if (!isFields(raw)) return spot.malformed(raw, "message", "no object");
  const messageId = field.text(raw.id);
  if (messageId === null) return spot.malformed(raw, "message", "no id");
  const base = { key: messageKey(spot.channel, messageId), at: field.instantOf(raw.timestamp), raw };
  const place = whapiPlace(raw, messageId);
  const type = field.text(raw.type) ?? "";
  if (type === "action" || type === "poll_update") {
    const act = actOf(fieldsOf(raw.action));
    if (act === "broken") return spot.malformed(raw, type, "no target");
    if (act) return spot.add(base, { ...place, ...act });
  }
  const context = CONTEXT.safeParse(raw.context).data;
  spot.add(base, {
    kind: "message",
    ...place,
    content: readWhapiContent(type, raw[type], raw),
    quote: context?.quoted_id ? { messageId: context.quoted_id, from: context.quoted_author, product: null } : null,
    forwarded: !context?.forwarded ? "no" : (context.forwarding_score ?? 0) > OFTEN_FORWARDED_FROM ? "often" : "yes",
    referral: null,
  });
}

function actOf(action: Fields) {
  const type = field.text(action.type);
  if (type !== "reaction" && type !== "edit" && type !== "delete" && type !== "vote") return null;
  const targetId = field.text(action.target);
  if (targetId === null) return "broken";
  if (type === "reaction") return { kind: "reaction", targetId, emoji: field.text(action.emoji) } as const;
  if (type === "delete") return { kind: "revoke", targetId } as const;
  if (type === "edit") {
    const editedType = field.text(action.edited_type) ?? "text";
    return { kind: "edit", targetId, content: readWhapiContent(editedType, action.edited_content, action) } as const;
  }
  const votes = Array.isArray(action.votes) ? action.votes : [];
  return { kind: "vote", targetId, optionIds: votes.map(field.text).filter((id) => id !== null) } as const;
}

function whapiPlace(raw: Fields, messageId: string): Place {
  const chatId = field.text(raw.chat_id) ?? "";
  const isOurs = raw.from_me === true;
  const isGroup = /@(?:g\.us|newsletter|broadcast)$/.test(chatId);
  const person = isGroup ? personOfChat(isOurs ? "" : (field.text(raw.from) ?? "")) : personOfChat(chatId);
  return {
    messageId,
    direction: isOurs ? "out" : "in",
    sentFrom: isOurs ? (raw.source === "api" ? "api" : "phone") : null,
    person: isOurs ? person : { ...person, displayName: field.text(raw.from_name) },
    groupId: isGroup ? chatId : null,
    history: null,
  };
}

/** `33639980101@s.whatsapp.net`, bare digits, `98765432109876@lid`, which is no phone number. */
export function personOfChat(chatId: string): Person {
  const [name = "", host = "s.whatsapp.net"] = chatId.split("@");
  if (host === "lid") return { ...NOBODY, lid: name };
  return host === "s.whatsapp.net" || host === "c.us" ? { ...NOBODY, phone: digitsOf(name) } : NOBODY;
}

const Status = z.object({
  id: field.id,
  status: field.id,
  recipient_id: field.label,
  viewer_id: field.label,
  timestamp: field.instant,
});

/** One element of `statuses`. The word decides; of the codes only 4 = read is documented. */
export function emitWhapiStatus(spot: Spot, raw: unknown): void {
  const parsed = Status.safeParse(raw);
  if (!parsed.success) return spot.malformed(raw, "status", whyOf(parsed.error));
  const { id, status, recipient_id, viewer_id, timestamp } = parsed.data;
  const isGroup = recipient_id?.endsWith("@g.us") ?? false;
  spot.add(
    { key: statusKey(spot.channel, id, status, isGroup ? viewer_id : null), at: timestamp, raw },
    {
      kind: "status",
      messageId: id,
      status: statusWord(status),
      word: status,
      person: personOfChat((isGroup ? viewer_id : recipient_id) ?? ""),
      groupId: isGroup ? recipient_id : null,
      callbackData: null,
      pricing: null,
      conversation: null,
      errors: errorsOf(fieldsOf(raw).errors),
    },
  );
}
