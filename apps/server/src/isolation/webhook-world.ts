import { CreateWebhookInput, type CreatedWebhook, type DeliveryView } from "@nexusone/contracts/webhooks";
import { recordEvent } from "@nexusone/core/events/record-event";
import { inMerchantTx } from "@nexusone/core/transaction";
import { createWebhook } from "@nexusone/core/webhooks/create-webhook";
import { deleteWebhook } from "@nexusone/core/webhooks/delete-webhook";
import { deliverDue } from "@nexusone/core/webhooks/deliver-due";
import { listDeliveries } from "@nexusone/core/webhooks/list-deliveries";
import { listWebhooks } from "@nexusone/core/webhooks/list-webhooks";
import { replayDeliveries } from "@nexusone/core/webhooks/replay-deliveries";
import { dispatchEvents } from "@nexusone/db/queries/events";
import type { Shop, World } from "./world.ts";

/** A shop may have twenty; a walk asks for more, and needs only the last few. */
const KEPT = 12;
/** No call of the walk makes such an event, so that no delivery appears while somebody counts rows. */
const QUIET = "credits.granted";

export async function newWebhook({ server }: Pick<World, "server">, shop: Shop): Promise<CreatedWebhook> {
  const { ctx } = shop.staff.owner;
  const [, ...others] = await listWebhooks(ctx);
  for (const { id } of others.slice(0, -KEPT)) await deleteWebhook(ctx, { webhookId: id });
  return createWebhook(
    ctx,
    CreateWebhookInput.parse({ url: `${server.sandbox.url}/receivers/walk`, eventTypes: [QUIET] }),
  );
}

/** An endpoint with something to deliver. */
export async function sentWebhook(
  world: Pick<World, "server">,
  shop: Shop,
): Promise<Pick<DeliveryView, "webhookId"> & { deliveryId: DeliveryView["id"] }> {
  const { ctx } = shop.staff.owner;
  const { id: webhookId } = (await newWebhook(world, shop)).webhook;
  const to = ctx.platform.clock.now().toISOString();
  await replayDeliveries(ctx, { what: "range", webhookId, from: "2020-01-01T00:00:00Z", to });
  const [delivery] = (await listDeliveries(ctx, { webhookId, limit: 1 })).items;
  if (!delivery) throw new Error("nothing is to be delivered");
  return { webhookId, deliveryId: delivery.id };
}

/** An endpoint, its secret, a delivery and an attempt. */
export async function furnishWebhooks(world: Pick<World, "server">, shop: Shop): Promise<void> {
  const { ctx } = shop.staff.owner;
  await inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, QUIET, { amount: 1 }));
  // The server's own dispatcher may be at it: then this one does nothing, and its numbers come a moment later.
  for (let waiting = true; waiting;) {
    await dispatchEvents(ctx.platform.db);
    const rows = await world.server.database.sql`
      select 1 from events where merchant_id = ${shop.merchantId} and seq is null limit 1`;
    waiting = rows.length > 0;
  }
  await sentWebhook(world, shop);
  await deliverDue(ctx.platform, ctx.merchantId);
}
