import { z } from "zod";
import { ENVIRONMENTS } from "./cj.ts";
import { AUTOMATIONS, CARRIER_RULES, SUPPLIER_ORDER_STATES } from "./fulfilment-terms.ts";
import { OrderId } from "./ids.ts";
import { ORDER_STATUSES } from "./order-terms.ts";
import { ShipmentView } from "./orders.ts";
import { Instant } from "./paging.ts";

/** US cents: what suppliers ask is in dollars. */
const UsdMinor = z.number().int().min(0).max(100_000_000);

export const SupplierOrderView = z.object({
  id: z.uuid(),
  supplier: z.string(),
  supplierName: z.string(),
  environment: z.enum(ENVIRONMENTS),
  /** Ours, by which the supplier knows it. */
  number: z.string(),
  state: z.enum(SUPPLIER_ORDER_STATES),
  externalId: z.string().nullable(),
  /** Country it leaves from, with whom, and the promised days. */
  origin: z.string(),
  carrier: z.string(),
  minDays: z.number().nullable(),
  maxDays: z.number().nullable(),
  /** Other ways for the same goods, of a plan alone: by price. */
  options: z.array(
    z.object({
      carrier: z.string(),
      usdMinor: z.number(),
      minDays: z.number().nullable(),
      maxDays: z.number().nullable(),
    }),
  ),
  lines: z.array(z.object({ lineId: z.uuid(), name: z.string(), label: z.string(), quantity: z.number().int() })),
  /** As planned; `askedUsdMinor` is what the supplier says once it has the order. */
  goodsUsdMinor: z.number(),
  freightUsdMinor: z.number(),
  askedUsdMinor: z.number().nullable(),
  /** Why it waits or was refused, with what fills the sentence. */
  reason: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What a person can do with it. */
  can: z.object({ submit: z.boolean(), pay: z.boolean(), cancel: z.boolean(), resend: z.boolean() }),
  /** The parcel should be there by then; null before it left or without a promise. */
  etaAt: Instant.nullable(),
  plannedAt: Instant,
  paidAt: Instant.nullable(),
  nextAt: Instant.nullable(),
});
export type SupplierOrderView = z.infer<typeof SupplierOrderView>;
export const SupplierOrderList = z.array(SupplierOrderView);

export const SupplierOrdersInput = z.object({ orderId: OrderId });
/** `carrier`: another of the options of the plan before. */
export const PlanSupplierOrdersInput = z.object({ orderId: OrderId, carrier: z.string().trim().max(100).optional() });
/** `pay`: the supplier's price may be paid as planned, without asking again. */
export const SubmitOrderInput = z.object({ orderId: OrderId, pay: z.boolean().default(false) });
export const SupplierOrderInput = z.object({ id: z.uuid() });
/** `usdMinor`: what the person saw; another amount is refused. */
export const PaySupplierOrderInput = z.object({ id: z.uuid(), usdMinor: UsdMinor });

export const FulfilmentSettings = z
  .object({
    automation: z.enum(AUTOMATIONS),
    /** What automation may spend a day (UTC), US cents. */
    dailyLimitUsdMinor: UsdMinor,
    carrierRule: z.enum(CARRIER_RULES),
    /** Of `fastest`: what a parcel may cost, US cents. */
    carrierMaxUsdMinor: UsdMinor,
  })
  .strict();
export type FulfilmentSettings = z.infer<typeof FulfilmentSettings>;
/** `carrierMaxDays` is the shop's own promise; `spentTodayUsdMinor` what automation has spent since midnight UTC. */
export const FulfilmentSettingsView = FulfilmentSettings.extend({
  carrierMaxDays: z.number().int(),
  spentTodayUsdMinor: z.number(),
});
export const SaveFulfilmentSettingsInput = FulfilmentSettings.partial();

/** An order at a supplier by its number. */
export const SupplierOrderByNumberInput = z.object({ orderNumber: z.string().trim().min(1).max(50) });
export const SupplierOrderStatus = z.object({
  supplierOrder: SupplierOrderView,
  orderId: OrderId,
  /** Of the customer's order. */
  status: z.enum(ORDER_STATUSES),
  shipments: z.array(ShipmentView),
});
