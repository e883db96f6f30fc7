import type { VariantEdits } from "@nexusone/contracts/own-products";
import { findHomeCountry, sumStock, updateVariantFacts } from "@nexusone/db/queries/catalog-own";
import type { ProductParts, VariantRow } from "@nexusone/db/queries/catalog-product";
import { replaceStock } from "@nexusone/db/queries/catalog-supplier";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { DomainError } from "../errors.ts";
import { plainText } from "../imports/plain-text.ts";

type Edits = z.output<typeof VariantEdits>;

/**
 * Changes variants and returns them as they are then, with the product's own columns.
 * @throws `catalog.variant_not_found`; `catalog.supplier_decides` for cost, stock or name of a supplier's variant.
 */
export async function editVariants(tx: MerchantTx, edits: Edits, { product, variants }: ProductParts, now: Date) {
  const byId = new Map(edits.map((edit) => [edit.variantId as string, edit]));
  if ([...byId.keys()].some((id) => !variants.some((variant) => variant.id === id)))
    throw new DomainError("catalog.variant_not_found");
  const after = variants.map((variant) => edited(variant, byId.get(variant.id)));
  await updateVariantFacts(
    tx,
    after.filter(({ id }) => byId.has(id)),
  );
  const counted = edits.filter(({ stock }) => stock !== undefined);
  if (counted.length === 0) return { variants: after, columns: {} };
  const country = await findHomeCountry(tx);
  await replaceStock(
    tx,
    counted.map(({ variantId }) => variantId),
    counted.flatMap(({ variantId, stock }) =>
      stock == null ? [] : [{ variantId, country, total: stock, cjOwned: null, factory: null, verified: null }],
    ),
    now,
  );
  return { variants: after, columns: { stockTotal: await sumStock(tx, product.id) } };
}

function edited(variant: VariantRow, edit: Edits[number] | undefined): VariantRow {
  if (!edit) return variant;
  const { active, label, sku, costMinor, stock } = edit;
  const own = [label, sku, costMinor, stock].some((part) => part !== undefined);
  if (own && variant.externalId !== null) throw new DomainError("catalog.supplier_decides", { variantId: variant.id });
  return {
    ...variant,
    active: active ?? variant.active,
    label: label === undefined ? variant.label : plainText(label),
    sku: sku === undefined ? variant.sku : sku === null ? null : plainText(sku) || null,
    costMinor: costMinor === undefined ? variant.costMinor : costMinor,
    stockKnown: stock === undefined ? variant.stockKnown : stock !== null,
  };
}
