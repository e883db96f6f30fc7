import { CHANNELS, type NotificationKind } from "@nexusone/contracts/notification-kinds";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import {
  lastSentOf,
  listNotificationSettings,
  listPreferences,
  queueDeliveries,
  raiseNotices,
  type NewNotice,
} from "@nexusone/db/queries/notifications";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { hoursOf, modeOf } from "./choices.ts";
import { sendNotificationsSoon } from "./delivery-job.ts";
import { afterQuiet, nextLocal } from "./local-time.ts";

/** A group that goes on growing is told of again at most this often. */
const REPEAT_MS = 15 * MINUTE_MS;

/** Puts notices into the centre of the people they are for, and queues them by the channels those chose. */
export async function tell(
  ctx: ServiceContext & { readonly tx: NonNullable<ServiceContext["tx"]> },
  notices: readonly (NewNotice & { readonly kind: NotificationKind })[],
): Promise<void> {
  if (notices.length === 0) return;
  const { tx } = ctx;
  const now = ctx.platform.clock.now();
  const raised = await raiseNotices(tx, notices);

  const people = [...new Set(notices.map(({ userId }) => userId))];
  const [choices, settings, merchant, sent] = await Promise.all([
    listPreferences(tx, people),
    listNotificationSettings(tx, people),
    findMerchantWithRate(tx),
    lastSentOf(
      tx,
      raised.map(({ id }) => id),
    ),
  ]);
  const deliveries = notices.flatMap((notice, index) => {
    const id = raised[index]?.id ?? "";
    const hours = hoursOf(
      settings.find((row) => row.userId === notice.userId),
      merchant?.merchant.timezone ?? "UTC",
    );
    const own = choices.filter((row) => row.userId === notice.userId);
    return CHANNELS.flatMap((channel) => {
      const mode = modeOf(own, notice.kind, channel);
      if (mode === "off") return [];
      const last = sent.find((row) => row.notificationId === id && row.channel === channel)?.sentAt;
      const soonest = last ? new Date(Math.max(now.getTime(), addMs(last, REPEAT_MS).getTime())) : now;
      const instant = notice.level === "critical" ? soonest : afterQuiet(soonest, hours.quiet, hours);
      const dueAt = mode === "digest" ? nextLocal(now, hours.digestAt, hours) : instant;
      return [{ notificationId: id, userId: notice.userId, channel, digest: mode === "digest", dueAt }];
    });
  });
  await queueDeliveries(tx, deliveries);
  if (deliveries.some(({ dueAt }) => dueAt <= now)) await sendNotificationsSoon(tx, ctx);
  await recordEvent(tx, ctx, "notification.raised", { notices: notices.length });
}
