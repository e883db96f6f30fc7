import { z } from "zod";
import { AUTOMATIONS } from "./fulfilment-terms.ts";
import { OrderId } from "./ids.ts";
import { ORDER_BATCH_ACTS, ORDER_BATCH_MOST, ORDER_BATCH_ROW_STATES, ORDER_BATCH_STATES } from "./order-batch-terms.ts";
import { ExportOrdersInput } from "./orders.ts";
import { ORDER_STATUSES } from "./order-terms.ts";
import { Instant } from "./paging.ts";

/** Named orders, or all that the list's filters match when the preview is made. */
export const OrderSelection = z.union([
  z.object({ ids: z.array(OrderId).min(1).max(5_000) }),
  z.object({ filters: ExportOrdersInput }),
]);
export const PreviewOrderBatchInput = z.object({
  selection: OrderSelection,
  act: z.enum(ORDER_BATCH_ACTS),
  /** Of `hold`: why. */
  note: z.string().trim().max(500).default(""),
  /** Of `ship`: who has the parcels. */
  carrier: z.string().trim().max(200).default(""),
});
export const OrderBatchInput = z.object({ id: z.uuid() });
export const OrderBatchRowsInput = OrderBatchInput.extend({
  /** Position of the last row seen. */
  cursor: z.number().int().min(0).max(ORDER_BATCH_MOST).optional(),
  limit: z.number().int().min(1).max(100).default(50),
  /** Only orders that are left out or were refused. */
  problems: z.boolean().default(false),
});

export const OrderBatchView = z.object({
  id: z.uuid(),
  state: z.enum(ORDER_BATCH_STATES),
  act: z.enum(ORDER_BATCH_ACTS),
  by: z.string(),
  createdAt: Instant,
  /** Until when a ready preview can be carried out. */
  expiresAt: Instant,
  /** Orders looked at. */
  total: z.number().int(),
  counts: z.record(z.enum(ORDER_BATCH_ROW_STATES), z.number().int()),
  /** Why orders were left out or refused, by reason, with the details of the first. */
  reasons: z.array(
    z.object({
      reason: z.string(),
      count: z.number().int(),
      details: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  /** Of the orders that are not left out, by their currency. */
  totals: z.array(
    z.object({
      currency: z.string(),
      orders: z.number().int(),
      /** What their customers pay. */
      totalMinor: z.number(),
      /** What they cost today with freight, of those whose cost is known. */
      costMinor: z.number(),
      costUnknown: z.number().int(),
    }),
  ),
  /** What suppliers are paid by it, US cents: of `pay`, else 0. */
  payUsdMinor: z.number(),
  /** How far confirmed orders go by themselves now, and what automation may pay a day, US cents. */
  automation: z.enum(AUTOMATIONS),
  dailyLimitUsdMinor: z.number(),
});
export type OrderBatchView = z.infer<typeof OrderBatchView>;

export const OrderBatchRow = z.object({
  position: z.number().int(),
  orderId: OrderId,
  number: z.string(),
  customer: z.string(),
  /** Its public word now. */
  status: z.enum(ORDER_STATUSES),
  state: z.enum(ORDER_BATCH_ROW_STATES),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  currency: z.string(),
  totalMinor: z.number(),
  /** Of all its lines at today's cost and freight; null where the cost of one is unknown. */
  costMinor: z.number().nullable(),
  payUsdMinor: z.number(),
});
export const OrderBatchRows = z.object({ items: z.array(OrderBatchRow), nextCursor: z.number().int().nullable() });
