import type { SupplierChange } from "@nexusone/contracts/supplier-sync";
import { updateProductRow } from "@nexusone/db/queries/catalog-product";
import {
  insertReading,
  insertVariants,
  replaceStock,
  updateLink,
  updateReadVariants,
} from "@nexusone/db/queries/catalog-supplier";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import type { Following } from "../inventory/following.ts";
import { keepBack } from "../inventory/keep-back.ts";
import { settleProposals } from "../inventory/settle-proposals.ts";
import { tellApplied } from "../inventory/tell-applied.ts";
import { followPictures } from "../media/follow-pictures.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { mergeReading, type Merged, type StoredProduct } from "./merge-reading.ts";
import { summaryOf } from "./reprice.ts";
import { searchTextOf } from "./search-text.ts";
import { saysNothingNew } from "./says-nothing-new.ts";
import { supplierChanges, totalStock } from "./supplier-changes.ts";
import { productSummary } from "./update-product.ts";

const MAX_CHANGES_TOLD = 100;

export type Taken = {
  /** Something that people see is different now. */
  readonly changed: boolean;
  /** Kinds of change that began to wait for somebody's word. */
  readonly asked: number;
};

/**
 * Writes into a locked product what a reading says, as far as it is to be followed; null: the supplier does not sell it any
 * more. Only what is different is written. Without news there is neither version nor event.
 */
export async function takeReading(
  tx: MerchantTx,
  ctx: ServiceContext,
  stored: StoredProduct,
  reading: ProductSnapshot | null,
  readAt: Date,
  following: Following,
): Promise<Taken> {
  const { product } = stored;
  const pricing = await readPricing(tx);
  const read = mergeReading(stored, reading, pricing, readAt);
  const { merged, saleHeldBy, asked } = await settleProposals(
    tx,
    ctx,
    stored,
    keepBack(stored, reading === null, read, following, pricing),
    readAt,
  );
  const changes = supplierChanges(stored, reading, merged).filter((change) => isNews(stored, change, following));
  if (reading) {
    const { raw, ...words } = reading;
    await insertReading(tx, { productId: product.id, raw: raw ?? {}, reading: words, readAt });
  }
  await updateLink(tx, product.id, {
    lastReadAt: readAt,
    offSaleAt: merged.onSale ? null : (stored.link?.offSaleAt ?? readAt),
    ...(reading && { url: reading.url, supplierName: reading.supplierName, categoryPath: [...reading.categoryPath] }),
  });
  if (saysNothingNew(stored, merged) && saleHeldBy === product.saleHeldBy) return { changed: false, asked };
  const summary = { ...(await writeMerged(tx, ctx, stored, merged, readAt)), saleHeldBy };
  // Weights, quotes and the like follow without a word; a version is what people see change.
  await updateProductRow(tx, product.id, {
    ...summary,
    ...(changes.length > 0 && { version: product.version + 1 }),
  });
  await followAlerts(tx, ctx, product.id);
  if (changes.length === 0) return { changed: false, asked };
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
  await tellApplied(tx, ctx, product.id, changes, following);
  return { changed: true, asked };
}

/** What the merchant keeps, what was waiting already, and stock that hardly moved are no news. */
function isNews(stored: StoredProduct, change: SupplierChange, { stockNoiseBps }: Following): boolean {
  const { field, variantId, from, to, owner } = change;
  if (owner !== "supplier") return false;
  if (field === "price") return stored.variants.find(({ id }) => id === variantId)?.heldPriceMinor !== to;
  if (field !== "stock" || typeof from !== "number" || typeof to !== "number") return true;
  return from === 0 || to === 0 || Math.abs(to - from) * 10_000 >= from * stockNoiseBps;
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
