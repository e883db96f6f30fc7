import { EVENTS } from "@nexusone/contracts/events";
import { KINDS, kindOf, type NotificationKind } from "@nexusone/contracts/notification-kinds";
import { roleHas, type Role } from "@nexusone/contracts/permissions";
import type { StoredEvent } from "@nexusone/db/queries/events";
import type { NewNotice } from "@nexusone/db/queries/notifications";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import { DAY_MS } from "../clock.ts";
import type { EventConsumer } from "../events/consume-events.ts";
import { tell } from "./tell.ts";

/** History that is read late (a first start, a long outage) is no news any more. */
const STALE_MS = 2 * DAY_MS;

type Found = { readonly kind: NotificationKind; readonly groupKey: string; readonly events: readonly StoredEvent[] };

const mayHear = (role: Role, { events: [event] }: Found): boolean =>
  event !== undefined && roleHas(role, EVENTS[event.type].permission);

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
      members.filter(({ role }) => mayHear(role, group)).flatMap(({ userId }) => noticeFor(userId, group) ?? []),
    );
    await tell(ctx, notices);
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
