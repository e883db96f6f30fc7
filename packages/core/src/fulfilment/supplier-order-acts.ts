import {
  PaySupplierOrderInput,
  SupplierOrderInput,
  SupplierOrdersInput,
  type SupplierOrderView,
} from "@nexusone/contracts/fulfilment";
import {
  findSupplierOrder,
  listSupplierOrders,
  lockSupplierOrder,
  updateSupplierOrder,
  type SupplierOrderRow,
} from "@nexusone/db/queries/fulfilment";
import { lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { heldByOthers, moveRow, releaseOurs, type Locked } from "./holds.ts";
import { fulfilSoon } from "./jobs.ts";
import { makePlans } from "./plan-orders.ts";
import { sendPlans } from "./submit-order.ts";
import { isPaidFor, paidDetails, takeBack } from "./take-back.ts";
import { plannedUsdMinor, supplierOrderCan, supplierOrderViews } from "./views.ts";

/** What of an order is at suppliers, plans included. */
export function listOrdersAtSuppliers(
  ctx: ServiceContext,
  rawInput: z.input<typeof SupplierOrdersInput>,
): Promise<SupplierOrderView[]> {
  authorize(ctx, "orders:read");
  const { orderId } = SupplierOrdersInput.parse(rawInput);
  return readMerchant(ctx, (tx) => supplierOrderViews(tx, ctx, orderId));
}

/**
 * A person's word that an order at a supplier may be paid, for the amount they saw. A higher price needs another word.
 * @throws `fulfilment.not_found`, `fulfilment.not_payable`, `orders.on_hold`.
 */
export function paySupplierOrder(
  ctx: ServiceContext,
  rawInput: z.input<typeof PaySupplierOrderInput>,
): Promise<SupplierOrderView[]> {
  authorize(ctx, "orders:pay");
  const { id, usdMinor } = PaySupplierOrderInput.parse(rawInput);
  return actOn(ctx, id, (locked) => approveAmount(ctx, locked, usdMinor));
}

/** The same for a locked order, for verbs that have authorized. */
export async function approveAmount(ctx: ServiceContext, { tx, order, row }: Locked, usdMinor: number): Promise<void> {
  if (isPaidFor(row)) return;
  const asked = row.askedUsdMinor ?? plannedUsdMinor(row);
  if (!supplierOrderCan(row).pay || usdMinor !== asked)
    throw new DomainError("fulfilment.not_payable", { orderId: order.id });
  if (await heldByOthers(tx, order.id)) throw new DomainError("orders.on_hold", { orderId: order.id });
  const now = ctx.platform.clock.now();
  const freed = await releaseOurs(tx, ctx, order);
  const word = { approvedBy: "person", approvedUsdMinor: asked, approvedAt: now } as const;
  await moveRow(ctx, { tx, order: freed, row }, { state: "paying", nextAt: now, ...word });
  await fulfilSoon(tx, ctx, order.id, true);
}

/** Takes back what a supplier has not been paid for. @throws `fulfilment.not_found`, `fulfilment.already_paid`. */
export function cancelSupplierOrder(
  ctx: ServiceContext,
  rawInput: z.input<typeof SupplierOrderInput>,
): Promise<SupplierOrderView[]> {
  authorize(ctx, "orders:manage");
  const { id } = SupplierOrderInput.parse(rawInput);
  return actOn(ctx, id, async ({ tx, order, row }) => {
    if (row.state === "cancelled" || row.state === "cancelling" || row.state === "refused") return;
    if (!supplierOrderCan(row).cancel) throw new DomainError("fulfilment.already_paid", paidDetails(ctx, row));
    await takeBack(tx, ctx, order, row);
  });
}

/**
 * Tries again what a supplier refused or stopped: its holds are lifted, what is wrong there is taken back, and what is left is
 * sent anew under a new number. Nothing is paid by it. @throws what sending fails with.
 */
export async function resendOrder(
  ctx: ServiceContext,
  rawInput: z.input<typeof SupplierOrdersInput>,
): Promise<SupplierOrderView[]> {
  authorize(ctx, "orders:manage");
  const { orderId } = SupplierOrdersInput.parse(rawInput);
  await inMerchantTx(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) throw new DomainError("orders.not_found", { orderId });
    let freed = order;
    for (const row of await listSupplierOrders(tx, orderId)) freed = await again(tx, ctx, freed, row);
    await releaseOurs(tx, ctx, freed);
    await fulfilSoon(tx, ctx, orderId, true);
  });
  if ((await makePlans(ctx, orderId)) > 0)
    await inMerchantTx(ctx, (tx) => sendPlans(tx, ctx, orderId, { pay: false, interactive: true }));
  return readMerchant(ctx, (tx) => supplierOrderViews(tx, ctx, orderId));
}

/** A price that moved stays for somebody's word: sending it again would not make it cheaper. */
async function again(tx: MerchantTx, ctx: ServiceContext, order: OrderRow, row: SupplierOrderRow): Promise<OrderRow> {
  const nextAt = ctx.platform.clock.now();
  const locked = { tx, order, row };
  if (row.state === "refused") await moveRow(ctx, locked, { state: "cancelled", nextAt: null });
  else if (row.state === "cancelled") await updateSupplierOrder(tx, row.id, { reason: null, details: {} });
  else if (row.state === "created" && row.reason !== null && row.reason !== "fulfilment.price_moved")
    await moveRow(ctx, locked, { state: "cancelling", nextAt });
  else if (row.reason !== null && row.reason !== "fulfilment.price_moved")
    await updateSupplierOrder(tx, row.id, { nextAt });
  return order;
}

async function actOn(
  ctx: ServiceContext,
  id: string,
  act: (locked: Locked) => Promise<void>,
): Promise<SupplierOrderView[]> {
  return inMerchantTx(ctx, async (tx) => {
    const known = await findSupplierOrder(tx, id);
    const order = known && (await lockOrder(tx, known.orderId));
    const row = order && (await lockSupplierOrder(tx, id));
    if (!order || !row || row.state === "planned")
      throw new DomainError("fulfilment.not_found", { orderId: order?.id ?? "-" });
    await act({ tx, order, row });
    return supplierOrderViews(tx, ctx, order.id);
  });
}
