import { orderCan } from "@nexusone/contracts/order-terms";
import { DeliverySettings } from "@nexusone/contracts/deliveries";
import { findAutoDriver, isOfOwnProducts, saveAutoDriver } from "@nexusone/db/queries/deliveries";
import { listShipments, lockOrder } from "@nexusone/db/queries/orders";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import type { EventConsumer } from "../events/consume-events.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { assignDriver } from "./deliveries.ts";

/** Who brings orders of own products by themselves. */
export async function getDeliverySettings(ctx: ServiceContext): Promise<DeliverySettings> {
  authorize(ctx, "orders:read");
  return readMerchant(ctx, async (tx) => ({ driverName: await findAutoDriver(tx) }));
}

export async function saveDeliverySettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeliverySettings>,
): Promise<DeliverySettings> {
  authorize(ctx, "settings:manage");
  const { driverName } = DeliverySettings.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await saveAutoDriver(tx, driverName);
    const subject = { kind: "merchant", id: ctx.merchantId } as const;
    await recordEvent(tx, ctx, "delivery.settings_saved", { automatic: driverName !== null }, subject);
    return { driverName };
  });
}

/** Where the shop wants it, a confirmed order of own products alone goes to its driver, once. */
export const assignDrivers: EventConsumer = {
  name: "deliveries",
  apply: async (ctx, events) => {
    const { tx } = ctx;
    const ids = events
      .filter(({ type, payload }) => type === "order.status_changed" && payload["status"] === "confirmed")
      .map(({ payload }) => String(payload["orderId"]));
    const driverName = ids.length === 0 ? null : await findAutoDriver(tx);
    if (driverName === null) return;
    for (const orderId of new Set(ids)) {
      const order = await lockOrder(tx, orderId);
      // A parcel there was, of whatever kind: somebody has the order in hand.
      if (!order || !orderCan.ship(order) || (await listShipments(tx, orderId)).length > 0) continue;
      if (!(await isOfOwnProducts(tx, orderId))) continue;
      await assignDriver(tx, ctx, order, driverName);
    }
  },
};
