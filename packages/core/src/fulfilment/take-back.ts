import { listSupplierOrders, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import type { OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { moveRow, releaseOurs } from "./holds.ts";
import { fulfilSoon } from "./jobs.ts";

/**
 * The order itself is cancelled: what suppliers have of it is taken back, with the same transaction.
 * @throws `fulfilment.already_paid` when one of them has been paid, or is being paid now.
 */
export async function takeBackAll(tx: MerchantTx, ctx: ServiceContext, order: OrderRow): Promise<void> {
  for (const row of await listSupplierOrders(tx, order.id)) {
    if (isPaidFor(row)) throw new DomainError("fulfilment.already_paid", paidDetails(ctx, row));
    if (row.state === "wanted" || row.state === "created") await takeBack(tx, ctx, order, row);
  }
}

/** The job asks the supplier what there is, and deletes it. */
export async function takeBack(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  row: SupplierOrderRow,
): Promise<void> {
  const freed = await releaseOurs(tx, ctx, order);
  await moveRow(ctx, { tx, order: freed, row }, { state: "cancelling", nextAt: ctx.platform.clock.now() });
  await fulfilSoon(tx, ctx, order.id, true);
}

export const paidDetails = ({ platform }: ServiceContext, { supplier, orderId }: SupplierOrderRow) => ({
  supplier: platform.suppliers.find(({ id }) => id === supplier)?.name ?? supplier,
  orderId,
});

/** It was paid, or is being paid now. */
export const isPaidFor = ({ state }: Pick<SupplierOrderRow, "state">): boolean =>
  state === "paying" || state === "paid" || state === "done";
