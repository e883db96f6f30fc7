import { MOST_SUBSTITUTES } from "@nexusone/contracts/fulfilment-terms";
import { SubstitutesInput, type SubstitutesView } from "@nexusone/contracts/substitutes";
import { findOrderRow, type OrderLineRow } from "@nexusone/db/queries/orders";
import type { SuppliedPoolRow } from "@nexusone/db/queries/orders-stock";
import { listGallery } from "@nexusone/db/queries/product-media";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { smallPicture } from "../inventory/small-picture.ts";
import { toProductMediaView } from "../media/media-view.ts";
import { readPricing, type Pricing } from "../merchants/pricing-context.ts";
import { leftBy, lineMargin, wholeMargin } from "../orders/line-margin.ts";
import { freeUnits } from "../orders/stock-pool.ts";
import { isBelowFloor } from "../pricing/price-variant.ts";
import { readMerchant } from "../transaction.ts";
import { openLines, orderedId, rankSubstitutes, readExchange, sameOptions, type Exchange } from "./substitutes.ts";

/**
 * What could take the place of the lines for which an order waits: other variants of the same product that can be ordered, with
 * what the order would leave at the price that the customer paid. By what is stored; asks no supplier. Without anything to
 * replace it has no lines. @throws `orders.not_found`.
 */
export async function listSubstitutes(
  ctx: ServiceContext,
  rawInput: z.input<typeof SubstitutesInput>,
): Promise<SubstitutesView> {
  authorize(ctx, "orders:read");
  const { orderId } = SubstitutesInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const order = await findOrderRow(tx, orderId);
    if (!order) throw new DomainError("orders.not_found", { orderId });
    const [exchange, pricing] = await Promise.all([readExchange(tx, order), readPricing(tx)]);
    const lines = [];
    for (const line of openLines(exchange))
      lines.push(lineView(exchange, line, pricing, await picturesOf(tx, ctx, line.productId)));
    return { orderId, currency: order.currency, lines } as SubstitutesView; // ids come from our own uuid columns
  });
}

type Picture = (row: SuppliedPoolRow) => string | null;

/** A variant's own picture in our copy, else as its supplier shows it, else the product's. */
async function picturesOf(tx: MerchantTx, ctx: ServiceContext, productId: string): Promise<Picture> {
  const gallery = (await listGallery(tx, productId)).map((row) => toProductMediaView(ctx, row));
  const copyOf = new Map(gallery.map(({ sourceUrl, thumbnailUrl }) => [sourceUrl, thumbnailUrl]));
  return ({ variant, product }) => copyOf.get(variant.imageUrl) ?? variant.imageUrl ?? smallPicture(ctx, product);
}

function lineView(exchange: Exchange, line: OrderLineRow, { terms, rails }: Pricing, pictureOf: Picture) {
  const { pool, safetyBuffer } = exchange;
  const like = pool.get(orderedId(line));
  const words = ({ product, variant }: SuppliedPoolRow) =>
    variant.options.map((value, at) => ({ name: product.optionNames[at] ?? "", value }));
  const before = line.ordered ?? line;
  return {
    lineId: line.id,
    productId: line.productId,
    name: line.name,
    quantity: line.quantity,
    priceMinor: line.priceMinor,
    variantId: line.variantId,
    replaced: line.ordered !== null,
    ordered: {
      variantId: before.variantId,
      label: before.label,
      sku: before.sku,
      options: like ? words(like) : [],
      imageUrl: like ? pictureOf(like) : null,
      costUsd: before.costUsd,
      leaves: leftBy(before),
    },
    substitutes: rankSubstitutes(exchange, line)
      .slice(0, MOST_SUBSTITUTES)
      .map((row) => ({
        variantId: row.variant.id,
        label: row.variant.label,
        sku: row.variant.sku,
        options: words(row),
        imageUrl: pictureOf(row),
        costUsd: row.variant.costUsd,
        leaves: lineMargin(row.variant, line, terms),
        sameOptions: sameOptions(row, like),
        free: freeUnits(row, safetyBuffer),
        stockReadAt: row.readAt === null ? null : new Date(row.readAt).toISOString(),
        belowFloor: isBelowFloor(wholeMargin(row.variant, line, terms), rails.floorMarginBps),
        orderProfitMinor: profitWith(exchange, line, lineMargin(row.variant, line, terms)?.profitMinor ?? null),
      })),
  };
}

/** Of all lines, with this one leaving so much; null where one of them is unknown. */
function profitWith({ lines }: Exchange, { id }: OrderLineRow, profitMinor: number | null): number | null {
  const profits = lines.map((line) => (line.id === id ? profitMinor : line.profitMinor));
  return profits.every((profit) => profit !== null) ? profits.reduce((sum, profit) => sum + profit, 0) : null;
}
