import { CjProductInput, type CjProductView } from "@nexusone/contracts/cj";
import { findImported } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { sanitizeDescription } from "../catalog/sanitize-description.ts";
import type { ServiceContext } from "../context.ts";
import { stockRows } from "../imports/snapshot.ts";
import { readMerchant } from "../transaction.ts";
import { withCj } from "./gateway.ts";

/** One of CJ's products with its stock (CAT-02), its description made harmless. Calls CJ: 10 points. */
export async function getCjProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof CjProductInput>,
): Promise<z.output<typeof CjProductView>> {
  authorize(ctx, "catalog:read");
  const pid = CjProductInput.parse(rawInput).id.toUpperCase();
  const product = await withCj(ctx, ({ client }) => client.getProduct({ pid, inventory: true }));
  const imported = await readMerchant(ctx, (tx) => findImported(tx, "cj", [pid]));
  return {
    externalId: product.pid,
    name: product.name,
    sku: product.sku,
    images: product.images,
    descriptionHtml: sanitizeDescription(product.description ?? ""),
    categoryPath: product.categoryPath,
    minUsd: product.price?.minUsd ?? null,
    maxUsd: product.price?.maxUsd ?? null,
    optionNames: product.optionNames,
    status: product.status,
    productId: imported.get(pid) ?? null,
    variants: product.variants.map((variant) => ({
      externalId: variant.vid,
      sku: variant.sku,
      label: variant.options.join(" / ") || variant.optionLabel || variant.name || variant.vid,
      options: variant.options,
      costUsd: variant.priceUsd,
      imageUrl: variant.image,
      weightGrams: variant.weightGrams,
      stock: stockRows(variant.stock),
    })),
  };
}
