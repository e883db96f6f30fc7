import type { ReadItem, WebhookItem } from "@nexusone/whatsapp/webhook";
import type { CutMessage } from "../inbox/channel.ts";

/** Whose values are instants, wherever in an item they stand. */
const INSTANTS = new Set(["at", "disableAt", "effectiveAt", "expiresAt"]);

/** What the inbox keeps of an item: all but the raw element, which stays in the sealed body. The package cleans every string. */
export function storedItem({ raw: _raw, ...item }: WebhookItem): CutMessage {
  return { externalId: item.key, kind: item.kind, payload: item };
}

/** Of a number that nobody has connected through the app that signed: that it came, and nothing of what it says. */
export const refusedItem = ({ key, kind, channel, path }: WebhookItem): CutMessage => ({
  externalId: `foreign:${key}`,
  kind,
  payload: { channel, path },
  refusal: "webhook.foreign_channel",
});

/** What was kept, with its instants as such. */
export const readItem = (payload: Record<string, unknown>): ReadItem =>
  JSON.parse(JSON.stringify(payload), (key, value: unknown) =>
    INSTANTS.has(key) && typeof value === "string" ? new Date(value) : value,
  ) as ReadItem; // what `storedItem` wrote
