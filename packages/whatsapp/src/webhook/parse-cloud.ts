import * as field from "../shared/fields.ts";
import type { Fields } from "../shared/fields.ts";
import { fieldsOf, isFields } from "../shared/fields.ts";
import { emitAccountChange, isAccountField } from "./cloud-account.ts";
import { emitMessage, emitUserIdUpdate } from "./cloud-messages.ts";
import type { MessageSetting } from "./cloud-messages.ts";
import { emitContactSync, emitErrors, emitPreference, emitStatus } from "./cloud-statuses.ts";
import { createSpot } from "./emit.ts";
import type { Spot } from "./emit.ts";
import { digitsOf, indexContacts } from "./person.ts";
import { readBody } from "./read-body.ts";
import type { ChannelRef, WebhookItem } from "./types.ts";

export type ParseOptions = {
  /** When the body arrived: part of the identity of the few events that carry neither id nor time. */
  receivedAt: Date;
};

/**
 * All items of a verified body of the Cloud API, in the order they came: every entry, change, message, status and error. Never
 * throws and never drops: what is unknown or broken becomes an item of its own and costs no neighbour. A change that says nothing
 * is an `unknown` item too, so that a body gives at least one item.
 */
export function parseCloudWebhook(rawBody: Uint8Array, { receivedAt }: ParseOptions): WebhookItem[] {
  const items: WebhookItem[] = [];
  const nowhere: ChannelRef = { provider: "cloud_api", accountId: null, channelId: null, displayPhone: null };
  const root = createSpot(items, receivedAt, nowhere);
  const body = readBody(rawBody);
  if ("why" in body) root.malformed(body.raw, "body", body.why);
  else if (!isFields(body.value) || !Array.isArray(body.value.entry))
    root.malformed(body.value, "body", "no entry list");
  else if (body.value.entry.length === 0) root.unknown(body.value, "body", "no entries");
  else body.value.entry.forEach((entry: unknown, index) => walkEntry(root, entry, index, receivedAt));
  return items;
}

function walkEntry(root: Spot, entry: unknown, index: number, receivedAt: Date): void {
  const accountId = field.text(fieldsOf(entry).id);
  const spot = root.at(`entry[${index}]`, { ...root.channel, accountId });
  if (!isFields(entry) || !Array.isArray(entry.changes)) return spot.malformed(entry, "entry", "no list of changes");
  const at = field.instantOf(entry.time);
  if (entry.changes.length === 0) return spot.unknown(entry, "entry", "no changes", at);
  entry.changes.forEach((change: unknown, step) => walkChange(spot.at(`changes[${step}]`), change, at, receivedAt));
}

function walkChange(spot: Spot, change: unknown, at: Date | null, receivedAt: Date): void {
  if (!isFields(change)) return spot.malformed(change, "change", "no object", at);
  const name = field.text(change.field) ?? "";
  const { value } = change;
  if (isAccountField(name)) return emitAccountChange(spot, name, value, change, at);
  if (!isFields(value)) return spot.malformed(change, name, "value is no object", at);
  const metadata = fieldsOf(value.metadata);
  const channel = {
    ...spot.channel,
    channelId: field.text(metadata.phone_number_id),
    displayPhone: field.text(metadata.display_phone_number),
  };
  const inner = spot.at("value", channel);
  const isKnown = name === "messages" || LISTS.some((list) => Object.hasOwn(value, list));
  if (!isKnown) return inner.unknown(change, name, "an unknown field", at);
  const told = walkLists(inner, name, value, receivedAt);
  if (!told) inner.unknown(change, name, "nothing in it", at);
}

/** The lists this package reads, under whatever field they come. */
const LISTS = [
  "messages",
  "message_echoes",
  "history",
  "statuses",
  "user_preferences",
  "state_sync",
  "user_id_update",
  "errors",
] as const;

/** What a value holds beside its lists; everything else that is there becomes an item. */
const ENVELOPE = new Set(["messaging_product", "metadata", "contacts"]);

/** Every list of a value, whatever field it came under. Messages go before statuses, so that a status finds its message. */
function walkLists(spot: Spot, name: string, value: Fields, receivedAt: Date): boolean {
  const contacts = indexContacts(listOf(value.contacts));
  const valueErrors = listOf(value.errors);
  let errorsAreTold = valueErrors.length === 0;
  const explained = () => void (errorsAreTold = true);
  const setting: MessageSetting = { contacts, valueErrors, direction: "in", history: null, explained };
  const isHistory = name === "history";
  const readers: Record<Exclude<(typeof LISTS)[number], "errors">, (spot: Spot, raw: unknown) => void> = {
    messages: (at, raw) => emitMessage(at, raw, isHistory ? pastSetting(spot, raw, setting, null) : setting),
    message_echoes: (at, raw) => emitMessage(at, raw, { ...setting, direction: "out" }),
    history: (at, raw) => walkHistory(at, raw, setting, receivedAt),
    statuses: (at, raw) => emitStatus(at, raw, contacts),
    user_preferences: (at, raw) => emitPreference(at, raw, contacts),
    state_sync: (at, raw) => emitContactSync(at, raw),
    user_id_update: (at, raw) => emitUserIdUpdate(at, raw, contacts),
  };
  let told = false;
  for (const [key, read] of Object.entries(readers)) {
    if (!Object.hasOwn(value, key)) continue;
    const list = value[key];
    if (!Array.isArray(list)) spot.at(key).malformed(list, key, "no list");
    else list.forEach((raw: unknown, index) => read(spot.at(`${key}[${index}]`), raw));
    told ||= !Array.isArray(list) || list.length > 0;
  }
  if (!errorsAreTold) emitErrors(spot.at("errors"), valueErrors, receivedAt);
  const errorsAreBroken = Object.hasOwn(value, "errors") && !Array.isArray(value.errors);
  if (errorsAreBroken) spot.at("errors").malformed(value.errors, "errors", "no list");
  told ||= valueErrors.length > 0 || errorsAreBroken;
  for (const [key, raw] of Object.entries(value)) {
    if (ENVELOPE.has(key) || Object.hasOwn(readers, key) || key === "errors") continue;
    spot.at(key).unknown(raw, name === "messages" ? key : `${name}.${key}`, "not read by this package");
    told = true;
  }
  return told;
}

/** A piece of the 180 days before the connection: threads of messages of both sides. */
function walkHistory(spot: Spot, piece: unknown, setting: MessageSetting, receivedAt: Date): void {
  const { threads, errors } = fieldsOf(piece);
  if (Array.isArray(errors)) return emitErrors(spot.at("errors"), errors, receivedAt);
  if (!Array.isArray(threads)) return spot.malformed(piece, "history", "neither threads nor errors");
  if (threads.length === 0) return spot.unknown(piece, "history", "no threads");
  threads.forEach((thread: unknown, index) => {
    const at = spot.at(`threads[${index}]`);
    const { id, messages } = fieldsOf(thread);
    if (!Array.isArray(messages)) return at.malformed(thread, "history", "thread without messages");
    if (messages.length === 0) return at.unknown(thread, "history", "empty thread");
    messages.forEach((raw: unknown, step) =>
      emitMessage(at.at(`messages[${step}]`), raw, pastSetting(spot, raw, setting, field.text(id))),
    );
  });
}

function pastSetting(spot: Spot, raw: unknown, setting: MessageSetting, threadId: string | null): MessageSetting {
  const message = fieldsOf(raw);
  const from = digitsOf(field.text(message.from) ?? "");
  const isOurs = from !== null && from === digitsOf(spot.channel.displayPhone ?? "");
  return {
    ...setting,
    direction: isOurs ? "out" : "in",
    history: { status: field.text(fieldsOf(message.history_context).status)?.toLowerCase() ?? null },
    threadId: threadId ?? undefined,
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
