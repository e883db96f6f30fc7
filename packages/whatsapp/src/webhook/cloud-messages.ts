import { z } from "zod";

import * as field from "../shared/fields.ts";
import type { Fields } from "../shared/fields.ts";
import { fieldsOf, isFields, whyOf } from "../shared/fields.ts";
import { readContent } from "./cloud-content.ts";
import type { Spot } from "./emit.ts";
import { errorsOf } from "./errors.ts";
import { historyKey, messageKey } from "./keys.ts";
import type { IdentityChange, MessageItem, Place, Quote, Referral } from "./message-types.ts";
import { isNobody, NOBODY, personOf, withProfile } from "./person.ts";
import type { Contacts } from "./person.ts";
import type { Person } from "./types.ts";

/** What a message's array and value say about it. */
export type MessageSetting = {
  contacts: Contacts;
  /** Errors of the whole value, which explain a message without content. */
  valueErrors: readonly unknown[];
  direction: "in" | "out";
  history: Place["history"];
  /** Called when a message took those errors as its own. */
  explained?: () => void;
  /** History names its person beside the messages. */
  threadId?: string;
};

const Context = z.object({
  id: field.label,
  from: field.label,
  forwarded: field.flag,
  frequently_forwarded: field.flag,
  referred_product: z.unknown().optional(),
});

const ReferralFields = z
  .object({
    source_type: field.label,
    source_id: field.label,
    source_url: field.label,
    headline: field.words,
    body: field.words,
    media_type: field.label,
    image_url: field.label,
    video_url: field.label,
    thumbnail_url: field.label,
    ctwa_clid: field.label,
    welcome_message: z.unknown().optional(),
  })
  .transform((row): Referral => ({
    sourceType: row.source_type,
    sourceId: row.source_id,
    sourceUrl: row.source_url,
    headline: row.headline || null,
    body: row.body,
    mediaType: row.media_type,
    mediaUrl: row.image_url ?? row.video_url,
    thumbnailUrl: row.thumbnail_url,
    clickId: row.ctwa_clid,
    welcomeText: field.text(fieldsOf(row.welcome_message).text),
  }));

/** One element of `messages`, `message_echoes` or a thread of history: exactly one item. */
export function emitMessage(spot: Spot, raw: unknown, setting: MessageSetting): void {
  if (!isFields(raw)) return spot.malformed(raw, "message", "no object");
  const messageId = field.text(raw.id);
  if (messageId === null) return spot.malformed(raw, "message", "no id");
  const type = field.text(raw.type) ?? "";
  const key = setting.history ? historyKey(spot.channel, messageId, type) : messageKey(spot.channel, messageId);
  const at = field.instantOf(raw.timestamp);
  if (type === "system") return spot.add({ key, at, raw }, systemChange(raw, messageId));

  const place = placeOf(raw, messageId, setting);
  const acted = actOf(type, raw);
  if (acted === "broken") return spot.malformed(raw, type, "no target");
  if (acted) return spot.add({ key, at, raw }, { ...place, ...acted });
  const message = messageOf(raw, place, setting);
  if (message.content.type === "malformed") setting.explained?.();
  spot.add({ key, at, raw }, message);
}

function messageOf(raw: Fields, place: Place, setting: MessageSetting): MessageItem {
  const context = Context.safeParse(raw.context).data;
  const referral = isFields(raw.referral) ? (ReferralFields.safeParse(raw.referral).data ?? null) : null;
  return {
    kind: "message",
    ...place,
    content: readContent(raw, errorsOf(setting.valueErrors)),
    quote: context ? quoteOf(context) : null,
    forwarded: context?.frequently_forwarded ? "often" : context?.forwarded ? "yes" : "no",
    referral,
  };
}

function quoteOf(context: z.output<typeof Context>): Quote | null {
  const product = isFields(context.referred_product)
    ? {
        catalogId: field.text(context.referred_product.catalog_id),
        productId: field.text(context.referred_product.product_retailer_id),
      }
    : null;
  if (context.id === null && product === null) return null;
  return { messageId: context.id, from: context.from, product };
}

/** Reactions, edits and deletions act on another message. */
function actOf(type: string, raw: Fields) {
  if (type !== "reaction" && type !== "edit" && type !== "revoke") return null;
  const inner = fieldsOf(raw[type]);
  const targetId = field.text(inner.message_id) ?? field.text(inner.original_message_id);
  if (targetId === null) return "broken";
  if (type === "reaction") return { kind: "reaction", targetId, emoji: field.text(inner.emoji) } as const;
  if (type === "edit") return { kind: "edit", targetId, content: readContent(fieldsOf(inner.message)) } as const;
  return { kind: "revoke", targetId } as const;
}

function placeOf(raw: Fields, messageId: string, { contacts, direction, history, threadId }: MessageSetting): Place {
  return {
    messageId,
    direction,
    sentFrom: direction === "out" ? "phone" : null,
    person: withProfile(customerOf(raw, direction, threadId), contacts),
    groupId: field.text(raw.group_id),
    history,
  };
}

function customerOf(raw: Fields, direction: "in" | "out", threadId: string | undefined): Person {
  const person =
    direction === "in"
      ? personOf({ phone: raw.from, userId: raw.from_user_id, parentUserId: raw.from_parent_user_id })
      : personOf({ phone: raw.to, userId: raw.to_user_id, parentUserId: raw.to_parent_user_id });
  return isNobody(person) ? personOf({ phone: threadId }) : person;
}

const SystemFields = z.object({
  type: field.label,
  body: field.words,
  wa_id: field.label,
  // An older name of the same.
  new_wa_id: field.label,
  user_id: field.label,
  parent_user_id: field.label,
  previous_user_id: field.label,
  previous_parent_user_id: field.label,
});
const CHANGES = new Map<string | null, IdentityChange["change"]>([
  ["user_changed_number", "number"],
  ["user_changed_user_id", "user_id"],
  ["customer_identity_changed", "identity_key"],
]);

function systemChange(raw: Fields, messageId: string): IdentityChange {
  const system = SystemFields.parse(fieldsOf(raw.system));
  const change = CHANGES.get(system.type) ?? "other";
  const sender = personOf({ phone: raw.from, userId: raw.from_user_id, parentUserId: raw.from_parent_user_id });
  const after = personOf({
    phone: system.wa_id ?? system.new_wa_id,
    userId: system.user_id ?? (change === "user_id" ? sender.userId : null),
    parentUserId: system.parent_user_id,
  });
  // `from_user_id` of such a notice is already the new one.
  const before: Person = {
    ...NOBODY,
    phone: sender.phone,
    userId: system.previous_user_id ?? (change === "user_id" ? null : sender.userId),
    parentUserId: system.previous_parent_user_id ?? (change === "user_id" ? null : sender.parentUserId),
  };
  return { kind: "identity_change", messageId, change, before, after, text: system.body };
}

/** One element of `user_id_update`, an earlier form of the same news (facts section 5). */
export function emitUserIdUpdate(spot: Spot, raw: unknown, contacts: Contacts): void {
  const Pair = z.object({ previous: field.label, current: field.label });
  const parsed = z
    .object({
      wa_id: field.label,
      user_id: Pair,
      parent_user_id: Pair.optional(),
      detail: field.words,
      timestamp: field.instant,
    })
    .safeParse(raw);
  if (!parsed.success) return spot.malformed(raw, "user_id_update", whyOf(parsed.error));
  const { wa_id, user_id, parent_user_id, detail, timestamp } = parsed.data;
  const named = withProfile(personOf({ phone: wa_id }), contacts);
  spot.event("user_id_update", raw, timestamp, {
    kind: "identity_change",
    messageId: null,
    change: "user_id",
    before: { ...named, userId: user_id.previous, parentUserId: parent_user_id?.previous ?? null },
    after: { ...named, userId: user_id.current, parentUserId: parent_user_id?.current ?? null },
    text: detail,
  });
}
