import { FindSellableInput, type Sellable } from "@nexusone/contracts/orders";
import { findOrderSettings } from "@nexusone/db/queries/orders";
import { listNewestForSale, listSellable } from "@nexusone/db/queries/orders-stock";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { findHits } from "../catalog/find-hits.ts";
import type { ServiceContext } from "../context.ts";
import { smallPicture } from "../inventory/small-picture.ts";
import { readMerchant } from "../transaction.ts";
import { freeUnits } from "./stock-pool.ts";

const PRODUCTS = 20;
const SHOWN = 50;

/** Variants that an order can be made of, by words, with the units that are free; without words the newest. */
export async function findSellable(
  ctx: ServiceContext,
  rawInput: z.input<typeof FindSellableInput> = {},
): Promise<Sellable[]> {
  authorize(ctx, "catalog:read");
  const { q } = FindSellableInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const { ids } = await findHits(tx, q || undefined, PRODUCTS);
    const rows = await listSellable(tx, ids ?? (await listNewestForSale(tx, PRODUCTS)), SHOWN);
    const { safetyBuffer } = await findOrderSettings(tx);
    return rows
      .filter(({ product }) => product.status === "active" && product.saleHeldBy === null)
      .map((row) => {
        const { product, variant } = row;
        const view = {
          productId: product.id,
          variantId: variant.id,
          name: product.name,
          label: variant.label,
          sku: variant.sku,
          imageUrl: smallPicture(ctx, product),
          currency: product.currency,
          priceMinor: variant.priceMinor,
          free: freeUnits(row, safetyBuffer),
        };
        return view as Sellable; // ids come from our own uuid columns
      });
  });
}
