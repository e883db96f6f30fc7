import type {
  MediaSource,
  OutgoingButtons,
  OutgoingHeader,
  OutgoingList,
  OutgoingMedia,
  OutgoingMessage,
  OutgoingTemplate,
  TemplateParameter,
} from "../rules/outgoing.ts";

type Body = Record<string, unknown>;

/** The `type` of a message and what stands under it, as the Cloud API wants them (facts section 6). */
export function cloudMessage(message: OutgoingMessage): Body {
  switch (message.type) {
    case "text":
      return { type: "text", text: { body: message.text, preview_url: message.previewUrl ?? false } };
    case "media":
      return { type: message.media, [message.media]: mediaBody(message) };
    case "buttons":
      return { type: "interactive", interactive: buttonsBody(message) };
    case "list":
      return { type: "interactive", interactive: listBody(message) };
    case "location": {
      const { latitude, longitude, name, address } = message;
      return { type: "location", location: { latitude, longitude, name, address } };
    }
    case "reaction":
      return { type: "reaction", reaction: { message_id: message.messageId, emoji: message.emoji ?? "" } };
    case "template":
      return { type: "template", template: templateBody(message) };
  }
}

function sourceBody(source: MediaSource): { id: string } | { link: string } {
  return "id" in source ? { id: source.id } : { link: source.link };
}

function mediaBody({ media, source, caption, filename, voice }: OutgoingMedia): Body {
  return {
    ...sourceBody(source),
    caption,
    ...(media === "document" && { filename }),
    ...(media === "audio" && voice && { voice: true }),
  };
}

function headerBody(header: OutgoingHeader | undefined): Body | undefined {
  if (!header) return undefined;
  if (header.type === "text") return { type: "text", text: header.text };
  const file = { ...sourceBody(header.source), ...(header.type === "document" && { filename: header.filename }) };
  return { type: header.type, [header.type]: file };
}

function buttonsBody({ body, buttons, header, footer }: OutgoingButtons): Body {
  return {
    type: "button",
    header: headerBody(header),
    body: { text: body },
    footer: footer ? { text: footer } : undefined,
    action: { buttons: buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) },
  };
}

function listBody({ body, label, sections, header, footer }: OutgoingList): Body {
  return {
    type: "list",
    header: header ? { type: "text", text: header } : undefined,
    body: { text: body },
    footer: footer ? { text: footer } : undefined,
    action: { button: label, sections },
  };
}

function templateBody({ name, language, components }: OutgoingTemplate): Body {
  return {
    name,
    // Meta's languages are written with an underscore.
    language: { code: language.replaceAll("-", "_") },
    components: components.map(({ type, subType, index, parameters }) => ({
      type,
      ...(type === "button" && { sub_type: subType, index: String(index ?? 0) }),
      parameters: parameters.map(parameterBody),
    })),
  };
}

function parameterBody(parameter: TemplateParameter): Body {
  switch (parameter.type) {
    case "text":
      return { type: "text", text: parameter.text, parameter_name: parameter.name };
    case "image":
    case "video":
    case "document": {
      const { type, source, filename } = parameter;
      return { type, [type]: { ...sourceBody(source), ...(type === "document" && { filename }) } };
    }
    case "location": {
      const { latitude, longitude, name, address } = parameter;
      return {
        type: "location",
        location: { latitude: String(latitude), longitude: String(longitude), name, address },
      };
    }
    case "payload":
      return { type: "payload", payload: parameter.payload };
    case "coupon_code":
      return { type: "coupon_code", coupon_code: parameter.code };
  }
}
