import * as field from "../shared/fields.ts";
import type { Fields } from "../shared/fields.ts";
import { fieldsOf, isFields } from "../shared/fields.ts";
import { createSpot } from "./emit.ts";
import type { Spot } from "./emit.ts";
import { errorsOf } from "./errors.ts";
import { messageKey } from "./keys.ts";
import type { ParseOptions } from "./parse-cloud.ts";
import { NOBODY } from "./person.ts";
import { readBody } from "./read-body.ts";
import type { ChannelRef, ChannelStateItem, WebhookItem } from "./types.ts";
import { emitWhapiMessage, emitWhapiStatus } from "./whapi-messages.ts";

/**
 * All items of a body of Whapi's, in the same types as the Cloud API's. `from_me` messages are direction `out`: of `sentFrom: "api"`
 * an echo of a call of ours, whose id is the one that call answered. Never throws, never drops. The body may be wrapped in an array.
 */
export function parseWhapiWebhook(rawBody: Uint8Array, { receivedAt }: ParseOptions): WebhookItem[] {
  const items: WebhookItem[] = [];
  const nowhere: ChannelRef = { provider: "whapi", accountId: null, channelId: null, displayPhone: null };
  const root = createSpot(items, receivedAt, nowhere);
  const body = readBody(rawBody);
  if ("why" in body) {
    root.malformed(body.raw, "body", body.why);
    return items;
  }
  const parts: unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  if (parts.length === 0) root.unknown(body.value, "body", "empty list");
  parts.forEach((part, index) => walkPart(Array.isArray(body.value) ? root.at(`[${index}]`) : root, part));
  return items;
}

const ENVELOPE = new Set(["event", "channel_id"]);
const READERS = new Map<string, (spot: Spot, raw: unknown) => void>([
  ["messages", emitWhapiMessage],
  ["statuses", emitWhapiStatus],
  ["messages_removed", emitRemoved],
]);

function walkPart(outer: Spot, part: unknown): void {
  if (!isFields(part)) return outer.malformed(part, "body", "no object");
  const spot = withChannel(outer, part);
  let told = false;
  for (const [key, value] of Object.entries(part)) {
    if (ENVELOPE.has(key)) continue;
    told = true;
    const read = READERS.get(key);
    if (key === "health") emitHealth(spot.at(key), value);
    else if (key === "errors" && Array.isArray(value))
      spot.at(key).event("errors", value, null, { kind: "error", errors: errorsOf(value) });
    else if (!read) spot.at(key).unknown(value, key, "not read by this package");
    else if (!Array.isArray(value)) spot.at(key).malformed(value, key, "no list");
    else if (value.length === 0) spot.at(key).unknown(value, key, "empty list");
    else value.forEach((raw: unknown, index) => read(spot.at(`${key}[${index}]`), raw));
  }
  if (!told) spot.unknown(part, field.text(fieldsOf(part.event).type) ?? "body", "nothing in it");
}

/** The same spot in the channel that the body names. */
function withChannel(outer: Spot, part: Fields): Spot {
  return outer.at("", { ...outer.channel, channelId: field.text(part.channel_id) });
}

/** An id of a message that was deleted. */
function emitRemoved(spot: Spot, raw: unknown): void {
  const targetId = field.text(raw);
  if (targetId === null) return spot.malformed(raw, "messages_removed", "no id");
  spot.add(
    { key: `${messageKey(spot.channel, targetId)}:removed`, at: null, raw },
    {
      kind: "revoke",
      messageId: targetId,
      direction: "in",
      sentFrom: null,
      person: NOBODY,
      groupId: null,
      history: null,
      targetId,
    },
  );
}

const STATES = new Map<string, ChannelStateItem["state"]>([
  ["AUTH", "connected"],
  ["QR", "disconnected"],
  ["NOT_INIT", "starting"],
  ["INIT", "starting"],
  ["LAUNCH", "starting"],
  ["ERROR", "error"],
  ["SYNC_ERROR", "error"],
]);

/** What a channel's state word means; undefined for a word nobody documented. */
export function channelStateOf(word: string): ChannelStateItem["state"] | undefined {
  return STATES.get(word.toUpperCase());
}

function emitHealth(spot: Spot, raw: unknown): void {
  const word = field.text(fieldsOf(fieldsOf(raw).status).text);
  if (word === null) return spot.malformed(raw, "health", "no status text");
  const state = channelStateOf(word);
  if (state === undefined) return spot.unknown(raw, "health", "a state nobody documented");
  spot.event("health", raw, null, { kind: "channel_state", state, word });
}
