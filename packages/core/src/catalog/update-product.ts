import { UpdateProductInput, type ProductView } from "@nexusone/contracts/catalog";
import type { OwnableField } from "@nexusone/contracts/supplier-sync";
import { findCategory } from "@nexusone/db/queries/catalog-categories";
import {
  findProductParts,
  lockProduct,
  replaceTags,
  updateProductRow,
  type ProductParts,
} from "@nexusone/db/queries/catalog-product";
import { findLastReading } from "@nexusone/db/queries/catalog-supplier";
import { withdrawPriceQuestions } from "@nexusone/db/queries/inventory-proposals";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { editPrices } from "./edit-prices.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import { followPictures } from "../media/follow-pictures.ts";
import { editVariants } from "./edit-variants.ts";
import { productViewOf } from "./get-product.ts";
import { addOwnVariants } from "./own-variants.ts";
import { ownersAfter } from "./ownership.ts";
import { packageColumns } from "./package-facts.ts";
import { sanitizeDescription, textToHtml } from "./sanitize-description.ts";
import { searchTextOf } from "./search-text.ts";

type Input = z.output<typeof UpdateProductInput>;

/**
 * Changes a product. A new rule re-prices every variant that is not typed in the same call (null goes back to the merchant's
 * rule); a typed price leaves the rule. What is edited by hand is the merchant's from then on (`ownedFields`): a refresh leaves it
 * alone until it is given back. With `version`, an edit based on an older state is refused.
 * @throws `catalog.product_not_found`, `catalog.stale`, `catalog.category_not_found`, `catalog.price_below_floor` {floor} and
 * `catalog.price_out_of_bounds` for a typed price, `catalog.no_supplier` when there is nobody to give a field back to, `import.price_needs_quote` when the rule cannot be met.
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
    const facts = await packageColumns(tx, input, input.id);
    const now = ctx.platform.clock.now();
    const added = input.addVariants && (await addOwnVariants(tx, parts, input.addVariants, now));
    const { variants, columns } = await editVariants(tx, input.variants ?? [], added?.parts ?? parts, now);
    const priced = await editPrices(tx, ctx, input, { ...parts, variants });
    const given = await givenBack(tx, input, parts);
    const tags = input.tags ? [...new Set(input.tags.map(plainText))] : undefined;
    if (tags) await replaceTags(tx, input.id, tags);
    const name = input.name === undefined ? (given.name ?? parts.product.name) : plainText(input.name);
    const descriptionHtml =
      input.descriptionHtml === undefined
        ? (given.descriptionHtml ?? parts.product.descriptionHtml)
        : sanitizeDescription(textToHtml(plainText(input.descriptionHtml)));
    if (given.images) await followPictures(tx, ctx, input.id, given.images);
    const changed: OwnableField[] = [
      ...(input.name !== undefined && name !== parts.product.name ? (["name"] as const) : []),
      ...(input.descriptionHtml !== undefined && descriptionHtml !== parts.product.descriptionHtml
        ? (["descriptionHtml"] as const)
        : []),
    ];
    await updateProductRow(tx, input.id, {
      name,
      nameLower: name.toLowerCase(),
      descriptionHtml,
      ...(parts.link && { ownedFields: ownersAfter(parts.product, { changed, givenBack: input.giveBack ?? [] }) }),
      ...(input.status && { status: input.status }),
      ...(input.categoryId !== undefined && { categoryId: input.categoryId }),
      ...facts,
      ...added?.columns,
      ...columns,
      ...priced,
      searchText: searchTextOf(
        name,
        parts.link?.externalId,
        // What was cleared is null: only what was not given stays.
        facts.brand === undefined ? parts.product.brand : facts.brand,
        facts.barcode === undefined ? parts.product.barcode : facts.barcode,
        ...(tags ?? parts.tags),
        ...variants.map((variant) => variant.sku),
      ),
      version: parts.product.version + 1,
      editedAt: now,
    });
    // What is archived or counted anew raises and ends alerts.
    if (input.status || input.variants || input.addVariants) await followAlerts(tx, ctx, [input.id]);
    if (Object.keys(priced).length > 0) await withdrawPriceQuestions(tx, [input.id]);
    const after = await productViewOf(tx, ctx, input.id);
    await recordEvent(
      tx,
      ctx,
      "product.updated",
      { productId: input.id, fields, before: productSummary(parts), after: summaryOfView(after) },
      { kind: "product", id: input.id },
    );
    return after;
  });
}

const EDITABLE = [
  "name",
  "descriptionHtml",
  "status",
  "categoryId",
  "tags",
  "priceRule",
  "prices",
  "bounds",
  "giveBack",
  "pricesToRule",
  "acceptHeld",
  "brand",
  "barcode",
  "ingredients",
  "expiresOn",
  "variants",
  "addVariants",
] as const satisfies readonly (keyof Input)[];
const changedFields = (input: Input): string[] => EDITABLE.filter((field) => input[field] !== undefined);

/** The supplier's own values of the fields that are given back, from its last reading; nothing when there is none yet. */
async function givenBack(tx: MerchantTx, { id, giveBack = [] }: Input, { link }: ProductParts) {
  if (giveBack.length === 0) return {};
  if (!link) throw new DomainError("catalog.no_supplier", { productId: id });
  const reading = (await findLastReading(tx, id)) as ProductSnapshot | undefined; // written by imports and refreshes only
  return Object.fromEntries(giveBack.map((field) => [field, reading?.[field]])) as Partial<
    Pick<ProductSnapshot, OwnableField>
  >;
}

/** What events tell of a product before and after. */
export const productSummary = ({ product, tags }: Pick<ProductParts, "product" | "tags">) => ({
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
