import { amountText } from "@nexusone/contracts/money";
import { ExportPaymentsInput } from "@nexusone/contracts/payments";
import {
  listCommissionLinesOf,
  listPaymentRows,
  type CommissionLine,
  type PaymentKey,
} from "@nexusone/db/queries/payments";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { Cell } from "../catalog/csv.ts";
import type { ServiceContext } from "../context.ts";
import { csvPieces, type CsvPage } from "../csv-pieces.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { lastDays } from "./earnings.ts";
import { paymentTerms } from "./payment-terms.ts";

const PAYMENTS_AT_ONCE = 500;
const HEAD = [
  "payment_id",
  "happened_at",
  "order_number",
  "kind",
  "method",
  "currency",
  "amount",
  "vat",
  "platform_share",
  "own_share",
  "fee",
  "reference",
  "note",
  "noted_by",
];

/**
 * Payments of so many days as CSV with whose money each is, the newest first; what went back is negative. For who may note them.
 * Throws `request.invalid`.
 */
export async function exportPayments(ctx: ServiceContext, rawInput: z.input<typeof ExportPaymentsInput>) {
  authorize(ctx, "payments:manage");
  const input = ExportPaymentsInput.safeParse(rawInput);
  if (!input.success) throw new DomainError("request.invalid", { problem: z.prettifyError(input.error) }, input.error);
  const { timezone } = await readMerchant(ctx, paymentTerms);
  const range = lastDays(ctx, input.data.days, timezone);
  return csvPieces<PaymentKey>(ctx, HEAD, (after) => readPage(ctx, range, after));
}

async function readPage(
  ctx: ServiceContext,
  range: { readonly from: Date; readonly until: Date },
  after: PaymentKey | undefined,
): Promise<CsvPage<PaymentKey>> {
  return readMerchant(ctx, async (tx) => {
    const page = await listPaymentRows(tx, { ...range, after, limit: PAYMENTS_AT_ONCE });
    const lines = await listCommissionLinesOf(
      tx,
      page.map(({ id }) => id),
    );
    const byPayment = Map.groupBy(lines, ({ paymentId }) => paymentId);
    const last = page.length === PAYMENTS_AT_ONCE ? page.at(-1) : undefined;
    return {
      rows: page.map((row) => cells(row, byPayment.get(row.id) ?? [])),
      last: last && { at: last.happenedAt, id: last.id },
    };
  });
}

function cells(row: Awaited<ReturnType<typeof listPaymentRows>>[number], own: readonly CommissionLine[]): Cell[] {
  const amount = (minor: number): number => Number(amountText(minor, row.currency));
  const sum = (part: "taxMinor" | "platformMinor" | "clientMinor" | "feeMinor"): number =>
    amount(own.reduce((total, line) => total + line[part], 0));
  return [
    row.id,
    row.happenedAt.toISOString(),
    row.orderNumber,
    row.kind,
    row.method,
    row.currency,
    amount(row.kind === "refund" ? -row.amountMinor : row.amountMinor),
    sum("taxMinor"),
    sum("platformMinor"),
    sum("clientMinor"),
    sum("feeMinor"),
    row.reference,
    row.note,
    row.byName,
  ];
}
