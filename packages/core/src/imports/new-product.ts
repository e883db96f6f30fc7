import type { PlannedRowRecord } from "@nexusone/db/queries/imports-previews";
import type { NewImportedProduct } from "@nexusone/db/queries/imports-write";
import { searchTextOf } from "../catalog/search-text.ts";
import { planWith, sellableVariants, type Edit } from "./apply-edit.ts";
import type { PreviewRowShape } from "./row-view.ts";
import type { StoredRow } from "./snapshot.ts";

export type NewProduct = { readonly product: NewImportedProduct; readonly categoryName: string | null };

/** What a commit writes for a planned row with the merchant's edit; its category has no id yet. Throws the row's reason. Pure. */
export function newProduct(row: PlannedRowRecord, edit: Edit | null, importedAt: Date): NewProduct {
  const stored = row.snapshot as StoredRow; // rows with status ok have one
  const view = row.view as PreviewRowShape;
  const { product } = stored;
  const plan = planWith(stored.plan, edit);
  const variants = sellableVariants(product, plan);
  const tags = [...new Set(edit?.tags ?? view.tags)];
  return {
    categoryName: edit?.categoryName ?? view.categoryName,
    product: {
      name: product.name,
      descriptionHtml: product.descriptionHtml,
      categoryId: null,
      currency: plan.terms.currency,
      optionNames: product.optionNames,
      priceRule: plan.rule,
      images: product.images,
      tags,
      searchText: searchTextOf(
        product.name,
        product.sku,
        product.externalId,
        ...tags,
        ...variants.map((variant) => variant.sku),
      ),
      variants,
      link: {
        supplier: row.supplier!, // a row that can be imported names its supplier
        environment: product.environment,
        externalId: product.externalId,
        url: product.url,
        supplierName: product.supplierName,
        categoryPath: product.categoryPath,
      },
      rawOf: row.id,
      readAt: new Date(product.readAt),
      importedAt,
    },
  };
}
