import { KINDS, type NotificationKind } from "@nexusone/contracts/notification-kinds";
import {
  ListNotificationsInput,
  type NotificationsPage,
  type NotificationView,
} from "@nexusone/contracts/notifications";
import { countUnread, listNotices, type NotificationRow } from "@nexusone/db/queries/notifications";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { selfOf } from "../self.ts";

/** One's own notices, the newest first, and how many are unread. */
export async function listNotifications(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListNotificationsInput> = {},
): Promise<z.output<typeof NotificationsPage>> {
  authorize(ctx, "notifications:own");
  const userId = selfOf(ctx, "notifications:own");
  const { limit, cursor, unreadOnly } = ListNotificationsInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const [rows, unread] = await readMerchant(ctx, (tx) =>
    Promise.all([listNotices(tx, { userId, unreadOnly, after, limit: limit + 1 }), countUnread(tx, userId)]),
  );
  const page = cutPage(rows, limit, ({ lastAt, id }) => ({ at: lastAt.toISOString(), id }));
  // A kind that a later release dropped has no words any more.
  return { ...page, items: page.items.filter(isKnown).map(toView), unread };
}

const isKnown = (row: NotificationRow): boolean => (KINDS as readonly string[]).includes(row.kind);

const toView = (row: NotificationRow): NotificationView => ({
  id: row.id,
  kind: row.kind as NotificationKind,
  level: row.level,
  count: row.count,
  params: row.params,
  firstAt: row.firstAt.toISOString(),
  lastAt: row.lastAt.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
});
