import { costBasis } from "@nexusone/contracts/cost-basis";
import type { NewVariant } from "@nexusone/contracts/own-products";
import { ONLY_VARIANT } from "@nexusone/contracts/variant-label";
import { findHomeCountry, sumStock } from "@nexusone/db/queries/catalog-own";
import { findProductParts, type ProductParts } from "@nexusone/db/queries/catalog-product";
import { insertVariants, replaceStock, type VariantColumns } from "@nexusone/db/queries/catalog-supplier";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { plainText } from "../imports/plain-text.ts";
import { readPricing, type Pricing } from "../merchants/pricing-context.ts";
import { priceVariant } from "../pricing/price-variant.ts";
import { summaryOf } from "./reprice.ts";

type New = z.output<typeof NewVariant>;

/** Writes variants made by `ownVariant` with their stock, which is counted in the country the merchant sells in. */
export async function insertOwnVariants(
  tx: MerchantTx,
  productId: string,
  columns: readonly Omit<VariantColumns, "productId">[],
  inputs: readonly New[],
  now: Date,
): Promise<void> {
  const ids = await insertVariants(
    tx,
    columns.map((variant) => ({ ...variant, productId })),
  );
  const country = await findHomeCountry(tx);
  const unknown = { cjOwned: null, factory: null, verified: null };
  await replaceStock(
    tx,
    ids,
    inputs.flatMap(({ stock }, nth) =>
      stock === null ? [] : [{ variantId: ids[nth]!, country, total: stock, ...unknown }],
    ),
    now,
  );
}

/** Further variants behind those the product has. @returns it as it is then, with its own columns. */
export async function addOwnVariants(
  tx: MerchantTx,
  { product, variants }: ProductParts,
  inputs: readonly New[],
  now: Date,
) {
  const pricing = await readPricing(tx);
  const next = Math.max(-1, ...variants.map(({ position }) => position)) + 1;
  const columns = inputs.map((input, nth) => ownVariant(input, next + nth, pricing));
  await insertOwnVariants(tx, product.id, columns, inputs, now);
  const parts = await findProductParts(tx, product.id);
  if (!parts) throw new Error("a locked product is gone");
  return {
    parts,
    columns: {
      ...summaryOf(parts.variants),
      variantCount: parts.variants.length,
      stockTotal: await sumStock(tx, product.id),
    },
  };
}

/** A variant of the merchant's own as it is stored: its price is typed. Pure. */
export function ownVariant(
  { label, sku, priceMinor, costMinor, stock, weightGrams }: New,
  position: number,
  { terms, defaultRule }: Pricing,
): Omit<VariantColumns, "productId"> {
  const basis = costBasis({ costUsd: null, costMinor, freight: null }, terms);
  const priced = basis && priceVariant(basis, defaultRule, basis.terms, priceMinor);
  return {
    position,
    externalId: null,
    sku: sku === null ? null : plainText(sku) || null,
    label: plainText(label ?? ONLY_VARIANT),
    options: [],
    offSaleAt: null,
    costUsd: null,
    costMinor,
    priceMinor,
    priceFromRule: false,
    heldPriceMinor: null,
    heldBy: null,
    freight: null,
    duty: null,
    landedMinor: priced?.landedMinor ?? null,
    profitMinor: priced?.margin?.profitMinor ?? null,
    marginBps: priced?.margin?.percentOfPriceBps ?? null,
    weightGrams,
    imageUrl: null,
    stockKnown: stock !== null,
  };
}
