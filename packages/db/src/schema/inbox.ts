import { sql } from "drizzle-orm";
import { index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import {
  ADDRESS_STATES,
  BODY_STATES,
  INBOX_CHANNELS,
  MESSAGE_STATES,
  type AddressState,
  type BodyState,
  type InboxChannel,
  type MessageState,
} from "@nexusone/contracts/inbox-terms";
import { instant, oneOf, platformTable, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { cjConnections } from "./cj.ts";
import { contacts } from "./contacts.ts";
import { sealedText } from "./sealed.ts";

/**
 * What vendors post, exactly as it came, before anybody looks at it. It is itself the queue: whoever splits a body leases it.
 * Content is sealed with the process's keys; it has no merchant yet, so rotation knows it by name (`core/inbox/reseal-inbox`).
 * Reached through `system/inbox.ts`.
 */
export const webhookInbox = platformTable(
  "webhook_inbox",
  {
    id: uuid("id")
      .primaryKey()
      .default(sql`uuidv7()`),
    channel: text("channel").$type<InboxChannel>().notNull(),
    /** Of the address it was posted to. */
    keyHash: text("key_hash").notNull(),
    /** SHA-256 of bytes and refusal: the same body twice is one row. */
    bodyHash: text("body_hash").notNull(),
    bodySealed: text("body_sealed").notNull(),
    /** Those that may help to understand the body; never what vouches for a sender by itself. */
    headers: jsonb("headers").$type<Record<string, string>>().notNull().default({}),
    bytes: integer("bytes").notNull(),
    state: text("state").$type<BodyState>().notNull(),
    reason: reasonCode("reason"),
    attempts: integer("attempts").notNull().default(0),
    /** How often a platform admin had it looked at anew: its messages are then followed again. */
    replays: integer("replays").notNull().default(0),
    /** In real time. */
    leasedUntil: instant("leased_until"),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    unique("webhook_inbox_body").on(t.channel, t.keyHash, t.bodyHash),
    index("webhook_inbox_waiting")
      .on(t.id)
      .where(sql`state = 'waiting'`),
    index("webhook_inbox_state").on(t.state, t.id.desc().nullsFirst()),
    index("webhook_inbox_address").on(t.keyHash, t.receivedAt),
    index("webhook_inbox_age").on(t.receivedAt),
    oneOf(t.channel, INBOX_CHANNELS),
    oneOf(t.state, BODY_STATES),
  ],
);

/** One message of a vendor to a merchant, cut out of a body. `external_id` is the vendor's own: a repeat is no second message. */
export const channelEvents = tenantTable(
  "channel_events",
  {
    channel: text("channel").$type<InboxChannel>().notNull(),
    externalId: text("external_id").notNull(),
    /** The body it came in; that one is forgotten sooner or later. */
    inboxId: uuid("inbox_id").notNull(),
    kind: text("kind").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    state: text("state").$type<MessageState>().notNull(),
    reason: reasonCode("reason"),
    receivedAt: instant("received_at").notNull(),
    /** Whom it is about, once that is known: it goes when the person is erased. */
    contactId: uuid("contact_id"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts, "cascade"),
    index("channel_events_contact").on(t.merchantId, t.contactId),
    unique("channel_events_external").on(t.merchantId, t.channel, t.externalId),
    index("channel_events_waiting")
      .on(t.merchantId, t.id)
      .where(sql`state = 'waiting'`),
    index("channel_events_recent").on(
      t.merchantId,
      t.channel,
      t.receivedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("channel_events_state").on(
      t.merchantId,
      t.channel,
      t.state,
      t.receivedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("channel_events_age").on(t.receivedAt),
    oneOf(t.channel, INBOX_CHANNELS),
    oneOf(t.state, MESSAGE_STATES),
  ],
);

/** Where CJ sends the messages of one account, and whether it does. */
export const cjWebhooks = tenantTable(
  "cj_webhooks",
  {
    connectionId: uuid("connection_id").notNull(),
    /** 128 bits that the address ends with. */
    keySealed: sealedText("key_sealed", "cj_webhooks.key").notNull(),
    keyHash: text("key_hash").notNull(),
    state: text("state").$type<AddressState>().notNull(),
    reason: reasonCode("reason"),
    /** Where this server was reached when CJ was told. */
    base: text("base"),
    attempts: integer("attempts").notNull().default(0),
    /** The next attempt, or the next look whether CJ still sends. */
    nextAt: instant("next_at"),
    registeredAt: instant("registered_at"),
    /** Since when messages may have been missed; null: none were. */
    gapSince: instant("gap_since"),
    /** Until when we know that we listened. In real time: it is about processes, not about business. */
    aliveAt: instant("alive_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.connectionId, cjConnections, "cascade"),
    unique("cj_webhooks_merchant_key").on(t.merchantId),
    index("cj_webhooks_connection").on(t.merchantId, t.connectionId),
    unique("cj_webhooks_address").on(t.keyHash),
    index("cj_webhooks_due").on(t.nextAt),
    oneOf(t.state, ADDRESS_STATES),
  ],
);
