import { bigint, boolean, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import type { EventType } from "@nexusone/contracts/events";
import { DELIVERY_STATES, WEBHOOK_STATES, type DeliveryState, type WebhookState } from "@nexusone/contracts/webhooks";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { sealedText } from "./sealed.ts";
import { events } from "./events.ts";

/** Where a merchant's events are sent. No event types means all of them. */
export const webhooks = tenantTable(
  "webhooks",
  {
    url: text("url").notNull(),
    description: text("description").notNull(),
    eventTypes: text("event_types").array().$type<EventType[]>().notNull(),
    ordered: boolean("ordered").notNull(),
    ratePerMinute: integer("rate_per_minute").notNull(),
    bodySignature: boolean("body_signature").notNull(),
    state: text("state").$type<WebhookState>().notNull().default("active"),
    /** Only what happens from here on is sent by itself. */
    registeredAt: instant("registered_at").notNull(),
    failingSince: instant("failing_since"),
    lastReason: text("last_reason"),
    lastDeliveredAt: instant("last_delivered_at"),
    disabledAt: instant("disabled_at"),
    disabledReason: text("disabled_reason"),
    /** The receiver asked to be left alone until then. */
    retryAfter: instant("retry_after"),
    /** Its minute's rate is used up until then; real time, as all rates. */
    rateHeldUntil: instant("rate_held_until"),
    ...timestamps(),
  },
  (t) => [oneOf(t.state, WEBHOOK_STATES)],
);

/** What deliveries are signed with, sealed. The newest has no expiry; the one before it is valid until its own. */
export const webhookSecrets = tenantTable(
  "webhook_secrets",
  {
    webhookId: uuid("webhook_id").notNull(),
    secretSealed: sealedText("secret_sealed", "webhook_secrets.secret").notNull(),
    registeredAt: instant("registered_at").notNull(),
    expiresAt: instant("expires_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.webhookId, webhooks, "cascade"),
    index("webhook_secrets_webhook").on(t.merchantId, t.webhookId, t.id.desc().nullsFirst()),
  ],
);

/** One event for one endpoint, once: a replay sets the same row to work again. */
export const webhookDeliveries = tenantTable(
  "webhook_deliveries",
  {
    webhookId: uuid("webhook_id").notNull(),
    eventId: uuid("event_id").notNull(),
    eventType: text("event_type").$type<EventType>().notNull(),
    eventSeq: bigint("event_seq", { mode: "number" }).notNull(),
    happenedAt: instant("happened_at").notNull(),
    /** What the event is about, when the endpoint wants such events one after the other. */
    orderKey: text("order_key"),
    state: text("state").$type<DeliveryState>().notNull(),
    /** Place in the schedule: attempts since the delivery was (re)started. */
    tries: integer("tries").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    nextAt: instant("next_at").notNull(),
    /** The run that is sending it. Only the run that holds the merchant's lease counts. */
    claim: uuid("claim"),
    reason: reasonCode("reason"),
    deliveredAt: instant("delivered_at"),
    settledAt: instant("settled_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.webhookId, webhooks, "cascade"),
    tenantRef(t, t.eventId, events, "cascade"),
    unique("webhook_deliveries_event_key").on(t.merchantId, t.webhookId, t.eventId),
    oneOf(t.state, DELIVERY_STATES),
    index("webhook_deliveries_recent").on(t.merchantId, t.webhookId, t.eventSeq.desc().nullsFirst()),
    index("webhook_deliveries_state").on(t.merchantId, t.webhookId, t.state, t.eventSeq.desc().nullsFirst()),
    index("webhook_deliveries_event").on(t.merchantId, t.eventId),
    index("webhook_deliveries_due")
      .on(t.nextAt)
      .where(sql`state = 'pending'`),
    index("webhook_deliveries_order")
      .on(t.merchantId, t.webhookId, t.orderKey, t.eventSeq)
      .where(sql`state = 'pending'`),
  ],
);

/** Every attempt, exactly as sent and answered. No secret is in it: the signature proves one without telling it. */
export const webhookLogs = tenantTable(
  "webhook_logs",
  {
    deliveryId: uuid("delivery_id").notNull(),
    at: instant("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    url: text("url").notNull(),
    requestHeaders: jsonb("request_headers").$type<Record<string, string>>().notNull(),
    requestBody: text("request_body").notNull(),
    status: integer("status"),
    responseHeaders: jsonb("response_headers").$type<Record<string, string>>(),
    responseBody: text("response_body"),
    reason: reasonCode("reason"),
    details: jsonb("details").$type<Record<string, string | number>>().notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.deliveryId, webhookDeliveries, "cascade"),
    index("webhook_logs_delivery").on(t.merchantId, t.deliveryId, t.id.desc().nullsFirst()),
    index("webhook_logs_at").on(t.at),
  ],
);
