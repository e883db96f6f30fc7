import type { TrackStep } from "./timeline.ts";

/** CJ's words (order chapter, 2026-02). Everything before UNSHIPPED is unpaid and can still be deleted. */
export type CjOrderStatus = "CREATED" | "IN_CART" | "UNPAID" | "UNSHIPPED" | "SHIPPED" | "DELIVERED" | "CANCELLED";

export interface OrderLine {
  vid: string;
  sku: string;
  quantity: number;
  /** What CJ asks for one piece since the order was made, US cents. */
  unitCents: number;
  lineItemId: string;
  storeLineItemId: string | null;
}

/** One parcel. The first part keeps the order's own ids; further ones exist once CJ has split the order. */
export interface OrderPart {
  orderId: string;
  /** "SD…-1" and so on. */
  code: string;
  lines: OrderLine[];
  trackNumber: string;
  /** Empty until it is paid. */
  steps: TrackStep[];
  /** How many steps webhooks have told. */
  told: number;
}

export interface OrderAddress {
  countryCode: string;
  country: string;
  province: string;
  city: string;
  address: string;
  address2: string | null;
  zip: string | null;
  name: string;
  phone: string | null;
  email: string | null;
  taxId: string | null;
}

export interface CjOrder {
  openId: number;
  orderNumber: string;
  orderId: string;
  shipmentOrderId: string;
  /** Given when the order is confirmed; 18 digits. */
  cjOrderId: string | null;
  payId: string | null;
  address: OrderAddress;
  carrier: string;
  aging: string;
  origin: string;
  remark: string;
  productCents: number;
  postageCents: number;
  attention: Array<{ code: number; message: string }>;
  parts: OrderPart[];
  createdAt: number;
  inCart: boolean;
  confirmedAt: number | null;
  paidAt: number | null;
  cancelledAt: number | null;
}

export const totalCents = (order: CjOrder): number => order.productCents + order.postageCents;

export function partStatus(order: CjOrder, part: OrderPart, now: number): CjOrderStatus {
  if (order.cancelledAt !== null) return "CANCELLED";
  if (order.paidAt === null) return order.confirmedAt !== null ? "UNPAID" : order.inCart ? "IN_CART" : "CREATED";
  const reached = part.steps.filter((step) => step.at <= now);
  if (reached.length === 0) return "UNSHIPPED";
  return reached.some((step) => step.status === SIGNED) ? "DELIVERED" : "SHIPPED";
}

/** trackingStatus of a parcel that somebody signed for. */
export const SIGNED = 12;
