import { ActOnOrderInput } from "@nexusone/contracts/orders";
import { lockSupplierOrder } from "@nexusone/db/queries/fulfilment";
import {
  lockOrderBatchRow,
  readForBatch,
  settleOrderBatchRow,
  type OrderBatchRecord,
  type OrderBatchRowRecord,
} from "@nexusone/db/queries/order-batches";
import { lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { approveAmount, resendOrder } from "../fulfilment/supplier-order-acts.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { carryOutAct } from "../orders/act-on-order.ts";
import { inMerchantTx } from "../transaction.ts";
import { BUYS, planAct } from "./plan-act.ts";

/** What goods may cost more than in the preview. */
const TOLERANCE_BPS = 200;

/**
 * Does the act of a batch for one order, once: the act and its mark on the row are one transaction. What calls suppliers is
 * marked as begun first and is safe to repeat. A refusal is the row's outcome and stops nobody else.
 */
export async function runRow(ctx: ServiceContext, batch: OrderBatchRecord, rowId: string): Promise<void> {
  try {
    const begun = await inMerchantTx(ctx, async (tx) => {
      const row = await lockOrderBatchRow(tx, rowId);
      if (row?.state !== "planned") return row?.state === "doing" ? row : undefined;
      const order = await lockOrder(tx, row.orderId);
      if (!order) throw new DomainError("orders.not_found", { orderId: row.orderId });
      await mustBeAsPlanned(tx, ctx, batch, row);
      const state = await ACTS[kindOf(batch)](tx, ctx, order, batch, row);
      await settleOrderBatchRow(tx, rowId, { state });
      failpoint("order.batch.before_commit");
      return state === "doing" ? row : undefined;
    });
    if (!begun) return;
    await resendOrder(ctx, { orderId: begun.orderId as never }); // our own uuid column
    await inMerchantTx(ctx, (tx) => settleOrderBatchRow(tx, rowId, { state: "done" }));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { reason, details } = error;
    await inMerchantTx(ctx, (tx) => settleOrderBatchRow(tx, rowId, { state: "refused", reason, details }));
  }
}

/** @throws `orders.batch_moved` for an order that is not as it was shown, `preview.moved` for goods that became dearer. */
async function mustBeAsPlanned(
  tx: MerchantTx,
  ctx: ServiceContext,
  { act }: OrderBatchRecord,
  row: OrderBatchRowRecord,
): Promise<void> {
  const [[facts], { terms }] = await Promise.all([readForBatch(tx, [row.orderId]), readPricing(tx)]);
  const now = facts && planAct(ctx, facts, act, terms);
  if (now?.digest !== row.digest) throw new DomainError("orders.batch_moved", { orderId: row.orderId });
  const { costMinor } = now;
  if (!BUYS.has(act) || costMinor === null || row.costMinor === null) return;
  if (costMinor * 10_000 > row.costMinor * (10_000 + TOLERANCE_BPS))
    throw new DomainError("preview.moved", { orderId: row.orderId });
}

type Act = (
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  batch: OrderBatchRecord,
  row: OrderBatchRowRecord,
) => Promise<"done" | "doing">;

const kindOf = ({ act }: OrderBatchRecord): keyof typeof ACTS => (act === "pay" || act === "resend" ? act : "single");

const ACTS = {
  /** As on one order. */
  single: async (tx, ctx, order, { act, note, carrier }) => {
    await carryOutAct(tx, ctx, order, ActOnOrderInput.parse({ orderId: order.id, action: act, note, carrier }));
    return "done";
  },
  /** A person's word for each amount they saw; the job of the order pays it. */
  pay: async (tx, ctx, order, _batch, { pays }) => {
    for (const { id, usdMinor } of pays) {
      const row = await lockSupplierOrder(tx, id);
      if (!row) throw new DomainError("fulfilment.not_found", { orderId: order.id });
      // An order that paying freed of its hold is another one for the next.
      await approveAmount(ctx, { tx, order: (await lockOrder(tx, order.id)) ?? order, row }, usdMinor);
    }
    return "done";
  },
  /** Asks suppliers for quotes: that is no work for a transaction. */
  resend: async () => "doing",
} as const satisfies Record<string, Act>;
