import type { ChatMessage, Json, PhoneNumber, Thread, WhapiChannel } from "./model.ts";
import { base64Digest, type StoredMedia } from "./media.ts";
import { seconds } from "./push/events.ts";

/** What a person does, as both vendors can tell it. */
export type Said = {
  id: string;
  at: number;
  type: string;
  /** What stands under `type`. */
  value: unknown;
  quotedId: string | null;
  forwarded: "once" | "often" | null;
  referral: Json | null;
  file: StoredMedia | null;
};

/** An element of Meta's `messages` (facts section 3). */
export function cloudRow(said: Said, sender: Json, number: PhoneNumber): Json {
  const context =
    said.forwarded !== null
      ? { [said.forwarded === "once" ? "forwarded" : "frequently_forwarded"]: true }
      : said.quotedId !== null
        ? { from: number.phone, id: said.quotedId }
        : undefined;
  return {
    ...(context && { context }),
    ...sender,
    id: said.id,
    timestamp: seconds(said.at),
    ...(said.type === "unsupported"
      ? (said.value as Json)
      : said.value === undefined
        ? {}
        : { [said.type]: said.value }), // of unsupported ones the parts stand beside it
    ...(said.referral && { referral: said.referral }),
    type: said.type,
  };
}

/** What stands under `image`, `audio` and the like. */
export function cloudFile(file: StoredMedia, url: string, more: Json): Json {
  return { mime_type: file.mimeType, sha256: base64Digest(file), id: file.id, url, ...more };
}

/** An element of Whapi's `messages` (facts section 13): another form for nearly everything. */
export function whapiRow(said: Said, thread: Thread, channel: WhapiChannel): Json {
  const { person } = thread;
  const { type, ...content } = whapiContent(said);
  return {
    id: said.id,
    from_me: false,
    type,
    chat_id: `${person.phone}@s.whatsapp.net`,
    timestamp: Math.floor(said.at / 1_000),
    source: "mobile",
    ...content,
    ...((said.quotedId !== null || said.forwarded !== null) && {
      context: {
        ...(said.quotedId !== null && { quoted_id: said.quotedId, quoted_author: channel.phone }),
        ...(said.forwarded !== null && { forwarded: true, forwarding_score: said.forwarded === "once" ? 1 : 7 }),
      },
    }),
    from: person.phone,
    from_name: person.name ?? "",
  };
}

/** Own messages come back with `from_me`: who answers them answers itself. */
export function whapiEcho(
  channel: WhapiChannel,
  { person }: Thread,
  message: ChatMessage,
  source: "api" | "mobile",
  type = message.type,
): Json {
  return {
    id: message.id,
    from_me: true,
    type,
    chat_id: `${person.phone}@s.whatsapp.net`,
    timestamp: Math.floor(message.at / 1_000),
    source,
    device_id: 0,
    status: source === "api" ? "sent" : "pending",
    ...message.content,
    from: channel.phone,
  };
}

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {}); // an object by the test

function whapiContent({ type, value, file, at }: Said): Json & { type: string } {
  const given = object(value);
  if (file) {
    const kind = type === "audio" && given["voice"] === true ? "voice" : type;
    const { caption, filename } = given;
    return {
      type: kind,
      [kind]: {
        id: file.id,
        mime_type: file.mimeType,
        file_size: file.bytes.length,
        sha256: base64Digest(file),
        timestamp: Math.floor(at / 1_000),
        ...(caption !== undefined && { caption }),
        ...(filename !== undefined && { file_name: filename }),
      },
    };
  }
  switch (type) {
    case "text": {
      const body = String(given["body"]);
      const url = /https?:\/\/\S+/.exec(body)?.[0];
      // A text that holds a link is of another type.
      return url === undefined
        ? { type, text: { body } }
        : { type: "link_preview", link_preview: { body, url, title: "", description: "" } };
    }
    case "interactive": {
      const kind = given["type"] === "list_reply" ? "list_reply" : "buttons_reply";
      const reply = object(given[String(given["type"])]);
      const prefix = kind === "list_reply" ? "ListV3" : "ButtonsV3";
      return { type: "reply", reply: { type: kind, [kind]: { ...reply, id: `${prefix}:${String(reply["id"])}` } } };
    }
    case "reaction":
      return { type: "action", action: { target: given["message_id"], type: "reaction", emoji: given["emoji"] ?? "" } };
    case "edit":
      return {
        type: "action",
        action: {
          target: given["original_message_id"],
          type: "edit",
          edited_type: "text",
          edited_content: object(object(given["message"])["text"]),
        },
      };
    case "revoke":
      return { type: "action", action: { target: given["original_message_id"], type: "delete" } };
    case "contacts":
      return { type: "contact_list", contact_list: { list: value } };
    default:
      return { type, [type]: value };
  }
}
