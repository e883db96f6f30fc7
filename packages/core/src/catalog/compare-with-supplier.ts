import { costBasis } from "@nexusone/contracts/cost-basis";
import { compare, fraction } from "@nexusone/contracts/fraction";
import type { ProductId } from "@nexusone/contracts/ids";
import { landedMargin } from "@nexusone/contracts/margin";
import { CompareWithSupplierInput, type SupplierComparison } from "@nexusone/contracts/supplier-sync";
import { findProductIdOf, findLastReading } from "@nexusone/db/queries/catalog-supplier";
import { listStoredProducts, type StoredProduct } from "@nexusone/db/queries/stored-products";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { readPricing, type Pricing } from "../merchants/pricing-context.ts";
import { isSupplierFailure, supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import { mergeReading } from "./merge-reading.ts";
import { readFromSupplier } from "./read-from-supplier.ts";
import { supplierChanges, totalStock } from "./supplier-changes.ts";

/**
 * What the supplier says of a product now against what the catalogue holds; changes nothing. When the supplier cannot be asked,
 * its last reading answers, marked with its age.
 * @throws `catalog.product_not_found`, `supplier.unknown`; the supplier's reason only when there is no reading to answer from.
 */
export async function compareWithSupplier(
  ctx: ServiceContext,
  rawInput: z.input<typeof CompareWithSupplierInput>,
): Promise<SupplierComparison> {
  authorize(ctx, "catalog:read");
  const { supplier, externalId } = CompareWithSupplierInput.parse(rawInput);
  const { id: from } = supplierOf(ctx, supplier);
  const known = await readMerchant(ctx, async (tx) => {
    const id = await findProductIdOf(tx, from, externalId);
    if (id === undefined) throw new DomainError("catalog.product_not_found", { externalId });
    const last = (await findLastReading(tx, id)) as ProductSnapshot | undefined; // written by imports and refreshes only
    return { stored: await storedProduct(tx, id), pricing: await readPricing(tx), last };
  });
  const { stored, pricing, last } = known;
  const now = ctx.platform.clock.now();
  const answer = await readFromSupplier(ctx, stored.link, { freight: false }).then(
    (reading) => ({ reading, readAt: now, fromCache: false }),
    (error: unknown) => {
      if (!isSupplierFailure(error) || !last) throw error;
      return { reading: last, readAt: stored.link.lastReadAt, fromCache: true };
    },
  );
  const merged = mergeReading(stored, answer.reading, pricing, now);
  return {
    productId: stored.product.id as ProductId, // our own uuid column
    before: figures(
      stored.variants.map((variant) => ({ ...variant, stock: null })),
      stored.product.stockTotal,
      pricing,
    ),
    now: figures(
      // What it would earn if nobody touched the price.
      merged.variants.map((variant) => ({
        ...variant,
        priceMinor: stored.variants.find(({ id }) => id === variant.id)?.priceMinor ?? variant.priceMinor,
      })),
      totalStock(merged.variants),
      pricing,
    ),
    changes: supplierChanges(stored, answer.reading, merged),
    currency: pricing.terms.currency,
    readAt: answer.readAt.toISOString(),
    fromCache: answer.fromCache,
  };
}

/** A product that has a supplier, as a merge needs it. @throws `catalog.product_not_found`, `catalog.no_supplier`. */
export async function storedProduct(tx: MerchantTx, id: string) {
  const [stored] = await listStoredProducts(tx, [id]);
  if (!stored) throw new DomainError("catalog.product_not_found", { productId: id });
  if (!stored.link) throw new DomainError("catalog.no_supplier", { productId: id });
  return { ...stored, link: stored.link };
}

type Counted = Pick<
  StoredProduct["variants"][number],
  "costUsd" | "costMinor" | "priceMinor" | "freight" | "offSaleAt"
>;

/** Of what is on sale; a product that is gone altogether keeps its last costs. */
function figures(variants: readonly Counted[], stock: number | null, { terms }: Pricing): SupplierComparison["now"] {
  const onSale = variants.filter(({ offSaleAt }) => offSaleAt === null);
  const counted = onSale.length > 0 ? onSale : variants;
  const costs = counted.flatMap(({ costUsd }) => costUsd ?? []).sort((a, b) => compare(fraction(a), fraction(b)));
  const margins = counted.flatMap((variant) => {
    const basis = costBasis(variant, terms);
    const margin = basis && landedMargin({ ...basis, priceMinor: variant.priceMinor });
    return margin ? [margin.percentOfPriceBps] : [];
  });
  return {
    minCostUsd: costs[0] ?? null,
    maxCostUsd: costs.at(-1) ?? null,
    stock,
    marginBps: margins.length > 0 ? Math.min(...margins) : null,
  };
}
