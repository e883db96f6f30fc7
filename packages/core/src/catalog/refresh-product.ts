import type { ProductView } from "@nexusone/contracts/catalog";
import { RefreshProductInput } from "@nexusone/contracts/supplier-sync";
import { lockProduct, updateProductRow } from "@nexusone/db/queries/catalog-product";
import {
  insertReading,
  insertVariants,
  replaceStock,
  updateLink,
  updateReadVariants,
} from "@nexusone/db/queries/catalog-supplier";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { followPictures } from "../media/follow-pictures.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { storedProduct } from "./compare-with-supplier.ts";
import { productViewOf } from "./get-product.ts";
import { mergeReading, type Merged, type StoredProduct } from "./merge-reading.ts";
import { readFromSupplier } from "./read-from-supplier.ts";
import { summaryOf } from "./reprice.ts";
import { searchTextOf } from "./search-text.ts";
import { supplierChanges, totalStock } from "./supplier-changes.ts";
import { productSummary } from "./update-product.ts";

const MAX_CHANGES_TOLD = 100;

/**
 * Brings a product up to what its supplier says now: cost, stock, texts, pictures and variants where the merchant has not made
 * them theirs, prices by rule inside the guard rails. Typed prices stay; a price the rails keep back waits on its variant. What
 * somebody edits while the supplier is being asked is kept: the reading is merged into the product as it is then, and an older reading
 * never follows a newer one. Safe to repeat.
 * @throws `catalog.product_not_found`, `catalog.no_supplier`, `catalog.stale` for another `version`, any reason of the supplier's.
 */
export async function refreshProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof RefreshProductInput>,
): Promise<ProductView> {
  authorize(ctx, "catalog:import");
  const { id, version } = RefreshProductInput.parse(rawInput);
  const refuseStale = (found: { version: number }): void => {
    if (version !== undefined && version !== found.version) throw new DomainError("catalog.stale", { productId: id });
  };
  const { stored } = await readMerchant(ctx, (tx) => storedProduct(tx, id));
  refuseStale(stored.product);
  const askedAt = ctx.platform.clock.now();
  const reading = await readFromSupplier(ctx, stored.link, { freight: true });
  failpoint("catalog.refresh.after_read");
  return inMerchantTx(ctx, async (tx) => {
    const locked = await lockProduct(tx, id);
    if (!locked) throw new DomainError("catalog.product_not_found", { productId: id });
    refuseStale(locked);
    const current = await storedProduct(tx, id);
    if (current.stored.link.lastReadAt <= askedAt) await apply(tx, ctx, current.stored, reading, askedAt);
    failpoint("catalog.refresh.before_commit");
    return productViewOf(tx, ctx, id);
  });
}

async function apply(
  tx: MerchantTx,
  ctx: ServiceContext,
  stored: StoredProduct,
  reading: ProductSnapshot | null,
  readAt: Date,
): Promise<void> {
  const { product } = stored;
  const merged = mergeReading(stored, reading, await readPricing(tx), readAt);
  const changes = supplierChanges(stored, reading, merged).filter(({ owner }) => owner === "supplier");
  if (reading) {
    const { raw, ...words } = reading;
    await insertReading(tx, { productId: product.id, raw: raw ?? {}, reading: words, readAt });
  }
  await updateLink(tx, product.id, {
    lastReadAt: readAt,
    offSaleAt: merged.onSale ? null : (stored.link?.offSaleAt ?? readAt),
    ...(reading && { url: reading.url, supplierName: reading.supplierName, categoryPath: [...reading.categoryPath] }),
  });
  const summary = await writeMerged(tx, ctx, stored, merged, readAt);
  // Weights, quotes and the like follow without a word; a version is what people see change.
  await updateProductRow(tx, product.id, {
    ...summary,
    ...(changes.length > 0 && { version: product.version + 1 }),
  });
  if (changes.length === 0) return;
  await recordEvent(
    tx,
    ctx,
    "product.updated",
    {
      productId: product.id,
      fields: [...new Set(changes.map(({ field }) => field))],
      before: productSummary(stored),
      after: productSummary({ ...stored, product: { ...product, ...summary } }),
      refresh: {
        readAt: readAt.toISOString(),
        changes: changes
          .slice(0, MAX_CHANGES_TOLD)
          .map(({ field, variantId, label, from, to }) => ({ field, variantId, label, from, to })),
        held: merged.variants.filter(({ heldBy }) => heldBy !== null).length,
      },
    },
    { kind: "product", id: product.id },
  );
}

/** Variants, stock and pictures; returns the product's own columns. */
async function writeMerged(tx: MerchantTx, ctx: ServiceContext, stored: StoredProduct, merged: Merged, readAt: Date) {
  const { product } = stored;
  const known = merged.variants.flatMap((variant) => (variant.id === null ? [] : [{ ...variant, id: variant.id }]));
  const added = merged.variants.filter(({ id }) => id === null);
  await updateReadVariants(tx, known);
  const newIds = await insertVariants(tx, added);
  // Only what comes from the supplier: the merchant's own additions count their own stock.
  const read = [
    ...known.filter(({ externalId }) => externalId !== null),
    ...added.map((variant, nth) => ({ ...variant, id: newIds[nth]! })),
  ];
  await replaceStock(
    tx,
    read.map(({ id }) => id),
    read.flatMap(({ id, stock }) => (stock ?? []).map((row) => ({ ...row, variantId: id }))),
    readAt,
  );
  if (JSON.stringify(merged.images) !== JSON.stringify(stored.imageSources))
    await followPictures(tx, ctx, product.id, merged.images);
  return {
    name: merged.name,
    nameLower: merged.name.toLowerCase(),
    descriptionHtml: merged.descriptionHtml,
    optionNames: [...merged.optionNames],
    stockTotal: totalStock(merged.variants),
    variantCount: merged.variants.length,
    ...summaryOf(merged.variants),
    searchText: searchTextOf(
      merged.name,
      stored.link?.externalId,
      product.brand,
      product.barcode,
      ...stored.tags,
      ...merged.variants.map((variant) => variant.sku),
    ),
  };
}
