import { SupplierOrderByNumberInput, type SupplierOrderStatus } from "@nexusone/contracts/fulfilment";
import { findSupplierOrderByRef } from "@nexusone/db/queries/fulfilment";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { orderViewOf } from "../orders/get-order.ts";
import { readMerchant } from "../transaction.ts";
import { supplierOrderViews } from "./views.ts";

/**
 * An order at a supplier by the number we gave it, or the supplier's own id, with the parcels of the customer's order.
 * @throws `fulfilment.not_found`.
 */
export function findSupplierOrderByNumber(
  ctx: ServiceContext,
  rawInput: z.input<typeof SupplierOrderByNumberInput>,
): Promise<z.output<typeof SupplierOrderStatus>> {
  authorize(ctx, "orders:read");
  const { orderNumber } = SupplierOrderByNumberInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const row = await findSupplierOrderByRef(tx, orderNumber);
    if (!row) throw new DomainError("fulfilment.not_found", { orderId: "-" });
    const views = await supplierOrderViews(tx, ctx, row.orderId);
    const { status, shipments } = await orderViewOf(tx, ctx, row.orderId);
    return {
      supplierOrder: views.find(({ id }) => id === row.id)!, // read in the same transaction
      orderId: row.orderId as never, // our own uuid column
      status,
      shipments,
    };
  });
}
