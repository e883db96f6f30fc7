import { DisputesInput, OpenDisputeInput, SettleDisputeInput, type DisputeClock } from "@nexusone/contracts/disputes";
import { amountText, convertToMinor } from "@nexusone/contracts/money";
import { findDispute, insertDispute, settleDisputeRow } from "@nexusone/db/queries/disputes";
import { findSupplierOrder } from "@nexusone/db/queries/fulfilment";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { findOrderRow, lockOrder } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { subjectOf } from "../orders/change-order.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { disputeClocks, isPaid } from "./clocks.ts";

/** When delays of an order can be disputed at its suppliers, what there is to show, and what was disputed. @throws `orders.not_found`. */
export async function listDisputeClocks(
  ctx: ServiceContext,
  rawInput: z.input<typeof DisputesInput>,
): Promise<DisputeClock[]> {
  authorize(ctx, "orders:read");
  const { orderId } = DisputesInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const order = await findOrderRow(tx, orderId);
    if (!order) throw new DomainError("orders.not_found", { orderId });
    return disputeClocks(tx, ctx, order);
  });
}

/**
 * Notes that somebody opened a dispute at the supplier's own pages; nothing is sent there.
 * @throws `disputes.not_found`, `disputes.not_paid`, `disputes.already_open`.
 */
export async function openDispute(
  ctx: ServiceContext,
  rawInput: z.input<typeof OpenDisputeInput>,
): Promise<DisputeClock[]> {
  authorize(ctx, "orders:manage");
  const { supplierOrderId, reference, note } = OpenDisputeInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const row = await findSupplierOrder(tx, supplierOrderId);
    if (!row) throw new DomainError("disputes.not_found");
    const { order, about } = await lockedOrder(tx, row.orderId);
    if (!isPaid(row)) throw new DomainError("disputes.not_paid", about);
    const made = await insertDispute(tx, {
      orderId: order.id,
      supplierOrderId,
      state: "open",
      reference: plainText(reference),
      note: plainText(note),
      byName: actorName(ctx.actor),
      openedAt: ctx.platform.clock.now(),
    });
    if (!made) throw new DomainError("disputes.already_open", about);
    await recordEvent(tx, ctx, "dispute.opened", { ...about, disputeId: made.id, supplierOrderId }, subjectOf(order));
    return disputeClocks(tx, ctx, order);
  });
}

/**
 * Notes what came of a dispute. What the supplier gave back counts for the order's profit from now on, at the shop's rate of today.
 * @throws `disputes.not_found`, `disputes.settled`.
 */
export async function settleDispute(
  ctx: ServiceContext,
  rawInput: z.input<typeof SettleDisputeInput>,
): Promise<DisputeClock[]> {
  authorize(ctx, "payments:manage");
  const { id, outcome, refundUsdMinor, note } = SettleDisputeInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const dispute = await findDispute(tx, id);
    if (!dispute) throw new DomainError("disputes.not_found");
    const { order, about } = await lockedOrder(tx, dispute.orderId);
    const refund = refundUsdMinor === undefined ? {} : await converted(tx, refundUsdMinor, order.currency);
    const settled = await settleDisputeRow(tx, id, {
      state: outcome,
      settledAt: ctx.platform.clock.now(),
      // What was noted when it was opened is evidence: this stands below it.
      note: [dispute.note, plainText(note)].filter(Boolean).join("\n"),
      ...refund,
    });
    if (!settled) throw new DomainError("disputes.settled", about);
    const told = { ...about, disputeId: id, outcome, refundUsdMinor: settled.refundUsdMinor };
    await recordEvent(tx, ctx, "dispute.settled", told, subjectOf(order));
    return disputeClocks(tx, ctx, order);
  });
}

async function lockedOrder(tx: MerchantTx, orderId: string) {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new DomainError("disputes.not_found");
  return { order, about: { orderId: order.id } };
}

async function converted(tx: MerchantTx, refundUsdMinor: number, currency: string) {
  const shop = await findMerchantWithRate(tx);
  if (!shop) throw new DomainError("request.not_found");
  const { rate, asOf } = shop.fx;
  const refundMinor = convertToMinor(amountText(refundUsdMinor, "USD"), rate, currency);
  return { refundUsdMinor, refundMinor, rate, rateAsOf: asOf };
}
