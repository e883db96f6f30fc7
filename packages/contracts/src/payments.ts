import { z } from "zod";
import { CURRENCIES } from "./currencies.ts";
import { MerchantId, OrderId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { DEFAULT_COMMISSION } from "./plans.ts";
import { MONEY_STATES, PAYMENT_KINDS, PAYMENT_METHODS } from "./payment-terms.ts";

const Minor = z.number().int().min(1).max(9_000_000_000_000);
const Reference = z.string().trim().min(1).max(100);

/** Money that came in for an order, or went back. */
export const RecordPaymentInput = z.object({
  orderId: OrderId,
  kind: z.enum(PAYMENT_KINDS),
  amountMinor: Minor,
  /** The order's own; given, it must be that. */
  currency: z.enum(CURRENCIES).optional(),
  /** `sandbox` is for demo shops. */
  method: z.enum(PAYMENT_METHODS).default("hand"),
  /** Of the bank or the till: the same again is the same payment, which makes the call safe to repeat. */
  reference: Reference,
  note: z.string().trim().max(500).default(""),
  /** When it happened; now when absent, never later. */
  happenedAt: Instant.optional(),
});
export const GetOrderMoneyInput = z.object({ orderId: OrderId });

export const PaymentView = z.object({
  id: z.uuid(),
  kind: z.enum(PAYMENT_KINDS),
  amountMinor: z.number(),
  method: z.enum(PAYMENT_METHODS),
  reference: z.string(),
  note: z.string(),
  byName: z.string(),
  happenedAt: Instant,
});
export type PaymentView = z.output<typeof PaymentView>;

const shares = {
  /** The state's, the platform's and the shop's part of what came in, less what went back. */
  taxMinor: z.number(),
  platformMinor: z.number(),
  clientMinor: z.number(),
};
export const OrderMoney = z.object({
  orderId: OrderId,
  currency: z.string(),
  state: z.enum(MONEY_STATES),
  totalMinor: z.number(),
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  dueMinor: z.number(),
  refundableMinor: z.number(),
  ...shares,
  /** What payment costs by the shop's terms; it does not come back with a refund. */
  feeMinor: z.number(),
  /** What suppliers gave back in disputes. */
  supplierRefundMinor: z.number(),
  /** As of the order, and by what was paid since: the shop's share less fees and landed cost, plus what suppliers gave back. Null where a cost is unknown. */
  profit: z.object({ thenMinor: z.number(), nowMinor: z.number() }).nullable(),
  payments: z.array(PaymentView),
});
export type OrderMoney = z.output<typeof OrderMoney>;

const Day = z.iso.date();
export const EARNINGS_DAYS_MOST = 92;
/** Days of the shop's own calendar, today the last of them. */
const Days = z.coerce.number().int().min(1).max(EARNINGS_DAYS_MOST).default(30);
export const GetEarningsInput = z.object({ days: Days });
const sums = {
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  ...shares,
  feeMinor: z.number(),
  payments: z.number().int(),
};
export const Earnings = z.object({
  /** The platform's share of the net sale from now on; 0 while commission is off. */
  commissionBps: z.number().int(),
  from: Day,
  to: Day,
  /** One for each currency that came in, the shop's own first. */
  totals: z.array(z.object({ currency: z.string(), ...sums })),
  days: z.array(z.object({ day: Day, currency: z.string(), ...sums })),
});
export type Earnings = z.output<typeof Earnings>;

export const ListPaymentsInput = PageInput.extend({ days: Days });
export const ExportPaymentsInput = z.object({ days: Days });
/** A payment in a list, with its part of everything: negative when it went back. */
export const PaymentLine = PaymentView.omit({ note: true }).extend({
  orderId: OrderId,
  orderNumber: z.string(),
  currency: z.string(),
  ...shares,
});
export type PaymentLine = z.output<typeof PaymentLine>;
export const PaymentsPage = page(PaymentLine);

/** Basis points of the net sale for the platform; 0 switches commission off. */
export const SetCommissionInput = z.object({
  merchantId: MerchantId,
  platformBps: z.number().int().min(0).max(10_000).default(DEFAULT_COMMISSION.platformBps),
});
export const CommissionView = z.object({ merchantId: MerchantId, platformBps: z.number(), clientBps: z.number() });
/** `q`: words of a shop's name or address. */
export const ListCommissionsInput = PageInput.extend({ q: z.string().trim().max(100).optional() });
export const CommissionsPage = page(
  z.object({ merchantId: MerchantId, name: z.string(), slug: z.string(), platformBps: z.number() }),
);
export const GetCommissionInput = PageInput.extend({ merchantId: MerchantId });
/** What was set, newest first. Real time. */
export const CommissionHistory = page(
  z.object({
    id: z.uuid(),
    at: Instant,
    fromBps: z.number(),
    toBps: z.number(),
    /** Null where nobody is known. */
    byName: z.string().nullable(),
  }),
).extend({
  ...CommissionView.shape,
  name: z.string(),
  /** Since when it is what it is; null while nobody has set anything. */
  since: Instant.nullable(),
});
