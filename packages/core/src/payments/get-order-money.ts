import { GetOrderMoneyInput, OrderMoney } from "@nexusone/contracts/payments";
import { dueMinor, moneyState, refundableMinor, type Takings } from "@nexusone/contracts/payment-terms";
import { sumDisputeRefunds } from "@nexusone/db/queries/disputes";
import {
  findOrderToPay,
  landedThen,
  listCommissionLinesOf,
  listPaymentsOf,
  type CommissionLine,
  type PaymentRow,
} from "@nexusone/db/queries/payments";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

/** How an order stands with money: computed from its payments alone. @throws `orders.not_found`. */
export async function getOrderMoney(
  ctx: ServiceContext,
  rawInput: z.input<typeof GetOrderMoneyInput>,
): Promise<OrderMoney> {
  authorize(ctx, "payments:read");
  const { orderId } = GetOrderMoneyInput.parse(rawInput);
  return readMerchant(ctx, (tx) => viewMoney(tx, orderId));
}

export async function viewMoney(tx: MerchantTx, orderId: string): Promise<OrderMoney> {
  const order = await findOrderToPay(tx, orderId);
  if (!order) throw new DomainError("orders.not_found");
  const [rows, landed, supplierRefundMinor] = await Promise.all([
    listPaymentsOf(tx, orderId),
    landedThen(tx, orderId),
    sumDisputeRefunds(tx, orderId),
  ]);
  const lines = await listCommissionLinesOf(
    tx,
    rows.map(({ id }) => id),
  );
  const takings: Takings = { totalMinor: order.totalMinor, ...takingsOf(rows) };
  const sum = (part: "taxMinor" | "platformMinor" | "clientMinor" | "feeMinor"): number =>
    lines.reduce((total: number, line: CommissionLine) => total + line[part], 0);
  return OrderMoney.parse({
    orderId,
    currency: order.currency,
    state: moneyState(takings),
    ...takings,
    dueMinor: dueMinor(takings),
    refundableMinor: refundableMinor(takings),
    taxMinor: sum("taxMinor"),
    platformMinor: sum("platformMinor"),
    clientMinor: sum("clientMinor"),
    feeMinor: sum("feeMinor"),
    supplierRefundMinor,
    profit: landed && {
      thenMinor: landed.profitMinor,
      nowMinor: sum("clientMinor") - sum("feeMinor") - landed.landedMinor + supplierRefundMinor,
    },
    payments: rows.map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() })),
  });
}

export function takingsOf(rows: readonly PaymentRow[]): Omit<Takings, "totalMinor"> {
  const of = (kind: PaymentRow["kind"]): number =>
    rows.reduce((total, row) => (row.kind === kind ? total + row.amountMinor : total), 0);
  return { capturedMinor: of("capture"), refundedMinor: of("refund") };
}
