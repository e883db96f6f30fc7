import { ProductInput, type ProductView } from "@nexusone/contracts/catalog";
import { costBasis } from "@nexusone/contracts/cost-basis";
import { compare, fraction } from "@nexusone/contracts/fraction";
import { landedMargin, type PricingTerms } from "@nexusone/contracts/margin";
import type { ProductMediaView } from "@nexusone/contracts/media";
import { asPricingTerms } from "@nexusone/contracts/pricing";
import { findProductParts, type ProductParts, type VariantRow } from "@nexusone/db/queries/catalog-product";
import { findLogOfProduct, type ImportLogRow } from "@nexusone/db/queries/imports-logs";
import type { ProductFigures } from "@nexusone/db/queries/catalog-list";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { toProductMediaView } from "../media/media-view.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";
import { boundsOf } from "./edit-prices.ts";
import { toListItem } from "./list-item.ts";

/** A product with variants, stock, origin and undo. Margins are computed from the stored quotes and today's terms. */
export async function getProduct(ctx: ServiceContext, rawInput: z.input<typeof ProductInput>): Promise<ProductView> {
  authorize(ctx, "catalog:read");
  const { id } = ProductInput.parse(rawInput);
  return readMerchant(ctx, (tx) => productViewOf(tx, ctx, id));
}

/** The view inside a transaction that is open already. Throws `catalog.product_not_found`. */
export async function productViewOf(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<ProductView> {
  const [parts, log, pricing] = await Promise.all([
    findProductParts(tx, id),
    findLogOfProduct(tx, id),
    pricingContext(tx),
  ]);
  if (!parts) throw new DomainError("catalog.product_not_found", { productId: id });
  const terms = asPricingTerms(pricing.terms);
  const { product } = parts;
  const gallery = parts.gallery.map((row) => toProductMediaView(ctx, row));
  const view = {
    ...toListItem(ctx, { ...parts, figures: figuresOf(parts.variants) }, terms, pricing.floorMarginBps),
    version: product.version,
    descriptionHtml: product.descriptionHtml,
    images: gallery.map(({ url }) => url),
    gallery,
    optionNames: product.optionNames,
    saleHeldBy: product.saleHeldBy,
    priceRule: product.priceRule,
    bounds: boundsOf(product),
    brand: product.brand,
    barcode: product.barcode,
    ingredients: product.ingredients,
    expiresOn: product.expiresOn,
    ownedFields: product.ownedFields,
    variants: variantViews(parts, terms, gallery),
    origin: originOf(parts, log, ctx.platform.clock.now()),
  };
  return view as ProductView; // ids come from our own uuid columns
}

function variantViews(
  { product, variants, stock }: ProductParts,
  terms: PricingTerms,
  gallery: readonly ProductMediaView[],
) {
  // The supplier shows its variants with the same pictures.
  const copyOf = new Map(gallery.map((picture) => [picture.sourceUrl, picture.url]));
  const stockOf = Map.groupBy(stock, (row) => row.variantId);
  return variants.map((variant) => ({
    id: variant.id,
    externalId: variant.externalId,
    sku: variant.sku,
    label: variant.label,
    options: variant.options,
    active: variant.active,
    offSale: variant.offSaleAt !== null,
    costUsd: variant.costUsd,
    costMinor: variant.costMinor,
    priceMinor: variant.priceMinor,
    priceRule: variant.priceFromRule ? product.priceRule : null,
    byHand: !variant.priceFromRule,
    held: variant.heldPriceMinor === null ? null : { priceMinor: variant.heldPriceMinor, by: variant.heldBy },
    freight: variant.freight,
    margin: marginOf(variant, terms),
    stock: variant.stockKnown
      ? (stockOf.get(variant.id) ?? []).map(({ country, total, cjOwned, factory, verified }) => ({
          country,
          total,
          cjOwned,
          factory,
          verified,
        }))
      : null,
    weightGrams: variant.weightGrams,
    imageUrl: copyOf.get(variant.imageUrl) ?? variant.imageUrl,
  }));
}

/** The same figures as the list's, from variants already at hand. */
function figuresOf(variants: readonly VariantRow[]): ProductFigures | undefined {
  const costs = variants.flatMap(({ costUsd }) => costUsd ?? []).sort((a, b) => compare(fraction(a), fraction(b)));
  const own = variants.flatMap(({ costMinor }) => costMinor ?? []);
  const [least] = [...variants].sort(
    (a, b) =>
      Number(a.offSaleAt !== null) - Number(b.offSaleAt !== null) ||
      (a.marginBps ?? Infinity) - (b.marginBps ?? Infinity) ||
      a.position - b.position,
  );
  if (!least) return undefined;
  return {
    minCostUsd: costs[0] ?? null,
    maxCostUsd: costs.at(-1) ?? null,
    minCostMinor: own.length > 0 ? Math.min(...own) : null,
    maxCostMinor: own.length > 0 ? Math.max(...own) : null,
    least,
  };
}

function marginOf(variant: VariantRow, terms: PricingTerms) {
  const basis = costBasis(variant, terms);
  return (basis && landedMargin({ ...basis, priceMinor: variant.priceMinor })) ?? null;
}

function originOf({ link }: ProductParts, log: ImportLogRow | undefined, now: Date) {
  if (!link) return null;
  const undoable = log?.undoableUntil && log.undoableUntil > now ? log.undoableUntil.toISOString() : null;
  return {
    supplierUrl: link.url,
    supplierName: link.supplierName,
    categoryPath: link.categoryPath,
    lastReadAt: link.lastReadAt.toISOString(),
    offSale: link.offSaleAt !== null,
    importedBy: log?.userName ?? "",
    via: log?.source ?? "admin",
    importLogId: log?.id ?? null,
    undoableUntil: undoable,
  };
}
