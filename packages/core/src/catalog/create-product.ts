import type { ProductView } from "@nexusone/contracts/catalog";
import { CreateProductInput } from "@nexusone/contracts/own-products";
import { findCategory } from "@nexusone/db/queries/catalog-categories";
import { insertProduct } from "@nexusone/db/queries/catalog-own";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { takeProductSlots } from "../billing/product-slots.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import { followPictures } from "../media/follow-pictures.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { inMerchantTx } from "../transaction.ts";
import { productViewOf } from "./get-product.ts";
import { insertOwnVariants, ownVariant } from "./own-variants.ts";
import { packageColumns } from "./package-facts.ts";
import { summaryOf } from "./reprice.ts";
import { sanitizeDescription, textToHtml } from "./sanitize-description.ts";
import { searchTextOf } from "./search-text.ts";

/**
 * Creates a product of the merchant's own, without supplier: prices are typed, the cost is what the merchant pays in the shop's
 * currency. Takes a place of the plan and no credits.
 * @throws `import.plan_limit`, `catalog.category_not_found`, `catalog.barcode_invalid`, `catalog.barcode_taken`.
 */
export async function createProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateProductInput>,
): Promise<ProductView> {
  authorize(ctx, "catalog:edit");
  const input = CreateProductInput.parse(rawInput);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    if (input.categoryId && !(await findCategory(tx, input.categoryId)))
      throw new DomainError("catalog.category_not_found");
    await takeProductSlots(tx, 1);
    const pricing = await readPricing(tx);
    const facts = await packageColumns(tx, input, null);
    const name = plainText(input.name);
    const tags = [...new Set(input.tags.map(plainText))];
    const images = [...new Set(input.imageUrls)];
    const variants = input.variants.map((variant, position) => ownVariant(variant, position, pricing));
    const stocks = input.variants.flatMap(({ stock }) => (stock === null ? [] : [stock]));
    const id = await insertProduct(
      tx,
      {
        ...facts,
        name,
        nameLower: name.toLowerCase(),
        descriptionHtml: sanitizeDescription(textToHtml(plainText(input.description))),
        status: input.status,
        categoryId: input.categoryId,
        currency: pricing.terms.currency,
        ...summaryOf(variants),
        stockTotal: stocks.length > 0 ? stocks.reduce((sum, units) => Math.min(2_000_000_000, sum + units), 0) : null,
        variantCount: variants.length,
        importedAt: now,
        searchText: searchTextOf(name, facts.brand, facts.barcode, ...tags, ...variants.map(({ sku }) => sku)),
      },
      tags,
    );
    // Taken by somebody else since it was looked for above.
    if (id === undefined) throw new DomainError("catalog.barcode_taken", { barcode: facts.barcode ?? "" });
    if (images.length > 0) await followPictures(tx, ctx, id, images);
    await insertOwnVariants(tx, id, variants, input.variants, now);
    await followAlerts(tx, ctx, [id]);
    await recordEvent(tx, ctx, "product.created", { productId: id }, { kind: "product", id });
    return productViewOf(tx, ctx, id);
  });
}
