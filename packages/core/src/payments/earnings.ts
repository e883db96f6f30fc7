import { GetEarningsInput, ListPaymentsInput, PaymentsPage, type Earnings } from "@nexusone/contracts/payments";
import { listCommissionLinesOf, listPaymentRows, sumByDay, type DaySums } from "@nexusone/db/queries/payments";
import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { paymentTerms } from "./payment-terms.ts";

/** What came in, went back and is whose, day by day of the shop's calendar: from payments alone. */
export async function getEarnings(
  ctx: ServiceContext,
  rawInput: z.input<typeof GetEarningsInput> = {},
): Promise<Earnings> {
  authorize(ctx, "payments:read");
  const input = GetEarningsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const { commissionBps, timezone, currency } = await paymentTerms(tx);
    const range = lastDays(ctx, input.days, timezone);
    const days = await sumByDay(tx, range, timezone);
    const byCurrency = Map.groupBy(days, (day) => day.currency);
    const currencies = [...byCurrency.keys()].toSorted((a, b) => Number(b === currency) - Number(a === currency));
    return {
      commissionBps,
      from: range.first,
      to: range.last,
      totals: currencies.map((one) => ({ currency: one, ...added(byCurrency.get(one) ?? []) })),
      days: days.map((day) => ({ ...day })),
    };
  });
}

/** The payments behind the figures, the newest first. */
export async function listPayments(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListPaymentsInput> = {},
): Promise<z.output<typeof PaymentsPage>> {
  authorize(ctx, "payments:read");
  const { cursor, limit, days } = ListPaymentsInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  return readMerchant(ctx, async (tx) => {
    const { timezone } = await paymentTerms(tx);
    const rows = await listPaymentRows(tx, { ...lastDays(ctx, days, timezone), after, limit: limit + 1 });
    const page = cutPage(rows, limit, (row) => ({ at: row.happenedAt.toISOString(), id: row.id }));
    const lines = await listCommissionLinesOf(
      tx,
      page.items.map(({ id }) => id),
    );
    const byPayment = Map.groupBy(lines, (line) => line.paymentId);
    return PaymentsPage.parse({
      ...page,
      items: page.items.map((row) => {
        const own = byPayment.get(row.id) ?? [];
        const sum = (part: "taxMinor" | "platformMinor" | "clientMinor"): number =>
          own.reduce((total, line) => total + line[part], 0);
        return {
          ...row,
          taxMinor: sum("taxMinor"),
          platformMinor: sum("platformMinor"),
          clientMinor: sum("clientMinor"),
          happenedAt: row.happenedAt.toISOString(),
        };
      }),
    });
  });
}

/** So many days of the shop's calendar up to the end of today, from midnight to midnight by its wall clock. */
export function lastDays({ platform }: ServiceContext, count: number, zone: string) {
  const today = Temporal.Instant.fromEpochMilliseconds(platform.clock.now().getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const first = today.subtract({ days: count - 1 });
  const midnight = (day: Temporal.PlainDate): Date => new Date(day.toZonedDateTime(zone).epochMilliseconds);
  return {
    first: first.toString(),
    last: today.toString(),
    from: midnight(first),
    until: midnight(today.add({ days: 1 })),
  };
}

const PARTS = [
  "capturedMinor",
  "refundedMinor",
  "taxMinor",
  "platformMinor",
  "clientMinor",
  "feeMinor",
  "payments",
] as const satisfies readonly (keyof DaySums)[];

const added = (days: readonly DaySums[]): Record<(typeof PARTS)[number], number> =>
  Object.fromEntries(PARTS.map((part) => [part, days.reduce((total, day) => total + day[part], 0)])) as Record<
    (typeof PARTS)[number],
    number
  >; // one entry for each of PARTS
