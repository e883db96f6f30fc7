import type { ReasonCode } from "@nexusone/contracts/reasons";
import { and, count, desc, eq, inArray, isNull, lte, max, sql } from "drizzle-orm";
import type { Channel, Mode } from "@nexusone/contracts/notification-kinds";
import {
  notificationDeliveries,
  notificationPreferences,
  notifications,
  notificationSettings,
} from "../schema/notifications.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

export type NotificationRow = typeof notifications.$inferSelect;
export type NewNotice = Pick<NotificationRow, "userId" | "kind" | "groupKey" | "level" | "count" | "params"> & {
  readonly at: Date;
};
export type NotificationSettingsRow = typeof notificationSettings.$inferSelect;
export type DeliveryRow = typeof notificationDeliveries.$inferSelect;

/** Adds to the person's unread notice of the same group, or begins one. Answers in the order of `notices`. */
export async function raiseNotices(tx: MerchantTx, notices: readonly NewNotice[]): Promise<{ id: string }[]> {
  if (notices.length === 0) return [];
  const rows = await tx
    .insert(notifications)
    .values(notices.map(({ at, ...notice }) => ({ ...notice, firstAt: at, lastAt: at })))
    .onConflictDoUpdate({
      target: [notifications.merchantId, notifications.userId, notifications.kind, notifications.groupKey],
      targetWhere: isNull(notifications.readAt),
      set: {
        count: sql`${notifications.count} + excluded.count`,
        params: sql`excluded.params`,
        level: sql`excluded.level`,
        lastAt: sql`excluded.last_at`,
      },
    })
    .returning({
      id: notifications.id,
      userId: notifications.userId,
      key: notifications.groupKey,
      kind: notifications.kind,
    });
  return notices.map(({ userId, kind, groupKey }) => {
    const row = rows.find((one) => one.userId === userId && one.kind === kind && one.key === groupKey);
    if (!row) throw new Error("a notice was not stored");
    return { id: row.id };
  });
}

export async function listPreferences(tx: MerchantTx, userIds: readonly string[]) {
  return tx
    .select()
    .from(notificationPreferences)
    .where(inArray(notificationPreferences.userId, [...userIds]));
}

export async function listNotificationSettings(
  tx: MerchantTx,
  userIds: readonly string[],
): Promise<NotificationSettingsRow[]> {
  return tx
    .select()
    .from(notificationSettings)
    .where(inArray(notificationSettings.userId, [...userIds]));
}

/** When each notice last went out, by channel. */
export async function lastSentOf(tx: MerchantTx, notificationIds: readonly string[]) {
  const { notificationId, channel, sentAt, state } = notificationDeliveries;
  return tx
    .select({ notificationId, channel, sentAt: max(sentAt) })
    .from(notificationDeliveries)
    .where(and(inArray(notificationId, [...notificationIds]), eq(state, "sent")))
    .groupBy(notificationId, channel);
}

/** Queues deliveries; a notice that is on its way already by that channel is not queued twice. */
export async function queueDeliveries(
  tx: MerchantTx,
  rows: readonly Pick<DeliveryRow, "notificationId" | "userId" | "channel" | "digest" | "dueAt">[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(notificationDeliveries)
    .values(rows.map((row) => ({ ...row, state: "pending" as const })))
    .onConflictDoNothing();
}

/** Due deliveries with their notices, put off until `until` so that nobody else takes them meanwhile. */
export async function claimDeliveries(
  tx: MerchantTx,
  input: { now: Date; until: Date; limit: number },
): Promise<{ delivery: DeliveryRow; notice: NotificationRow }[]> {
  const due = await tx
    .select({ delivery: notificationDeliveries, notice: notifications })
    .from(notificationDeliveries)
    .innerJoin(
      notifications,
      and(
        eq(notifications.merchantId, notificationDeliveries.merchantId),
        eq(notifications.id, notificationDeliveries.notificationId),
      ),
    )
    .where(and(eq(notificationDeliveries.state, "pending"), lte(notificationDeliveries.dueAt, input.now)))
    .orderBy(notificationDeliveries.dueAt)
    .limit(input.limit)
    .for("update", { of: notificationDeliveries, skipLocked: true });
  const ids = due.map(({ delivery }) => delivery.id);
  if (ids.length > 0)
    await tx
      .update(notificationDeliveries)
      .set({ dueAt: input.until, attempts: sql`${notificationDeliveries.attempts} + 1` })
      .where(inArray(notificationDeliveries.id, ids));
  return due;
}

export async function settleDeliveries(
  tx: MerchantTx,
  ids: readonly string[],
  outcome:
    | { state: "sent"; sentAt: Date }
    | { state: "failed"; reason: ReasonCode }
    | { state: "pending"; dueAt: Date; reason: ReasonCode | null },
): Promise<void> {
  await tx
    .update(notificationDeliveries)
    .set(outcome)
    .where(and(inArray(notificationDeliveries.id, [...ids]), eq(notificationDeliveries.state, "pending")));
}

/** Merchants with a delivery that is due, for the sweep. */
export async function merchantsWithDueNotifications(db: Database, now: Date, limit: number): Promise<string[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select system.merchants_with_due_notifications(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map((row) => String(row["id"]));
  });
}

/** A person's notices, the newest first. */
export async function listNotices(
  tx: MerchantTx,
  input: { userId: string; unreadOnly: boolean; after: { at: Date; id: string } | undefined; limit: number },
): Promise<NotificationRow[]> {
  const { after } = input;
  return tx
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.userId, input.userId),
        input.unreadOnly ? isNull(notifications.readAt) : undefined,
        after &&
          sql`(${notifications.lastAt}, ${notifications.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(notifications.lastAt), desc(notifications.id))
    .limit(input.limit);
}

export async function countUnread(tx: MerchantTx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ unread: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), isNull(notifications.readAt)));
  return row?.unread ?? 0;
}

/** Marks the person's own notices as read: those named, or all. */
export async function markNoticesRead(
  tx: MerchantTx,
  input: { userId: string; ids: readonly string[] | undefined; at: Date },
): Promise<void> {
  await tx
    .update(notifications)
    .set({ readAt: input.at })
    .where(
      and(
        eq(notifications.userId, input.userId),
        isNull(notifications.readAt),
        input.ids && inArray(notifications.id, [...input.ids]),
      ),
    );
}

export async function saveNotificationSettingsRow(
  tx: MerchantTx,
  row: Pick<
    NotificationSettingsRow,
    "userId" | "quietFrom" | "quietTo" | "timezone" | "digestAt" | "phone" | "slackUrlSealed"
  >,
): Promise<void> {
  const { userId: _, ...set } = row;
  await tx
    .insert(notificationSettings)
    .values(row)
    .onConflictDoUpdate({ target: [notificationSettings.merchantId, notificationSettings.userId], set });
}

export async function savePreferences(
  tx: MerchantTx,
  userId: string,
  rows: readonly { kind: string; channel: Channel; mode: Mode }[],
): Promise<void> {
  if (rows.length === 0) return;
  const { merchantId, kind, channel } = notificationPreferences;
  await tx
    .insert(notificationPreferences)
    .values(rows.map((row) => ({ ...row, userId })))
    .onConflictDoUpdate({
      target: [merchantId, notificationPreferences.userId, kind, channel],
      set: { mode: sql`excluded.mode` },
    });
}
