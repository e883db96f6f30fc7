import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CHANNELS, LEVELS, MODES, type Channel, type Level, type Mode } from "@nexusone/contracts/notification-kinds";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { sealedText } from "./sealed.ts";
import { users } from "./users.ts";

const userId = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** The notification centre: one row per person and group of events, counted up until it is read. */
export const notifications = tenantTable(
  "notifications",
  {
    userId: userId(),
    kind: text("kind").notNull(),
    groupKey: text("group_key").notNull(),
    level: text("level").$type<Level>().notNull(),
    count: integer("count").notNull(),
    params: jsonb("params").$type<Record<string, string | number>>().notNull(),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
    readAt: instant("read_at"),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex("notifications_unread_key")
      .on(t.merchantId, t.userId, t.kind, t.groupKey)
      .where(sql`read_at is null`),
    index("notifications_recent").on(t.merchantId, t.userId, t.lastAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    oneOf(t.level, LEVELS),
  ],
);

/** What a person chose; what is missing follows the kind's defaults. */
export const notificationPreferences = tenantTable(
  "notification_preferences",
  {
    userId: userId(),
    kind: text("kind").notNull(),
    channel: text("channel").$type<Channel>().notNull(),
    mode: text("mode").$type<Mode>().notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("notification_preferences_key").on(t.merchantId, t.userId, t.kind, t.channel),
    oneOf(t.channel, CHANNELS),
    oneOf(t.mode, MODES),
  ],
);

/** A person's hours and addresses in this merchant. Minutes count from midnight in `timezone`. */
export const notificationSettings = tenantTable(
  "notification_settings",
  {
    userId: userId(),
    quietFrom: integer("quiet_from"),
    quietTo: integer("quiet_to"),
    timezone: text("timezone").notNull(),
    digestAt: integer("digest_at").notNull(),
    phone: text("phone"),
    /** A Slack incoming webhook is a secret. */
    slackUrlSealed: sealedText("slack_url_sealed", "notification_settings.slack_url"),
    ...timestamps(),
  },
  (t) => [unique("notification_settings_user_key").on(t.merchantId, t.userId)],
);

export const DELIVERY_STATES = ["pending", "sent", "failed"] as const;

/** A notice on its way out by one channel: at most one is pending per notice and channel, so a flood is one message. */
export const notificationDeliveries = tenantTable(
  "notification_deliveries",
  {
    notificationId: uuid("notification_id").notNull(),
    userId: userId(),
    channel: text("channel").$type<Channel>().notNull(),
    digest: boolean("digest").notNull(),
    state: text("state").$type<(typeof DELIVERY_STATES)[number]>().notNull(),
    dueAt: instant("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    reason: reasonCode("reason"),
    sentAt: instant("sent_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.notificationId, notifications, "cascade"),
    uniqueIndex("notification_deliveries_pending_key")
      .on(t.merchantId, t.notificationId, t.channel)
      .where(sql`state = 'pending'`),
    index("notification_deliveries_notification").on(t.merchantId, t.notificationId, t.channel),
    index("notification_deliveries_due")
      .on(t.dueAt)
      .where(sql`state = 'pending'`),
    oneOf(t.channel, CHANNELS),
    oneOf(t.state, DELIVERY_STATES),
  ],
);
