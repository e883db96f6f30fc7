import {
  CreateDeliveryInput,
  DeliveriesInput,
  DeliveryTaskInput,
  type DeliveryLinkView,
  type DeliveryTaskView,
} from "@nexusone/contracts/deliveries";
import { mayMove, orderCan, SHIPMENT_TRANSITIONS } from "@nexusone/contracts/order-terms";
import {
  findDelivery,
  insertDelivery,
  listDeliveriesOf,
  updateDelivery,
  type Delivery,
} from "@nexusone/db/queries/deliveries";
import { linesAtSuppliers } from "@nexusone/db/queries/fulfilment";
import { lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { mediaLink, SMALL_FILES } from "../media/links.ts";
import { moveParcel, openParcel, unsentOf } from "../orders/parcels.ts";
import { hashToken } from "../secrets/keyring.ts";
import { drawPublicToken } from "../secrets/public-token.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { recordDelivery } from "./follow-parcel.ts";
import { isOpenAt } from "./link-life.ts";

/** The driver's page, in front of the token. */
export const DRIVER_PATH = "/d";
const PURPOSE = "delivery_tasks.token";

/**
 * Gives what of an order is in no parcel yet, and was not ordered at a supplier, to a driver.
 * @throws `orders.not_found`, `orders.on_hold`, `orders.illegal_transition` {from, to}, `orders.nothing_to_ship`.
 */
export async function createDelivery(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateDeliveryInput>,
): Promise<DeliveryTaskView> {
  authorize(ctx, "orders:manage");
  const { orderId, driverName } = CreateDeliveryInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new DomainError("orders.not_found", { orderId });
    if (!orderCan.ship(order)) {
      if (orderCan.ship({ ...order, held: false })) throw new DomainError("orders.on_hold", { orderId });
      throw new DomainError("orders.illegal_transition", { from: order.fulfilment, to: "shipped", orderId });
    }
    return viewOf(ctx, await assignDriver(tx, ctx, order, driverName));
  });
}

/** The same for a locked order that may be sent. */
export async function assignDriver(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  driverName: string,
): Promise<Delivery> {
  const ordered = await linesAtSuppliers(tx, order.id);
  const lines = (await unsentOf(tx, order.id)).filter(({ lineId }) => !ordered.has(lineId));
  const parcel = await openParcel(tx, order, { kind: "local", carrier: driverName, lines });
  const token = drawPublicToken();
  const task = await insertDelivery(tx, {
    orderId: order.id,
    shipmentId: parcel.id,
    driverName,
    tokenHash: hashToken(token),
    tokenSealed: ctx.platform.keyring.seal(token, PURPOSE),
  });
  await recordDelivery(tx, ctx, "delivery.assigned", order, task, parcel.fulfilment);
  return { task, parcel };
}

/** Who brings what of an order, and how far they are. */
export async function listDeliveries(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeliveriesInput>,
): Promise<DeliveryTaskView[]> {
  authorize(ctx, "orders:read");
  const { orderId } = DeliveriesInput.parse(rawInput);
  return (await readMerchant(ctx, (tx) => listDeliveriesOf(tx, orderId))).map((delivery) => viewOf(ctx, delivery));
}

/** The driver's address. Whoever has it can say that the parcel arrived. @throws `deliveries.not_found`, `deliveries.over`. */
export async function shareDelivery(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeliveryTaskInput>,
): Promise<z.output<typeof DeliveryLinkView>> {
  authorize(ctx, "orders:manage");
  const { id } = DeliveryTaskInput.parse(rawInput);
  const found = await readMerchant(ctx, (tx) => findDelivery(tx, id));
  if (!found) throw new DomainError("deliveries.not_found");
  if (!isOpenAt(found, ctx.platform.clock.now())) throw new DomainError("deliveries.over");
  const { config, keyring } = ctx.platform;
  return { url: `${config.publicUrl}${DRIVER_PATH}/${keyring.open(found.task.tokenSealed, PURPOSE)}` };
}

/**
 * Takes a parcel from its driver, whose link shows nothing any more; what was on its way counts as failed. The units can be sent
 * another way. Safe to repeat. @throws `deliveries.not_found`, `deliveries.over` once it arrived.
 */
export async function withdrawDelivery(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeliveryTaskInput>,
): Promise<DeliveryTaskView> {
  authorize(ctx, "orders:manage");
  const { id } = DeliveryTaskInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const found = await lockDelivery(tx, id);
    if (!found) throw new DomainError("deliveries.not_found");
    const { order, task, parcel } = found;
    if (parcel.fulfilment === "delivered") throw new DomainError("deliveries.over");
    if (task.revokedAt === null) {
      await updateDelivery(tx, id, { revokedAt: ctx.platform.clock.now() });
      const to = parcel.fulfilment === "shipped" ? "failed" : "cancelled";
      const moves = mayMove(SHIPMENT_TRANSITIONS, parcel.fulfilment, to);
      if (moves) await moveParcel(tx, ctx, order, parcel, to);
      await recordDelivery(tx, ctx, "delivery.withdrawn", order, task, moves ? to : parcel.fulfilment);
    }
    return viewOf(ctx, (await findDelivery(tx, id)) ?? found);
  });
}

/** The task as it is once its order is locked: every act on it begins here. */
export async function lockDelivery(
  tx: MerchantTx,
  id: string,
): Promise<(Delivery & { readonly order: OrderRow }) | undefined> {
  const before = await findDelivery(tx, id);
  const order = before && (await lockOrder(tx, before.task.orderId));
  const found = order && (await findDelivery(tx, id));
  return found && { ...found, order };
}

function viewOf(ctx: ServiceContext, { task, parcel }: Delivery): DeliveryTaskView {
  const { id, orderId, shipmentId, driverName, note, photoId, startedAt, completedAt } = task;
  const { merchantId, platform } = ctx;
  const view = {
    id,
    orderId,
    shipmentId,
    driverName,
    status: parcel.fulfilment,
    note,
    photoUrl: photoId && mediaLink(platform, { merchantId, mediaId: photoId, file: SMALL_FILES.medium }),
    startedAt: startedAt?.toISOString() ?? null,
    completedAt: completedAt?.toISOString() ?? null,
    linkWorks: isOpenAt({ task, parcel }, platform.clock.now()),
  };
  return view as DeliveryTaskView; // ids come from our own uuid columns
}
