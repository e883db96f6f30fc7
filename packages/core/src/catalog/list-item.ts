import type { ProductListItem } from "@nexusone/contracts/catalog";
import { costBasis } from "@nexusone/contracts/cost-basis";
import { landedMargin, type PricingTerms } from "@nexusone/contracts/margin";
import type { ProductFigures, ProductHead } from "@nexusone/db/queries/catalog-list";
import type { SupplierLinkRow } from "@nexusone/db/queries/catalog-product";
import { mediaLink, SMALL_FILES } from "../media/links.ts";
import type { ServiceContext } from "../context.ts";
import { isBelowFloor } from "../pricing/price-variant.ts";
import { isAvailable } from "./availability.ts";

export type ItemParts = {
  readonly product: ProductHead;
  readonly category: { id: string; name: string } | null;
  readonly link: Pick<SupplierLinkRow, "supplier" | "environment" | "externalId"> | null;
  readonly tags: readonly string[];
  readonly figures: ProductFigures | undefined;
};

/** One line of the catalogue; the margin is that of today's terms. */
export function toListItem(
  { platform, merchantId }: ServiceContext,
  parts: ItemParts,
  terms: PricingTerms,
  floorMarginBps: number,
): ProductListItem {
  const { product, category, link, figures } = parts;
  const basis = figures && costBasis(figures.least, terms);
  const margin = basis && landedMargin({ ...basis, priceMinor: figures.least.priceMinor });
  const item = {
    id: product.id,
    name: product.name,
    imageUrl: product.imageMediaId
      ? mediaLink(platform, { merchantId, mediaId: product.imageMediaId, file: SMALL_FILES.thumbnail })
      : product.imageUrl,
    status: product.status,
    available: isAvailable(product),
    currency: product.currency,
    minPriceMinor: product.minPriceMinor,
    maxPriceMinor: product.maxPriceMinor,
    minCostUsd: figures?.minCostUsd ?? null,
    maxCostUsd: figures?.maxCostUsd ?? null,
    minCostMinor: figures?.minCostMinor ?? null,
    maxCostMinor: figures?.maxCostMinor ?? null,
    margin: margin
      ? {
          profitMinor: margin.profitMinor,
          percentOfPriceBps: margin.percentOfPriceBps,
          percentOfNetBps: margin.percentOfNetBps,
          belowFloor: isBelowFloor(margin, floorMarginBps),
        }
      : null,
    stock: product.stockTotal,
    variantCount: product.variantCount,
    category,
    tags: [...parts.tags],
    supplier: link && { id: link.supplier, environment: link.environment, externalId: link.externalId },
    importedAt: product.importedAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
  };
  return item as unknown as ProductListItem; // ids come from our own uuid columns
}
