import { z } from "zod";
import { ENVIRONMENTS } from "./cj.ts";
import { AUTOMATIONS, CARRIER_REASONS, CARRIER_RULES, SUPPLIER_ORDER_STATES } from "./fulfilment-terms.ts";
import { OrderId, VariantId } from "./ids.ts";
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
  /** What the shop's rule takes and why; null for what was planned before this was kept. */
  byRule: z.object({ carrier: z.string(), why: z.enum(CARRIER_REASONS) }).nullable(),
  /** Who took another way than the rule; null while the rule decides. */
  chosenBy: z.string().nullable(),
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

/** Goods that go to one country; `dryRun` tells what a quote would ask and cost, and asks nothing. */
export const ShippingCostInput = z.object({
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/),
  zip: z.string().trim().max(20).default(""),
  lines: z
    .array(z.object({ variantId: VariantId, quantity: z.number().int().min(1).max(10_000) }))
    .min(1)
    .max(100),
  dryRun: z.boolean().default(false),
});
export const ShippingCost = z.object({
  /** One for each warehouse country that the goods leave from. */
  parcels: z.array(
    z.object({
      supplier: z.string(),
      supplierName: z.string(),
      environment: z.enum(ENVIRONMENTS),
      origin: z.string(),
      lines: z.array(z.object({ variantId: VariantId, quantity: z.number().int() })),
      /** Ways of the real quote by price; empty in a dry run, and where nothing goes. */
      options: z.array(
        z.object({
          carrier: z.string(),
          usdMinor: z.number(),
          /** In the shop's currency. */
          minor: z.number(),
          minDays: z.number().nullable(),
          maxDays: z.number().nullable(),
        }),
      ),
      /** By the shop's rule, and why that one. */
      chosen: z.object({ carrier: z.string(), why: z.enum(CARRIER_REASONS) }).nullable(),
    }),
  ),
  /** Variants that no supplier sends: the merchant's own, or of a supplier that takes no orders. */
  unquoted: z.array(VariantId),
  /** Of the chosen ways together; null in a dry run, and when nothing goes for one of the parcels. */
  totalUsdMinor: z.number().nullable(),
  totalMinor: z.number().nullable(),
  currency: z.string(),
  rate: z.string(),
  rateAsOf: z.string(),
  /** Supplier's points that the quotes took, or would take in a dry run. */
  points: z.number().int(),
});
export type ShippingCost = z.infer<typeof ShippingCost>;

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
