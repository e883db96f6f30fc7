import { sql } from "drizzle-orm";
import { check, index, integer, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  NOTICE_CHANNELS,
  NOTICE_STATES,
  NOTICE_STEPS,
  type NoticeChannelName,
  type NoticeState,
  type NoticeStep,
} from "@nexusone/contracts/customer-notice-terms";
import { instant, matches, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { messages } from "./conversations.ts";
import { orders } from "./orders.ts";
import { sealedText } from "./sealed.ts";

/** What customers are told of, and how letters of the shop look; made when somebody first says so. */
export const customerNoticeSettings = tenantTable(
  "customer_notice_settings",
  {
    steps: text("steps").array().$type<NoticeStep[]>().notNull(),
    preferred: text("preferred").$type<NoticeChannelName>().notNull().default("whatsapp"),
    replyTo: text("reply_to"),
    accent: text("accent"),
    ...timestamps(),
  },
  (t) => [
    unique("customer_notice_settings_key").on(t.merchantId),
    matches(t.accent, "^#[0-9a-f]{6}$"),
    oneOf(t.preferred, NOTICE_CHANNELS),
  ],
);

/**
 * What a customer is told of one step, once: `aboutId` is the parcel, the payment or the order itself. `sending` is written
 * before the call, so that a process that dies in it leaves a row that says so.
 */
export const customerNotices = tenantTable(
  "customer_notices",
  {
    orderId: uuid("order_id").notNull(),
    step: text("step").$type<NoticeStep>().notNull(),
    aboutId: uuid("about_id").notNull(),
    channel: text("channel").$type<NoticeChannelName>().notNull(),
    state: text("state").$type<NoticeState>().notNull(),
    reason: reasonCode("reason"),
    /** Why it did not go by WhatsApp. */
    passedReason: text("passed_reason"),
    /** Of WhatsApp: the message that tells it. */
    messageId: uuid("message_id"),
    attempts: integer("attempts").notNull().default(0),
    /** Of `waiting`: when it is to be sent. Of `sending`: when whoever sends it is given up. */
    dueAt: instant("due_at").notNull(),
    /** Since when it is as it is. */
    movedAt: instant("moved_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    tenantRef(t, t.messageId, messages, "cascade"),
    // What became of a message is looked up by it.
    unique("customer_notices_message").on(t.merchantId, t.messageId),
    unique("customer_notices_key").on(t.merchantId, t.orderId, t.step, t.aboutId),
    index("customer_notices_due")
      .on(t.merchantId, t.dueAt)
      .where(sql`state in ('waiting', 'sending')`),
    oneOf(t.step, NOTICE_STEPS),
    oneOf(t.channel, NOTICE_CHANNELS),
    oneOf(t.state, NOTICE_STATES),
    check("customer_notices_reason_check", sql`${t.state} not in ('not_sent', 'unknown') or ${t.reason} is not null`),
    check("customer_notices_queued_check", sql`${t.state} <> 'queued' or ${t.messageId} is not null`),
  ],
);

/** The address of an order for its customer. The token opens with our keys alone; a request is found by its hash. */
export const trackingLinks = tenantTable(
  "tracking_links",
  {
    orderId: uuid("order_id").notNull(),
    tokenHash: text("token_hash").notNull(),
    tokenSealed: sealedText("token_sealed", "tracking_links.token").notNull(),
    madeAt: instant("made_at").notNull(),
    revokedAt: instant("revoked_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    uniqueIndex("tracking_links_open")
      .on(t.merchantId, t.orderId)
      .where(sql`revoked_at is null`),
    // Asked across merchants (`system.tracking_link`): the one lookup that is not led by the merchant.
    unique("tracking_links_token_key").on(t.tokenHash),
    index("tracking_links_order").on(t.merchantId, t.orderId),
  ],
);
