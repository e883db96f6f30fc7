import { UpdateProductInput, type ProductView } from "@nexusone/contracts/catalog";
import { formatPercent } from "@nexusone/contracts/money";
import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import { findCategory } from "@nexusone/db/queries/catalog-categories";
import {
  findProductParts,
  lockProduct,
  replaceTags,
  updateProductRow,
  updateVariantPrices,
  type ProductParts,
} from "@nexusone/db/queries/catalog-product";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { inMerchantTx } from "../transaction.ts";
import { productViewOf } from "./get-product.ts";
import { reprice } from "./reprice.ts";
import { sanitizeDescription } from "./sanitize-description.ts";
import { searchTextOf } from "./search-text.ts";

type Input = z.output<typeof UpdateProductInput>;

/**
 * Changes a product. A new rule re-prices every variant that is not typed in the same call (null goes back to the merchant's
 * rule); a typed price leaves the rule. With `version`, an edit based on an older state is refused.
 * @throws `catalog.product_not_found`, `catalog.stale`, `catalog.category_not_found`, `catalog.price_below_floor` {floor} for a
 * typed price, `import.price_needs_quote` when the rule cannot be met.
 */
export async function updateProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof UpdateProductInput>,
): Promise<ProductView> {
  authorize(ctx, "catalog:edit");
  const input = UpdateProductInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const locked = await lockProduct(tx, input.id);
    const parts = locked && (await findProductParts(tx, input.id));
    if (!parts) throw new DomainError("catalog.product_not_found", { productId: input.id });
    if (input.version !== undefined && input.version !== parts.product.version)
      throw new DomainError("catalog.stale", { productId: input.id });
    if (input.categoryId && !(await findCategory(tx, input.categoryId)))
      throw new DomainError("catalog.category_not_found");

    const fields = changedFields(input);
    if (fields.length === 0) return productViewOf(tx, ctx, input.id);
    const priced = await applyPrices(tx, ctx, input, parts);
    const tags = input.tags ? [...new Set(input.tags.map(plainText))] : undefined;
    if (tags) await replaceTags(tx, input.id, tags);
    const name = input.name === undefined ? parts.product.name : plainText(input.name);
    await updateProductRow(tx, input.id, {
      ...(input.name !== undefined && { name, nameLower: name.toLowerCase() }),
      ...(input.descriptionHtml !== undefined && {
        descriptionHtml: sanitizeDescription(plainText(input.descriptionHtml)),
      }),
      ...(input.status && { status: input.status }),
      ...(input.categoryId !== undefined && { categoryId: input.categoryId }),
      ...priced,
      searchText: searchTextOf(
        name,
        parts.link?.externalId,
        ...(tags ?? parts.tags),
        ...parts.variants.map((variant) => variant.sku),
      ),
      version: parts.product.version + 1,
      editedAt: ctx.platform.clock.now(),
    });
    const after = await productViewOf(tx, ctx, input.id);
    await recordEvent(
      tx,
      ctx,
      "product.updated",
      { productId: input.id, fields, before: summaryOf(parts), after: summaryOfView(after) },
      { kind: "product", id: input.id },
    );
    return after;
  });
}

const changedFields = (input: Input): string[] =>
  (["name", "descriptionHtml", "status", "categoryId", "tags", "priceRule", "prices"] as const).filter(
    (field) => input[field] !== undefined,
  );

async function applyPrices(tx: MerchantTx, ctx: ServiceContext, input: Input, parts: ProductParts) {
  if (input.priceRule === undefined && input.prices === undefined) return {};
  const pricing = await pricingContext(tx);
  const rule = input.priceRule ?? (input.priceRule === null ? null : parts.product.priceRule);
  const result = reprice(parts.variants, {
    rule: rule ? asPriceRule(rule) : asPriceRule(pricing.defaultPriceRule),
    terms: asPricingTerms(pricing.terms),
    floorMarginBps: pricing.floorMarginBps,
    everyVariant: input.priceRule !== undefined,
    typed: new Map((input.prices ?? []).map(({ variantId, priceMinor }) => [variantId as string, priceMinor])),
  });
  if ("belowFloor" in result)
    throw new DomainError("catalog.price_below_floor", { floor: floorText(pricing.floorMarginBps, ctx.locale) });
  if ("unpriced" in result) throw new DomainError("import.price_needs_quote");
  await updateVariantPrices(tx, result.prices);
  return {
    ...(input.priceRule !== undefined && { priceRule: rule ? asPriceRule(rule) : null }),
    minPriceMinor: result.minPriceMinor,
    maxPriceMinor: result.maxPriceMinor,
    minMarginBps: result.minMarginBps,
  };
}

/** "10" or "12.5": the sentence adds the sign. */
const floorText = (floorBps: number, locale: string): string =>
  formatPercent(floorBps, locale, floorBps % 100 === 0 ? 0 : 1).replace(/\s?%/u, "");

const summaryOf = ({ product, tags }: ProductParts) => ({
  name: product.name,
  status: product.status,
  categoryId: product.categoryId,
  minPriceMinor: product.minPriceMinor,
  maxPriceMinor: product.maxPriceMinor,
  tags,
});

const summaryOfView = (view: ProductView) => ({
  name: view.name,
  status: view.status,
  categoryId: view.category?.id ?? null,
  minPriceMinor: view.minPriceMinor,
  maxPriceMinor: view.maxPriceMinor,
  tags: view.tags,
});
