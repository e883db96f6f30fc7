import { OK } from "@nexusone/contracts/analytics-terms";
import { saveUsageSettings } from "@nexusone/core/analytics/usage-settings";
import { learnWords } from "@nexusone/core/catalog/learn-words";
import type { ServiceContext } from "@nexusone/core/context";
import { catchUp } from "@nexusone/core/events/consume-events";
import { recordEvent } from "@nexusone/core/events/record-event";
import { listNotifications } from "@nexusone/core/notifications/list-notifications";
import { saveNotificationSettings } from "@nexusone/core/notifications/notification-settings";
import { notify } from "@nexusone/core/notifications/notify";
import { saveNoticeSettings } from "@nexusone/core/customer-notices/settings";
import { tellCustomers } from "@nexusone/core/customer-notices/follow-orders";
import { listNotices } from "@nexusone/core/customer-notices/list-notices";
import { actOnOrder } from "@nexusone/core/orders/act-on-order";
import { shareTracking } from "@nexusone/core/tracking/tracking-link";
import { inMerchantTx } from "@nexusone/core/transaction";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { randomUUID } from "node:crypto";
import type { TestServer } from "../testing/test-server.ts";
import { newOrder } from "./orders-world.ts";
import type { Member } from "./world.ts";

/** A notice for everybody who may see it, on its way by mail, and choices of their own. */
export async function notified({ ctx }: Member): Promise<void> {
  await saveNotificationSettings(ctx, { digestAt: 480, modes: { import_failed: { email: "digest" } } });
  const event = { externalId: "1", reason: "cj.unavailable", importLogId: randomUUID() };
  const system: ServiceContext = { ...ctx, actor: { kind: "system", name: "world" } };
  await inMerchantTx(system, (tx) => recordEvent(tx, system, "import.failed", event));
  while ((await listNotifications(ctx)).unread === 0) {
    await dispatchEvents(ctx.platform.db);
    await catchUp(ctx.platform, notify, ctx.merchantId);
  }
}

/** Words of their products. */
export async function learned({ ctx }: Member): Promise<void> {
  await dispatchEvents(ctx.platform.db);
  await catchUp(ctx.platform, learnWords, ctx.merchantId);
}

/** Calls on record, and choices about it. */
export async function counted({ usage }: TestServer, { ctx }: Member): Promise<void> {
  usage.count({ merchantId: ctx.merchantId, area: "admin", operation: "catalog.listProducts", outcome: OK, ms: 12 });
  await usage.flush();
  await saveUsageSettings(ctx, { defaultRange: "30d" });
}

/** A step of an order that its customer was not told of, and the order's address for them. */
export async function toldCustomer({ ctx, ...by }: Member): Promise<string> {
  await saveNoticeSettings(ctx, { steps: ["shipped"] });
  const id = await newOrder({ ctx, ...by });
  await actOnOrder(ctx, { orderId: id, action: "confirm" });
  await shareTracking(ctx, { id });
  for (;;) {
    await dispatchEvents(ctx.platform.db);
    await catchUp(ctx.platform, tellCustomers, ctx.merchantId);
    const [notice] = await listNotices(ctx, { orderId: id });
    if (notice) return notice.id;
  }
}
