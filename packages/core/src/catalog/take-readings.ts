import type { SupplierChange } from "@nexusone/contracts/supplier-sync";
import {
  insertReadings,
  insertVariants,
  replaceStock,
  updateReadLinks,
  updateReadProducts,
  updateReadVariants,
} from "@nexusone/db/queries/catalog-supplier";
import type { StoredProduct } from "@nexusone/db/queries/stored-products";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvents } from "../events/record-event.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import type { Following } from "../inventory/following.ts";
import { keepBack } from "../inventory/keep-back.ts";
import { settleProposals } from "../inventory/settle-proposals.ts";
import { tellApplied } from "../inventory/tell-applied.ts";
import { followPictures } from "../media/follow-pictures.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { mergeReading, type Merged } from "./merge-reading.ts";
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

export type ReadProduct = {
  readonly stored: StoredProduct;
  /** Null: the supplier does not sell it any more. */
  readonly reading: ProductSnapshot | null;
};

/**
 * Writes into locked products what their readings say, as far as it is to be followed; all of them together, whatever their
 * number. Only what is different is written. Without news there is neither version nor event. @returns one for each
 */
export async function takeReadings(
  tx: MerchantTx,
  ctx: ServiceContext,
  products: readonly ReadProduct[],
  readAt: Date,
  following: Following,
): Promise<Taken[]> {
  if (products.length === 0) return [];
  const pricing = await readPricing(tx);
  const settled = await settleProposals(
    tx,
    ctx,
    products.map(({ stored, reading }) => {
      const merged = mergeReading(stored, reading, pricing, readAt);
      return { ...keepBack(stored, reading === null, merged, following, pricing), productId: stored.product.id };
    }),
    readAt,
  );
  const taken = products.map(({ stored, reading }, nth) => {
    const { merged, saleHeldBy, asked } = settled[nth]!; // one for each
    const changes = supplierChanges(stored, reading, merged).filter((change) => isNews(stored, change, following));
    const differs = !saysNothingNew(stored, merged) || saleHeldBy !== stored.product.saleHeldBy;
    return { stored, reading, merged, saleHeldBy, asked, changes: differs ? changes : [], differs };
  });
  await noteReadings(tx, taken, readAt);
  const different = taken
    .filter(({ differs }) => differs)
    .map((one) => ({ ...one, columns: columnsOf(one.stored, one.merged) }));
  await writeMerged(tx, ctx, different, readAt);
  // Weights, quotes and the like follow without a word; a version is what people see change.
  await updateReadProducts(
    tx,
    different.map(({ stored, columns, saleHeldBy, changes }) => ({
      ...columns,
      ...{ id: stored.product.id, saleHeldBy, version: stored.product.version + (changes.length > 0 ? 1 : 0) },
    })),
  );
  await followAlerts(
    tx,
    ctx,
    different.map(({ stored }) => stored.product.id),
  );
  const news = different.filter(({ changes }) => changes.length > 0);
  await tellUpdated(tx, ctx, news, readAt);
  await tellApplied(
    tx,
    ctx,
    news.map(({ stored, changes }) => ({ productId: stored.product.id, changes })),
    following,
  );
  return taken.map(({ changes, asked }) => ({ changed: changes.length > 0, asked }));
}

type Change = ReadProduct & { readonly merged: Merged; readonly changes: readonly SupplierChange[] };
type Written = Change & { readonly columns: ReturnType<typeof columnsOf> };

async function noteReadings(tx: MerchantTx, taken: readonly Change[], readAt: Date): Promise<void> {
  await insertReadings(
    tx,
    taken.flatMap(({ stored, reading }) => {
      if (!reading) return [];
      const { raw, ...words } = reading;
      return [{ productId: stored.product.id, raw: raw ?? {}, reading: words }];
    }),
    readAt,
  );
  await updateReadLinks(
    tx,
    taken.map(({ stored, reading, merged }) => ({
      productId: stored.product.id,
      offSaleAt: merged.onSale ? null : (stored.link?.offSaleAt ?? readAt),
      said: reading && {
        url: reading.url,
        supplierName: reading.supplierName,
        categoryPath: [...reading.categoryPath],
      },
    })),
    readAt,
  );
}

async function tellUpdated(tx: MerchantTx, ctx: ServiceContext, news: readonly Written[], readAt: Date): Promise<void> {
  await recordEvents(
    tx,
    ctx,
    "product.updated",
    news.map(({ stored, merged, columns, changes }) => {
      const { product } = stored;
      return {
        payload: {
          productId: product.id,
          fields: [...new Set(changes.map(({ field }) => field))],
          before: productSummary(stored),
          after: productSummary({ ...stored, product: { ...product, ...columns } }),
          refresh: {
            readAt: readAt.toISOString(),
            changes: changes
              .slice(0, MAX_CHANGES_TOLD)
              .map(({ field, variantId, label, from, to }) => ({ field, variantId, label, from, to })),
            held: merged.variants.filter(({ heldBy }) => heldBy !== null).length,
          },
        },
        subject: { kind: "product" as const, id: product.id },
      };
    }),
  );
}

/** What the merchant keeps, what was waiting already, and stock that hardly moved are no news. */
function isNews(stored: StoredProduct, change: SupplierChange, { stockNoiseBps }: Following): boolean {
  const { field, variantId, from, to, owner } = change;
  if (owner !== "supplier") return false;
  if (field === "price") return stored.variants.find(({ id }) => id === variantId)?.heldPriceMinor !== to;
  if (field !== "stock" || typeof from !== "number" || typeof to !== "number") return true;
  return from === 0 || to === 0 || Math.abs(to - from) * 10_000 >= from * stockNoiseBps;
}

/** Variants, stock and pictures. */
async function writeMerged(tx: MerchantTx, ctx: ServiceContext, products: readonly Change[], readAt: Date) {
  const known = products.flatMap(({ merged }) =>
    merged.variants.flatMap((variant) => (variant.id === null ? [] : [{ ...variant, id: variant.id }])),
  );
  const added = products.flatMap(({ merged }) => merged.variants.filter(({ id }) => id === null));
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
  for (const { stored, merged } of products)
    if (JSON.stringify(merged.images) !== JSON.stringify(stored.imageSources))
      await followPictures(tx, ctx, stored.product.id, merged.images);
}

/** The product's own columns. */
const columnsOf = ({ product, link, tags }: StoredProduct, merged: Merged) => ({
  name: merged.name,
  nameLower: merged.name.toLowerCase(),
  descriptionHtml: merged.descriptionHtml,
  optionNames: [...merged.optionNames],
  stockTotal: totalStock(merged.variants),
  variantCount: merged.variants.length,
  ...summaryOf(merged.variants),
  searchText: searchTextOf(
    merged.name,
    link?.externalId,
    product.brand,
    product.barcode,
    ...tags,
    ...merged.variants.map((variant) => variant.sku),
  ),
});
