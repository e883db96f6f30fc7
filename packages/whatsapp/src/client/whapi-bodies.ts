import type { MediaSource, OutgoingButtons, OutgoingList, OutgoingMessage } from "../rules/outgoing.ts";

type Body = Record<string, unknown>;

/** Path and body of a message as Whapi wants them: flat, where Meta nests (facts section 13). */
export function whapiMessage(message: Exclude<OutgoingMessage, { type: "template" | "reaction" }>): {
  path: string;
  body: Body;
} {
  switch (message.type) {
    case "text":
      return { path: "messages/text", body: { body: message.text, no_link_preview: message.previewUrl !== true } };
    case "media": {
      const { media, source, caption, filename, voice } = message;
      const kind = media === "audio" && voice ? "voice" : media;
      return { path: `messages/${kind}`, body: { media: sourceOf(source), caption, filename } };
    }
    case "location": {
      const { latitude, longitude, name, address } = message;
      return { path: "messages/location", body: { latitude, longitude, name, address } };
    }
    case "buttons":
      return { path: "messages/interactive", body: buttonsBody(message) };
    case "list":
      return { path: "messages/interactive", body: listBody(message) };
  }
}

function sourceOf(source: MediaSource): string {
  return "id" in source ? source.id : source.link;
}

function buttonsBody({ body, buttons, header, footer }: OutgoingButtons): Body {
  return {
    type: "button",
    header: header?.type === "text" ? { text: header.text } : undefined,
    ...(header && header.type !== "text" && { media: sourceOf(header.source) }),
    body: { text: body },
    footer: footer ? { text: footer } : undefined,
    action: { buttons: buttons.map(({ id, title }) => ({ type: "quick_reply", id, title })) },
  };
}

function listBody({ body, label, sections, header, footer }: OutgoingList): Body {
  return {
    type: "list",
    header: header ? { text: header } : undefined,
    body: { text: body },
    footer: footer ? { text: footer } : undefined,
    action: { list: { label, sections } },
  };
}
