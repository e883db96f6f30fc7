import { isKnownCountry } from "../catalogue/freight-zones.ts";
import { quoteFreight, type FreightItem } from "../catalogue/freight.ts";
import type { CatalogueProduct, CatalogueVariant } from "../catalogue/product.ts";
import { addressAttention } from "../orders/address.ts";
import type { OrderDraft } from "../orders/order-book.ts";
import type { OrderAddress } from "../orders/order.ts";
import { refusals } from "./envelope.ts";
import { findVariant } from "./products.ts";
import { requiredText, text, wholeNumber, type CjCall } from "./request.ts";

/** Longest values CJ takes (order chapter, 2026-02). */
const LIMITS = { orderNumber: 50, shippingAddress: 200, shippingPhone: 20, remark: 500 } as const;

/** Reads createOrderV2 and V3. @throws CJ's refusals, in the order a form is checked: fields, goods, carrier */
export function readOrder(call: CjCall): OrderDraft {
  const { body } = call;
  for (const [name, most] of Object.entries(LIMITS))
    if ((text(body, name)?.length ?? 0) > most) throw refusals.parameter(`${name} is longer than ${most}`);
  const orderNumber = requiredText(body, "orderNumber");
  const address = readAddress(body);
  const carrier = requiredText(body, "logisticName");
  const origin = requiredText(body, "fromCountryCode").toUpperCase();
  if (!isKnownCountry(origin) || !isKnownCountry(address.countryCode)) throw refusals.countryNotFound();
  const goods = readGoods(call);
  for (const { variant, quantity } of goods) {
    const row = variant.stock.find((one) => one.countryCode === origin);
    if ((row?.cj ?? 0) + (row?.factory ?? 0) < quantity) throw refusals.stockDeduction();
  }
  const items = goods.map(({ product, variant, quantity }): FreightItem => ({
    vid: variant.vid,
    quantity,
    grams: variant.grams,
    volumeMm3: variant.lengthMm * variant.widthMm * variant.heightMm,
    property: product.leaf.group.property,
    available: true,
  }));
  const way = quoteFreight(origin, address.countryCode, items).find((line) => line.carrier === carrier);
  if (!way || way.placeholder) throw refusals.carrierInvalid();
  return {
    orderNumber,
    address,
    carrier,
    aging: way.aging,
    origin,
    remark: text(body, "remark") ?? "",
    productCents: goods.reduce((sum, { unitCents, quantity }) => sum + unitCents * quantity, 0),
    postageCents: way.priceCents + way.taxesCents + way.clearanceCents,
    attention: addressAttention(address, carrier),
    lines: goods.map(({ variant, quantity, unitCents, storeLineItemId }) => ({
      vid: variant.vid,
      sku: variant.sku,
      quantity,
      unitCents,
      storeLineItemId,
    })),
  };
}

function readAddress(body: Record<string, unknown>): OrderAddress {
  return {
    countryCode: requiredText(body, "shippingCountryCode").toUpperCase(),
    country: requiredText(body, "shippingCountry"),
    province: requiredText(body, "shippingProvince"),
    city: requiredText(body, "shippingCity"),
    name: requiredText(body, "shippingCustomerName"),
    address: requiredText(body, "shippingAddress"),
    address2: text(body, "shippingAddress2") ?? null,
    zip: text(body, "shippingZip") ?? null,
    phone: text(body, "shippingPhone") ?? null,
    email: text(body, "email") ?? null,
    taxId: text(body, "taxId") ?? null,
  };
}

interface Goods {
  product: CatalogueProduct;
  variant: CatalogueVariant;
  quantity: number;
  unitCents: number;
  storeLineItemId: string | null;
}

function readGoods(call: CjCall): Goods[] {
  const rows = call.body["products"];
  if (!Array.isArray(rows) || rows.length === 0) throw refusals.parameterEmpty("products");
  return rows.map((row: unknown) => {
    if (typeof row !== "object" || row === null) throw refusals.parameter("products must hold objects");
    const line = row as Record<string, unknown>; // checked one line above
    const sku = text(line, "sku");
    const bySku = sku === undefined ? undefined : call.world.catalogue.findBySku(sku)?.variant?.vid;
    const { product, variant } = findVariant(call, text(line, "vid") ?? bySku ?? requiredText(line, "vid"));
    if (variant.priceCents === null) throw refusals.createFailed("the product has no price");
    return {
      product,
      variant,
      quantity: wholeNumber(line, "quantity", 0, 1, 100_000),
      unitCents: variant.priceCents,
      storeLineItemId: text(line, "storeLineItemId") ?? null,
    };
  });
}
