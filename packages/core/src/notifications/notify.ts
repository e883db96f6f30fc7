import { EVENTS } from "@nexusone/contracts/events";
import { CHANNELS, KINDS, kindOf, type NotificationKind } from "@nexusone/contracts/notifications";
import { roleHas } from "@nexusone/contracts/permissions";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import {
  lastSentOf,
  listNotificationSettings,
  listPreferences,
  queueDeliveries,
  raiseNotices,
  type NewNotice,
} from "@nexusone/db/queries/notifications";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import { addMs, DAY_MS, MINUTE_MS } from "../clock.ts";
import type { EventConsumer } from "../events/consume-events.ts";
import { recordEvent } from "../events/record-event.ts";
import { hoursOf, modeOf } from "./choices.ts";
import { sendNotificationsJob } from "./delivery-job.ts";
import { afterQuiet, nextLocal } from "./local-time.ts";

/** A group that goes on growing is told of again at most this often. */
const REPEAT_MS = 15 * MINUTE_MS;
/** History that is read late (a first start, a long outage) is no news any more. */
const STALE_MS = 2 * DAY_MS;

type Found = { readonly kind: NotificationKind; readonly groupKey: string; readonly events: readonly StoredEvent[] };

/** Turns events into notices of the people who may see them, and queues what they want by other channels. */
export const notify: EventConsumer = {
  name: "notifications",
  apply: async (ctx, events) => {
    const { tx } = ctx;
    const now = ctx.platform.clock.now();
    const found = groupsOf(events.filter(({ happenedAt }) => now.getTime() - happenedAt.getTime() < STALE_MS));
    if (found.length === 0) return;

    const members = await listMembers(tx);
    const notices = found.flatMap((group) =>
      members
        .filter(({ role }) => roleHas(role, EVENTS[kindOf(group.kind).event].permission))
        .flatMap(({ userId }) => noticeFor(userId, group) ?? []),
    );
    if (notices.length === 0) return;
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
    if (deliveries.some(({ dueAt }) => dueAt <= now))
      await ctx.platform.jobs.enqueue(tx, ctx.merchantId, sendNotificationsJob, { merchantId: ctx.merchantId });
    await recordEvent(tx, ctx, "notification.raised", { notices: notices.length });
  },
};

function groupsOf(events: readonly StoredEvent[]): Found[] {
  const matches = events.flatMap((event) =>
    KINDS.filter((name) => kindOf(name).event === event.type && (kindOf(name).when?.(event.payload) ?? true)).map(
      (kind) => ({ kind, groupKey: kindOf(kind).group(event.payload), event }),
    ),
  );
  return [...Map.groupBy(matches, ({ kind, groupKey }) => `${kind} ${groupKey}`).values()].flatMap((group) =>
    group[0] ? [{ kind: group[0].kind, groupKey: group[0].groupKey, events: group.map(({ event }) => event) }] : [],
  );
}

/** Nobody is told of what they did themselves. */
function noticeFor(
  userId: string,
  { kind, groupKey, events }: Found,
): (NewNotice & { kind: NotificationKind }) | undefined {
  const others = events.filter((event) => event.actorKind !== "user" || event.actorId !== userId);
  const newest = others.at(-1);
  if (!newest) return undefined;
  const params = Object.fromEntries(
    Object.entries(newest.payload).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
  return { userId, kind, groupKey, level: kindOf(kind).level, count: others.length, params, at: newest.happenedAt };
}
