import { z } from "zod";
import {
  DISPUTE_DOORS,
  DISPUTE_ENDS,
  DISPUTE_MESSAGE_MOST,
  DISPUTE_OUTCOMES,
  DISPUTE_STATES,
} from "./dispute-terms.ts";
import { OrderId } from "./ids.ts";
import { Instant } from "./paging.ts";

export const DisputesInput = z.object({ orderId: OrderId });
const Note = z.string().trim().max(DISPUTE_MESSAGE_MOST).default("");

/** A dispute that somebody opened at the supplier's own pages. */
export const OpenDisputeInput = z.object({
  supplierOrderId: z.uuid(),
  /** The supplier's number of it. */
  reference: z.string().trim().max(100).default(""),
  note: Note,
});
/** `refundUsdMinor`: what came back, in US cents; with `refunded` alone. */
export const SettleDisputeInput = z
  .object({
    id: z.uuid(),
    outcome: z.enum(DISPUTE_OUTCOMES),
    refundUsdMinor: z.number().int().min(1).max(100_000_000).optional(),
    note: Note,
  })
  .refine(({ outcome, refundUsdMinor }) => (outcome === "refunded") === (refundUsdMinor !== undefined));

export const DisputeView = z.object({
  id: z.uuid(),
  state: z.enum(DISPUTE_STATES),
  reference: z.string(),
  note: z.string(),
  byName: z.string(),
  openedAt: Instant,
  settledAt: Instant.nullable(),
  /** What came back, and what that was in the order's currency at the rate of that day. */
  refund: z
    .object({ usdMinor: z.number(), minor: z.number(), currency: z.string(), rate: z.string(), rateAsOf: z.string() })
    .nullable(),
});
export type DisputeView = z.infer<typeof DisputeView>;

/** Of a paid order at a supplier: when its delay can be disputed, and what there is to show for it. */
export const DisputeClock = z.object({
  supplierOrderId: z.uuid(),
  number: z.string(),
  supplierName: z.string(),
  door: z.enum(DISPUTE_DOORS),
  closedBy: z.enum(DISPUTE_ENDS).nullable(),
  days: z.number().int(),
  countedFrom: z.enum(["dispatch", "payment"]),
  countedAt: Instant,
  opensAt: Instant,
  evidence: z.object({
    paidAt: Instant,
    carrier: z.string(),
    /** The carrier's promise. */
    maxDays: z.number().int().nullable(),
    trackingNumbers: z.array(z.string()),
    shippedAt: Instant.nullable(),
    events: z.number().int(),
    lastEvent: z.object({ at: Instant, activity: z.string(), location: z.string().nullable() }).nullable(),
    /** Whole days since anything moved: the last event, the departure, or the payment. */
    silentDays: z.number().int(),
  }),
  /** The newest first. */
  disputes: z.array(DisputeView),
});
export type DisputeClock = z.infer<typeof DisputeClock>;
export const DisputeClocks = z.array(DisputeClock);
