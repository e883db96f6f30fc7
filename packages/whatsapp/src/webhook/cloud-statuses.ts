import { z } from "zod";

import * as field from "../shared/fields.ts";
import { fieldsOf, isFields, whyOf } from "../shared/fields.ts";
import type { Spot } from "./emit.ts";
import { errorsOf } from "./errors.ts";
import { eventKey, statusKey } from "./keys.ts";
import type { StatusItem, StatusWord } from "./message-types.ts";
import { personOf, withProfile } from "./person.ts";
import type { Contacts } from "./person.ts";

const WORDS = new Set<string>(["pending", "sent", "delivered", "read", "played", "failed", "deleted"]);

export function statusWord(word: string): StatusWord | "other" {
  return isStatusWord(word) ? word : "other";
}
function isStatusWord(word: string): word is StatusWord {
  return WORDS.has(word);
}

const Status = z.object({
  id: field.id,
  status: field.id,
  timestamp: field.instant,
  recipient_id: field.label,
  recipient_user_id: field.label,
  parent_recipient_user_id: field.label,
  recipient_type: field.label,
  recipient_participant_id: field.label,
  biz_opaque_callback_data: field.words,
});

const Pricing = z
  .object({ pricing_model: field.label, type: field.label, category: field.label, billable: z.unknown().optional() })
  .transform((row) => ({
    model: row.pricing_model,
    type: row.type,
    category: row.category,
    billable: typeof row.billable === "boolean" ? row.billable : null,
  }));

/** One element of `statuses`: exactly one item. */
export function emitStatus(spot: Spot, raw: unknown, contacts: Contacts): void {
  const parsed = Status.safeParse(raw);
  if (!parsed.success || !isFields(raw))
    return spot.malformed(raw, "status", parsed.success ? "no object" : whyOf(parsed.error));
  const status = parsed.data;
  const isGroup = status.recipient_type === "group";
  const participant = status.recipient_participant_id;
  const person = personOf({
    phone: isGroup ? participant : status.recipient_id,
    userId: status.recipient_user_id,
    parentUserId: status.parent_recipient_user_id,
  });
  const word = statusWord(status.status);
  const item: StatusItem = {
    kind: "status",
    messageId: status.id,
    status: word,
    word: status.status,
    person: withProfile(person, contacts),
    groupId: isGroup ? status.recipient_id : null,
    callbackData: status.biz_opaque_callback_data,
    pricing: isFields(raw.pricing) ? Pricing.parse(raw.pricing) : null,
    conversation: conversationOf(raw.conversation),
    errors: errorsOf(raw.errors),
  };
  const key = statusKey(spot.channel, status.id, status.status, isGroup ? (participant ?? person.userId) : null);
  spot.add({ key, at: status.timestamp, raw }, item);
}

/** Left out from v24 but for free entry points (facts section 4): do not build on it. */
function conversationOf(value: unknown): StatusItem["conversation"] {
  const { id, expiration_timestamp, origin } = fieldsOf(value);
  const found = field.text(id);
  if (found === null) return null;
  return { id: found, expiresAt: field.instantOf(expiration_timestamp), origin: field.text(fieldsOf(origin).type) };
}

const Preference = z.object({
  wa_id: field.label,
  user_id: field.label,
  parent_user_id: field.label,
  category: field.id,
  value: z.enum(["stop", "resume"]),
  timestamp: field.instant,
});

/** One element of `user_preferences`. */
export function emitPreference(spot: Spot, raw: unknown, contacts: Contacts): void {
  const parsed = Preference.safeParse(raw);
  if (!parsed.success) return spot.malformed(raw, "user_preferences", whyOf(parsed.error));
  const { wa_id, user_id, parent_user_id, category, value, timestamp } = parsed.data;
  const person = withProfile(personOf({ phone: wa_id, userId: user_id, parentUserId: parent_user_id }), contacts);
  spot.event("user_preferences", raw, timestamp, { kind: "preference", person, category, wish: value });
}

const ContactSync = z.object({
  type: z.literal("contact"),
  action: z.enum(["add", "edit", "remove"]),
  contact: z.object({
    full_name: field.label,
    first_name: field.label,
    phone_number: field.label,
    user_id: field.label,
    username: field.label,
  }),
  metadata: z.object({ timestamp: field.instant }).optional(),
});

/** One element of `state_sync`: `add` also for what was edited. */
export function emitContactSync(spot: Spot, raw: unknown): void {
  const parsed = ContactSync.safeParse(raw);
  if (!parsed.success) return spot.malformed(raw, "state_sync", whyOf(parsed.error));
  const { contact, action, metadata } = parsed.data;
  const person = personOf({ phone: contact.phone_number, userId: contact.user_id });
  spot.event("state_sync", raw, metadata?.timestamp ?? null, {
    kind: "contact_sync",
    action: action === "remove" ? "remove" : "set",
    person: { ...person, username: contact.username },
    fullName: contact.full_name,
    firstName: contact.first_name,
  });
}

/** `errors` of a value: about the number, not about a message. All of one value are one item. */
export function emitErrors(spot: Spot, raw: readonly unknown[], receivedAt: Date): void {
  const errors = errorsOf(raw);
  const key = eventKey(spot.channel, "errors", raw, null, receivedAt);
  spot.add({ key, at: null, raw }, { kind: "error", errors });
}
