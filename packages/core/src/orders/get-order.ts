import { checkAddress } from "@nexusone/contracts/addresses";
import type { PricingTerms } from "@nexusone/contracts/margin";
import { OrderInput, type OrderTracking, type OrderView } from "@nexusone/contracts/orders";
import { orderStatus } from "@nexusone/contracts/order-terms";
import { findOrderParts, type OrderParts } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { smallPicture } from "../inventory/small-picture.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";
import { leftBy, lineMargin } from "./line-margin.ts";

/** An order with lines, holds, parcels and what each line leaves, then and now. Throws `orders.not_found`. */
export async function getOrder(ctx: ServiceContext, rawInput: z.input<typeof OrderInput>): Promise<OrderView> {
  authorize(ctx, "orders:read");
  const { id } = OrderInput.parse(rawInput);
  return readMerchant(ctx, (tx) => orderViewOf(tx, ctx, id));
}

/** Where an order's parcels are, with what their carriers said. Throws `orders.not_found`. */
export async function getOrderTracking(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderInput>,
): Promise<z.output<typeof OrderTracking>> {
  const { id, number, status, shipments } = await getOrder(ctx, rawInput);
  return {
    orderId: id,
    number,
    currentStatus: status,
    parcels: shipments.map(
      ({ kind, fulfilment, carrier, trackingNumber, trackingUrl, shippedAt, deliveredAt, events }) => ({
        ...{ kind, carrier, trackingNumber, trackingUrl, shippedAt, deliveredAt, events },
        status: fulfilment,
      }),
    ),
  };
}

/** The view inside a transaction that is open already. Throws `orders.not_found`. */
export async function orderViewOf(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<OrderView> {
  const [parts, pricing] = await Promise.all([findOrderParts(tx, id), readPricing(tx)]);
  if (!parts) throw new DomainError("orders.not_found", { orderId: id });
  const { order, contact, holds, lines } = parts;
  const profits = lines.map(({ line }) => line.profitMinor);
  const view = {
    id: order.id,
    number: order.number,
    source: order.source,
    status: orderStatus(order),
    fulfilment: order.fulfilment,
    money: order.money,
    held: order.held,
    parcelSent: order.parcelSent,
    customer: contact,
    country: order.country,
    currency: order.currency,
    itemsMinor: order.itemsMinor,
    shippingMinor: order.shippingMinor,
    discountMinor: order.discountMinor,
    totalMinor: order.totalMinor,
    profitMinor: profits.every((profit) => profit !== null) ? profits.reduce((sum, profit) => sum + profit, 0) : null,
    units: lines.reduce((sum, { line }) => sum + line.quantity, 0),
    externalOrderId: order.externalOrderId,
    placedAt: order.placedAt.toISOString(),
    movedAt: order.movedAt.toISOString(),
    note: order.note,
    address: order.address,
    addressProblems: checkAddress(order.address),
    lines: lineViews(parts, ctx, pricing.terms),
    holds: holds.map(({ id: holdId, reason, details, placedAt }) => ({
      id: holdId,
      reason,
      details,
      placedAt: placedAt.toISOString(),
    })),
    shipments: parcelViews(parts),
  };
  return view as OrderView; // ids come from our own uuid columns
}

function lineViews({ lines, parcels, parcelLines }: OrderParts, ctx: ServiceContext, terms: PricingTerms) {
  const gone = new Set(
    parcels.filter(({ fulfilment }) => fulfilment === "failed" || fulfilment === "cancelled").map(({ id }) => id),
  );
  return lines.map(({ line, variant, product, reservation }) => ({
    id: line.id,
    productId: line.productId,
    variantId: line.variantId,
    name: line.name,
    label: line.label,
    sku: line.sku,
    imageUrl: smallPicture(ctx, product),
    quantity: line.quantity,
    priceMinor: line.priceMinor,
    atOrder: leftBy(line.ordered ?? line),
    today: lineMargin(variant, line, terms),
    reservation: reservation.state,
    inParcels: parcelLines
      .filter(({ lineId, shipmentId }) => lineId === line.id && !gone.has(shipmentId))
      .reduce((sum, { quantity }) => sum + quantity, 0),
    insteadOf: line.ordered && { label: line.ordered.label, sku: line.ordered.sku },
  }));
}

const parcelViews = ({ parcels, parcelLines, tracking }: OrderParts) =>
  parcels.map((parcel) => ({
    id: parcel.id,
    kind: parcel.kind,
    fulfilment: parcel.fulfilment,
    carrier: parcel.carrier,
    trackingNumber: parcel.trackingNumber,
    trackingUrl: parcel.trackingUrl,
    shippedAt: parcel.shippedAt?.toISOString() ?? null,
    deliveredAt: parcel.deliveredAt?.toISOString() ?? null,
    lines: parcelLines
      .filter(({ shipmentId }) => shipmentId === parcel.id)
      .map(({ lineId, quantity }) => ({ lineId, quantity })),
    events: tracking
      .filter(({ shipmentId }) => shipmentId === parcel.id)
      .map(({ happenedAt, fulfilment, activity, location }) => ({
        at: happenedAt.toISOString(),
        status: fulfilment,
        activity,
        location,
      })),
  }));
