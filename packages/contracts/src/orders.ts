import { z } from "zod";
import { Address, AddressProblem } from "./addresses.ts";
import { ContactId, OrderId, ProductId, VariantId } from "./ids.ts";
import {
  FULFILMENTS,
  ORDER_ACTIONS,
  ORDER_SOURCES,
  ORDER_STATUSES,
  RESERVATION_STATES,
  SHIPMENT_KINDS,
} from "./order-terms.ts";
import { MONEY_STATES } from "./payment-terms.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { Minor } from "./pricing.ts";

/** Suppliers take at most fifty characters of it. */
export const OrderNumber = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[\w#.-]+( [\w#.-]+)*$/);
const Quantity = z.number().int().min(1).max(10_000);
const Text = z.string().trim().max(200);

export const OrderLineInput = z.object({
  /** Or the `sku` of one. */
  variantId: VariantId.optional(),
  sku: z.string().trim().min(1).max(100).optional(),
  quantity: Quantity,
  /** Of one, as the customer paid it; default the catalogue's. */
  priceMinor: Minor.optional(),
});
export const CreateOrderInput = z.object({
  /** The merchant's own, which makes the call safe to repeat; default the shop's next number. */
  number: OrderNumber.optional(),
  /** A known contact, or who the customer is. */
  contactId: ContactId.optional(),
  customer: z
    .object({
      name: Text.default(""),
      email: z.string().trim().toLowerCase().pipe(z.email().max(200)).or(z.literal("")).default(""),
      phone: z.string().trim().max(40).default(""),
    })
    .optional(),
  address: Address,
  lines: z.array(OrderLineInput).min(1).max(100),
  /** What the customer paid for delivery, and what was taken off. */
  shippingMinor: Minor.default(0),
  discountMinor: Minor.default(0),
  note: z.string().trim().max(2_000).default(""),
  placedAt: Instant.optional(),
  /** The order link that it came by, which is completed with it. */
  orderLinkId: z.uuid().optional(),
});
export type CreateOrderInput = z.output<typeof CreateOrderInput>;

export const OrderLineView = z.object({
  id: z.uuid(),
  productId: ProductId,
  variantId: VariantId,
  name: z.string(),
  label: z.string(),
  sku: z.string().nullable(),
  imageUrl: z.string().nullable(),
  quantity: z.number().int(),
  priceMinor: z.number(),
  /** Of all its units, as of the order and at today's cost and freight; null where nobody knows. */
  atOrder: z.object({ landedMinor: z.number(), profitMinor: z.number(), marginBps: z.number() }).nullable(),
  today: z.object({ landedMinor: z.number(), profitMinor: z.number(), marginBps: z.number() }).nullable(),
  reservation: z.enum(RESERVATION_STATES),
  /** Units in parcels that neither failed nor were cancelled. */
  inParcels: z.number().int(),
  /** What was ordered, where another variant has taken its place. */
  insteadOf: z.object({ label: z.string(), sku: z.string().nullable() }).nullable(),
});
export type OrderLineView = z.infer<typeof OrderLineView>;
export const HoldView = z.object({
  id: z.uuid(),
  /** Of the registry, with what fills its sentence. */
  reason: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  placedAt: Instant,
});
export type HoldView = z.infer<typeof HoldView>;
export const TrackingEventView = z.object({
  at: Instant,
  status: z.enum(FULFILMENTS),
  /** The carrier's words; empty for what the shop noted itself. */
  activity: z.string(),
  location: z.string().nullable(),
});
export const ShipmentView = z.object({
  id: z.uuid(),
  kind: z.enum(SHIPMENT_KINDS),
  fulfilment: z.enum(FULFILMENTS),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  shippedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  lines: z.array(z.object({ lineId: z.uuid(), quantity: z.number().int() })),
  /** Newest first. */
  events: z.array(TrackingEventView),
});
export type ShipmentView = z.infer<typeof ShipmentView>;

const head = {
  id: OrderId,
  number: z.string(),
  source: z.enum(ORDER_SOURCES),
  /** The public word. */
  status: z.enum(ORDER_STATUSES),
  fulfilment: z.enum(FULFILMENTS),
  /** How it stands with money. */
  money: z.enum(MONEY_STATES),
  held: z.boolean(),
  parcelSent: z.boolean(),
  /** Of who was forgotten the name is "". */
  customer: z.object({ id: ContactId, name: z.string(), isErased: z.boolean() }),
  country: z.string(),
  currency: z.string(),
  totalMinor: z.number(),
  /** Of all its lines as of the order, of a replaced one as of its replacement; null where the cost of one is unknown. */
  profitMinor: z.number().nullable(),
  units: z.number().int(),
  externalOrderId: z.string().nullable(),
  placedAt: Instant,
  movedAt: Instant,
};
export const OrderListItem = z.object({
  ...head,
  /** The first line, and reasons of open holds. */
  firstLine: z.string(),
  holds: z.array(z.string()),
  /** The oldest open hold, with what fills its sentence. */
  firstHold: HoldView.pick({ reason: true, details: true }).nullable(),
  trackingNumber: z.string().nullable(),
});
export type OrderListItem = z.infer<typeof OrderListItem>;
export const OrderView = z.object({
  ...head,
  itemsMinor: z.number(),
  shippingMinor: z.number(),
  discountMinor: z.number(),
  note: z.string(),
  address: Address,
  /** What keeps a parcel from going there. */
  addressProblems: z.array(AddressProblem),
  lines: z.array(OrderLineView),
  holds: z.array(HoldView),
  shipments: z.array(ShipmentView),
});
export type OrderView = z.infer<typeof OrderView>;
export const CreatedOrder = z.object({
  order: OrderView,
  /** False: this number was here already, with the same content. */
  created: z.boolean(),
});

export const OrderInput = z.object({ id: OrderId });
const filter = {
  status: z.enum(ORDER_STATUSES).optional(),
  money: z.enum(MONEY_STATES).optional(),
  /** Its number, or how it begins. */
  q: z.string().trim().max(100).optional(),
  contactId: ContactId.optional(),
};
export const ListOrdersInput = PageInput.extend(filter);
export const ExportOrdersInput = z.object(filter);
export const OrdersPage = page(OrderListItem);
export const OrderFigures = z.object({
  /** Counted up to 1,000; 1,001 stands for more. */
  counts: z.record(z.enum(ORDER_STATUSES), z.number().int()),
});

/** One act on one order; `action` says which fields count. */
export const ActOnOrderInput = z.object({
  orderId: OrderId,
  action: z.enum(ORDER_ACTIONS),
  /** Of `release`; without it every hold that a person may lift. */
  holdId: z.uuid().optional(),
  /** Why, for the hold or the failure. */
  note: z.string().trim().max(500).default(""),
  /** Of `ship`. */
  carrier: Text.optional(),
  trackingNumber: z.string().trim().max(100).optional(),
  trackingUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
  /** Of `ship`: these units; default all that are in no parcel yet. */
  lines: z
    .array(z.object({ lineId: z.uuid(), quantity: Quantity }))
    .max(100)
    .optional(),
  /** Of `deliver`: this parcel; default all that are under way. */
  shipmentId: z.uuid().optional(),
});
export const ChangeOrderAddressInput = z.object({ id: OrderId, address: Address });

/** Who or what moved it, newest first. */
export const OrderHistoryInput = PageInput.extend({ id: OrderId });

export const OrderTracking = z.object({
  orderId: OrderId,
  number: z.string(),
  currentStatus: z.enum(ORDER_STATUSES),
  parcels: z.array(
    ShipmentView.omit({ id: true, lines: true, fulfilment: true }).extend({ status: z.enum(FULFILMENTS) }),
  ),
});

export const OrderSettings = z.object({ safetyBuffer: z.number().int().min(0).max(1_000_000) });

/** What can be put into an order: by name, variant by variant. */
export const FindSellableInput = z.object({ q: z.string().trim().max(200).default("") });
export const Sellable = z.object({
  productId: ProductId,
  variantId: VariantId,
  name: z.string(),
  label: z.string(),
  sku: z.string().nullable(),
  imageUrl: z.string().nullable(),
  currency: z.string(),
  priceMinor: z.number(),
  /** Units an order can have now; null while stock is unknown, which is not zero. */
  free: z.number().int().nullable(),
});
export type Sellable = z.infer<typeof Sellable>;
export const SellableList = z.array(Sellable);
