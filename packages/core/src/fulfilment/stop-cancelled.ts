import type { SupplierOrderState } from "@nexusone/contracts/fulfilment-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { listSupplierOrders } from "@nexusone/db/queries/fulfilment";
import type { ServiceContext } from "../context.ts";
import { releaseHolds } from "../orders/change-order.ts";
import { stop, type Locked } from "./holds.ts";
import { supplierCancelled } from "./reasons.ts";

/** What keeps an order at a supplier from being paid, and ends with its payment. */
const BEFORE_PAYMENT = [
  "fulfilment.spending_limit",
  "fulfilment.price_moved",
  "fulfilment.balance_insufficient",
] as const satisfies readonly ReasonCode[];
const UNPAID = new Set<SupplierOrderState>(["wanted", "created", "paying"]);

/**
 * The supplier cancelled it, or knows nothing of it any more: the order is held until somebody sends it again. Where nothing else
 * of the order is to be paid, what it waited for before the payment is over.
 */
export async function stopCancelled(ctx: ServiceContext, locked: Locked): Promise<void> {
  const { tx, order } = locked;
  // Held before anything is lifted: nobody hears that the order goes on.
  await stop(ctx, locked, supplierCancelled(ctx, locked.row), { state: "cancelled" });
  if ((await listSupplierOrders(tx, order.id)).some(({ state }) => UNPAID.has(state))) return;
  for (const reason of BEFORE_PAYMENT) await releaseHolds(tx, ctx, order, { reason });
}
