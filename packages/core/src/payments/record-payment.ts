import { RecordPaymentInput, type OrderMoney } from "@nexusone/contracts/payments";
import {
  allocateRefund,
  moneyState,
  refundableMinor,
  reverseShares,
  splitCapture,
} from "@nexusone/contracts/payment-terms";
import { amountText } from "@nexusone/contracts/money";
import {
  findPaymentByReference,
  insertCommissionLines,
  insertPayment,
  keepMoneyState,
  listCommissionLinesOf,
  listPaymentsOf,
  lockOrderToPay,
  type NewCommissionLine,
  type PaymentRow,
} from "@nexusone/db/queries/payments";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { takingsOf, viewMoney } from "./get-order-money.ts";
import { paymentTerms, type PaymentTerms } from "./payment-terms.ts";

/** What every way a payment comes by hands over. */
export type Payment = z.output<typeof RecordPaymentInput>;

/**
 * Notes money that came in for an order, or went back. Safe to repeat: the same reference is the same payment.
 * @throws `orders.not_found`, `payments.refund_too_large` {most, orderId}, `payments.reference_taken` {reference},
 * `payments.currency_differs` {currency}, `payments.demo_only`.
 */
export async function recordPayment(
  ctx: ServiceContext,
  rawInput: z.input<typeof RecordPaymentInput>,
): Promise<OrderMoney> {
  authorize(ctx, "payments:manage");
  const input = RecordPaymentInput.parse(rawInput);
  const money = await inMerchantTx(ctx, async (tx) => {
    await takePayment(tx, ctx, input);
    return viewMoney(tx, input.orderId);
  });
  if (input.kind === "refund") failpoint("payment.refund.after_commit");
  return money;
}

/**
 * The one way a payment comes in, whatever brings it: by hand, from a demo shop's till, later from a provider or a channel. It
 * writes the payment and whose money it is in one transaction, under the order's lock.
 */
export async function takePayment(tx: MerchantTx, ctx: ServiceContext, given: Payment): Promise<PaymentRow> {
  const order = await lockOrderToPay(tx, given.orderId);
  if (!order) throw new DomainError("orders.not_found");
  if (given.currency !== undefined && given.currency !== order.currency)
    throw new DomainError("payments.currency_differs", { currency: order.currency });
  const terms = await paymentTerms(tx);
  if (given.method === "sandbox" && !terms.isDemo) throw new DomainError("payments.demo_only");
  const reference = plainText(given.reference);
  const known = await findPaymentByReference(tx, { method: given.method, reference });
  if (known) return sameOrRefuse(known, given);

  const before = await listPaymentsOf(tx, order.id);
  const most = refundableMinor(takingsOf(before));
  if (given.kind === "refund" && given.amountMinor > most)
    throw new DomainError("payments.refund_too_large", {
      most: `${amountText(most, order.currency)} ${order.currency}`,
      orderId: order.id,
    });
  const now = ctx.platform.clock.now();
  const happenedAt = given.happenedAt && new Date(given.happenedAt) < now ? new Date(given.happenedAt) : now;
  const payment = await insertPayment(tx, {
    orderId: order.id,
    kind: given.kind,
    method: given.method,
    amountMinor: given.amountMinor,
    currency: order.currency,
    reference,
    note: plainText(given.note),
    byName: actorName(ctx.actor),
    happenedAt,
  });
  // Another order's payment took the reference since we looked.
  if (!payment) throw new DomainError("payments.reference_taken", { reference });
  const isRefund = payment.kind === "refund";
  if (isRefund) failpoint("payment.refund.after_payment");
  await insertCommissionLines(tx, isRefund ? await givenBack(tx, payment, before) : [captured(payment, terms)]);
  const takings = takingsOf([...before, payment]);
  await keepMoneyState(tx, order.id, moneyState({ totalMinor: order.totalMinor, ...takings }));
  await recordEvent(
    tx,
    ctx,
    isRefund ? "payment.refunded" : "payment.received",
    {
      orderId: order.id,
      paymentId: payment.id,
      amountMinor: payment.amountMinor,
      currency: order.currency,
      method: payment.method,
    },
    { kind: "order", id: order.id },
  );
  if (isRefund) failpoint("payment.refund.before_commit");
  return payment;
}

function sameOrRefuse(known: PaymentRow, { orderId, kind, amountMinor, reference }: Payment): PaymentRow {
  if (known.orderId === orderId && known.kind === kind && known.amountMinor === amountMinor) return known;
  throw new DomainError("payments.reference_taken", { reference });
}

function captured({ id, currency, amountMinor, happenedAt }: PaymentRow, terms: PaymentTerms): NewCommissionLine {
  const feeMinor = terms.feeOf(amountMinor);
  const base = { paymentId: id, captureId: id, currency, feeMinor, platformBps: terms.commissionBps, happenedAt };
  return { ...base, ...splitCapture(amountMinor, terms) };
}

/** A refund takes back from the oldest captures what was shared then, whatever the terms are now. */
async function givenBack(
  tx: MerchantTx,
  refund: PaymentRow,
  before: readonly PaymentRow[],
): Promise<NewCommissionLine[]> {
  const lines = await listCommissionLinesOf(
    tx,
    before.map(({ id }) => id),
  );
  const captures = before.flatMap(({ id, kind }) => {
    const own = kind === "capture" ? lines.find((line) => line.paymentId === id) : undefined;
    if (!own) return [];
    const back = lines.filter((line) => line.captureId === id && line.paymentId !== id);
    const gone = back.reduce((sum, line) => sum - line.amountMinor, 0);
    return [{ own, gone, leftMinor: own.amountMinor - gone }];
  });
  return allocateRefund(captures, refund.amountMinor).map(({ capture: { own, gone }, amountMinor }) => {
    const shares = reverseShares(own, gone, amountMinor);
    return {
      paymentId: refund.id,
      captureId: own.captureId,
      currency: refund.currency,
      amountMinor: -shares.amountMinor,
      taxMinor: -shares.taxMinor,
      platformMinor: -shares.platformMinor,
      clientMinor: -shares.clientMinor,
      feeMinor: 0,
      platformBps: own.platformBps,
      happenedAt: refund.happenedAt,
    };
  });
}
