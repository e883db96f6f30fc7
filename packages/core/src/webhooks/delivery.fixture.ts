import { CreateWebhookInput, type CreatedWebhook, type DeliveryView } from "@nexusone/contracts/webhooks";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { recordEvent, type EventSubject } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { createWebhook } from "./create-webhook.ts";
import { deliverDue } from "./deliver-due.ts";
import { webhookConsumer } from "./handle-webhook-event.ts";
import { getDelivery, listDeliveries } from "./list-deliveries.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { startReceiver, type Receiver } from "./receiver.fixture.ts";

export type Scene = {
  readonly database: TestDatabase;
  readonly platform: TestPlatform;
  readonly receiver: Receiver;
  readonly stop: () => Promise<void>;
};

/** A process that may reach one receiver on loopback, as it may reach the sandbox in development. */
export async function openScene(): Promise<Scene> {
  const database = await createTestDatabase({ max: 10 });
  const receiver = await startReceiver();
  const platform = createTestPlatform(database.db, {
    outgoing: { trustedOrigins: [receiver.origin], timeoutMs: 500 },
  });
  const stop = async (): Promise<void> => {
    await receiver.stop();
    await database.close();
  };
  return { database, platform, receiver, stop };
}

/** A merchant with one endpoint at the scene's receiver, which knows the secret. */
export async function openShop(scene: Scene, settings: Partial<z.input<typeof CreateWebhookInput>> = {}) {
  const { ctx } = await createStaffedMerchant(scene.platform);
  const input = CreateWebhookInput.parse({ url: scene.receiver.url, eventTypes: ["credits.granted"], ...settings });
  const created = await createWebhook(ctx, input);
  scene.receiver.trust(created.secret);
  scene.receiver.behave(undefined);
  scene.receiver.forget();
  return { ctx, ...created };
}
export type Shop = { readonly ctx: ServiceContext } & CreatedWebhook;

/** Records an event of some amount, about a product when asked to. */
export const grant = (ctx: ServiceContext, amount: number, subject?: EventSubject): Promise<void> =>
  inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "credits.granted", { amount }, subject));

/** What the worker process does: numbers events, turns them into deliveries, sends what is due. */
export async function pump({ platform, merchantId }: ServiceContext): Promise<void> {
  while ((await dispatchEvents(platform.db)) > 0);
  await catchUp(platform, webhookConsumer, merchantId);
  await deliverDue(platform, merchantId);
}

/** Moves the business clock and lets the worker do what has become due. */
export async function after({ platform }: Scene, { ctx }: Pick<Shop, "ctx">, ms: number): Promise<void> {
  platform.clock.advance(ms);
  await pump(ctx);
}

export async function endpointOf({ ctx, webhook }: Shop) {
  const found = (await listWebhooks(ctx)).find(({ id }) => id === webhook.id);
  if (!found) throw new Error("the endpoint is gone");
  return found;
}

export const deliveriesOf = async ({ ctx, webhook }: Shop): Promise<DeliveryView[]> =>
  (await listDeliveries(ctx, { webhookId: webhook.id, limit: 100 })).items;

export async function lastLog(shop: Shop) {
  const [delivery] = await deliveriesOf(shop);
  if (!delivery) throw new Error("nothing was to be delivered");
  return getDelivery(shop.ctx, { deliveryId: delivery.id });
}

export const amounts = (list: Receiver["calls"]): unknown[] => list.map(({ body }) => body.payload["amount"]);
