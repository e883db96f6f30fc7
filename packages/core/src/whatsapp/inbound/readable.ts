import type { Content } from "@nexusone/whatsapp/webhook";

/** What can be read and searched of a message; "" for what has no words. */
export function readableText(content: Content): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "media":
      return content.caption ?? content.filename ?? "";
    case "location":
      return [content.name, content.address].filter(Boolean).join(", ");
    case "contacts":
      return content.cards.flatMap(({ formattedName }) => formattedName ?? []).join(", ");
    case "choice":
      return content.title ?? "";
    case "order":
      return content.text ?? "";
    case "poll":
      return [content.question, ...content.options].filter(Boolean).join("\n");
    default:
      return "";
  }
}
