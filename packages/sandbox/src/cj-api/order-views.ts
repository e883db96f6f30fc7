import { findWarehouse } from "../catalogue/stock.ts";
import { orderLines, trackingUrl } from "../orders/messages.ts";
import { partStatus, totalCents, type CjOrder, type OrderPart } from "../orders/order.ts";
import type { World } from "../world.ts";

/** Times without zone, in UTC. */
const utc = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString().slice(0, 19).replace("T", " ");

/** Amounts are numbers, text or "" where decimals are promised. */
export function createdView(order: CjOrder, now: number, cjPayUrl: string | null): Record<string, unknown> {
  const [part] = order.parts;
  return {
    orderNumber: order.orderNumber,
    orderId: order.orderId,
    shipmentOrderId: order.shipmentOrderId,
    iossAmount: "",
    iossTaxHandlingFee: "",
    postageAmount: order.postageCents / 100,
    productAmount: order.productCents / 100,
    productOriginalAmount: order.productCents / 100,
    productDiscountAmount: "",
    postageDiscountAmount: "",
    postageOriginalAmount: (order.postageCents / 100).toFixed(2),
    totalDiscountAmount: 0,
    actualPayment: totalCents(order) / 100,
    orderOriginalAmount: "",
    orderAmount: (totalCents(order) / 100).toFixed(2),
    cjPayUrl,
    logisticsMiss: false,
    orderStatus: part ? partStatus(order, part, now) : "CREATED",
    productInfoList: (part?.lines ?? []).map((line) => ({
      storeLineItemId: line.storeLineItemId,
      lineItemId: line.lineItemId,
      variantId: line.vid,
      quantity: line.quantity,
      isGroup: false,
      subOrderProducts: [],
    })),
    interceptOrderReasons: order.attention,
  };
}

/** A row of order/list, where the lines are left out and amounts are null until CJ has priced the order. */
export function listRow({ catalogue }: World, order: CjOrder, part: OrderPart, now: number): Record<string, unknown> {
  const status = partStatus(order, part, now);
  const priced = order.confirmedAt !== null;
  const shipped = status === "SHIPPED" || status === "DELIVERED";
  const isFirst = part.orderId === order.orderId;
  const grams = part.lines.reduce(
    (sum, line) => sum + (catalogue.findByVid(line.vid)?.variant.grams ?? 0) * line.quantity,
    0,
  );
  const productCents = part.lines.reduce((sum, line) => sum + line.unitCents * line.quantity, 0);
  const postageCents = isFirst ? order.postageCents : 0;
  const amount = (productCents + postageCents) / 100;
  return {
    orderId: part.orderId,
    orderNum: order.orderNumber,
    platformOrderId: null,
    cjOrderId: isFirst ? order.cjOrderId : part.orderId,
    cjOrderCode: order.parts.length > 1 ? part.code : null,
    shippingCountryCode: order.address.countryCode,
    shippingProvince: order.address.province,
    shippingCity: order.address.city,
    shippingPhone: order.address.phone ?? "",
    shippingAddress: order.address.address,
    shippingCustomerName: order.address.name,
    remark: order.remark === "" && priced ? null : order.remark,
    orderWeight: priced ? grams : 0,
    orderStatus: status,
    orderAmount: priced ? (shipped ? amount.toFixed(2) : amount) : null,
    productAmount: priced ? productCents / 100 : null,
    postageAmount: priced ? postageCents / 100 : null,
    logisticName: priced ? order.carrier : null,
    trackNumber: shipped ? part.trackNumber : null,
    trackingUrl: shipped ? trackingUrl(part.trackNumber) : null,
    disputeId: null,
    createDate: utc(order.createdAt),
    paymentDate: utc(order.paidAt),
    outWarehouseTime: null,
    storeCreateDate: null,
    isComplete: 1,
    fromCountryCode: priced ? order.origin : null,
    storageId: null,
    storageName: null,
    productList: null,
  };
}

export function detailView(
  world: World,
  order: CjOrder,
  part: OrderPart,
  now: number,
  timeliness: boolean,
): Record<string, unknown> {
  const row = listRow(world, order, part, now);
  const warehouse = findWarehouse(order.origin);
  const [out] = part.steps;
  return {
    ...row,
    cjOrderCode: order.parts.length > 1 ? part.code : order.shipmentOrderId,
    outWarehouseTime: row["trackNumber"] === null ? null : utc(out?.at ?? null),
    storeCreateDate: utc(order.createdAt),
    storageId: order.paidAt === null ? null : (warehouse?.stockId ?? null),
    storageName: order.paidAt === null ? null : (warehouse?.areaEn ?? null),
    productList: orderLines(part.lines),
    ...(timeliness && {
      logisticsTimeliness: {
        logisticsModes: [{ logisticsName: order.carrier, arrivalTime: `${order.aging} Days` }],
      },
    }),
    interceptOrderReasons: order.confirmedAt === null ? order.attention : [],
  };
}
