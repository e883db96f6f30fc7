import { FIRST_DISPUTE_DAYS } from "@nexusone/contracts/dispute-terms";
import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import type { OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { subjectOf } from "../orders/change-order.ts";
import { isPaid, readTimes } from "./clocks.ts";

/**
 * Says once for an order at a supplier that its delay can be disputed from now on: the door has no last day, the next news of the
 * carrier may close it. @returns when it was said, null while there is nothing to say.
 */
export async function tellDispute(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  row: SupplierOrderRow,
): Promise<Date | null> {
  const now = ctx.platform.clock.now();
  if (row.disputeToldAt !== null || !isPaid(row)) return row.disputeToldAt;
  if (now < addMs(row.paidAt, FIRST_DISPUTE_DAYS * DAY_MS)) return null;
  if ((await readTimes(tx, order, row, now)).door !== "open") return null;
  const told = { orderId: order.id, supplierOrderId: row.id, number: row.number };
  await recordEvent(tx, ctx, "dispute.possible", told, subjectOf(order));
  return now;
}
