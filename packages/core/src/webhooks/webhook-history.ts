import { EVENT_TYPES, EVENTS, type EventView } from "@nexusone/contracts/events";
import { isListening, type RecentEventsInput, type WebhookStatusView } from "@nexusone/contracts/webhooks";
import { countEvents, findLastEvent, listRecentEvents } from "@nexusone/db/queries/events";
import { listWebhookRows } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize, refusalOf } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { toEventView } from "../events/stream-events.ts";
import { readMerchant } from "../transaction.ts";

const COUNT_CAP = 100_000;

/** WHK-08: endpoints, events so far (counted up to 100,000), the last one's time, endpoints that receive now. */
export async function getWebhookStatus(ctx: ServiceContext): Promise<WebhookStatusView> {
  authorize(ctx, "webhooks:read");
  const [webhooks, eventsInHistory, last] = await readMerchant(ctx, (tx) =>
    Promise.all([listWebhookRows(tx), countEvents(tx, COUNT_CAP), findLastEvent(tx)]),
  );
  return {
    webhooksRegistered: webhooks.length,
    eventsInHistory,
    lastEventAt: last?.happenedAt.toISOString() ?? null,
    listeners: webhooks.filter(({ state }) => isListening(state)).length,
  };
}

/** WHK-08: the last `n` events, of one type when asked for; only of types the caller may read. The newest first. */
export async function getRecentEvents(
  ctx: ServiceContext,
  { n, type }: z.output<typeof RecentEventsInput>,
): Promise<EventView[]> {
  authorize(ctx, "webhooks:read");
  const wanted = type === undefined ? EVENT_TYPES : [type];
  const readable = wanted.filter((one) => refusalOf(ctx.actor, EVENTS[one].permission) === undefined);
  if (readable.length === 0) return [];
  const rows = await readMerchant(ctx, (tx) =>
    listRecentEvents(tx, type === undefined ? { n, among: readable } : { n, type }),
  );
  return rows.map(toEventView);
}
