import type { CjProduct } from "@nexusone/cj/client";
import { CjProductInput, CjProductView } from "@nexusone/contracts/cj";
import { findImported } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { sanitizeDescription } from "../catalog/sanitize-description.ts";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { keptAnswer } from "./kept-answer.ts";
import { CJ } from "./supplier-id.ts";
import { stockRows } from "./to-supplier-product.ts";

/** Who looks at a product twice while choosing pays once. */
const FRESH_MS = 5 * MINUTE_MS;
const KeptProduct = CjProductView.omit({ productId: true, readAt: true, stale: true });

/**
 * One of CJ's products with its stock (CAT-02), its description made harmless. Calls CJ (10 points) unless it was read within
 * five minutes; while CJ is away what was read last is given with its age. Throws CJ's failure.
 */
export async function getCjProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof CjProductInput>,
): Promise<z.output<typeof CjProductView>> {
  authorize(ctx, "catalog:read");
  const pid = CjProductInput.parse(rawInput).id.toUpperCase();
  const question = { key: `product:${pid}`, freshMs: FRESH_MS, schema: KeptProduct };
  const { answer, readAt, stale } = await keptAnswer(ctx, question, async ({ client }) =>
    toKept(await client.getProduct({ pid, inventory: true })),
  );
  // What the merchant has is looked up, not kept.
  const imported = await readMerchant(ctx, (tx) => findImported(tx, CJ, [pid]));
  return { ...answer, readAt, stale, productId: imported.get(pid) ?? null };
}

const toKept = (product: CjProduct): z.output<typeof KeptProduct> => ({
  externalId: product.pid,
  name: product.name,
  sku: product.sku,
  images: [...product.images],
  descriptionHtml: sanitizeDescription(product.description ?? ""),
  categoryPath: [...product.categoryPath],
  minUsd: product.price?.minUsd ?? null,
  maxUsd: product.price?.maxUsd ?? null,
  optionNames: [...product.optionNames],
  status: product.status,
  variants: product.variants.map((variant) => ({
    externalId: variant.vid,
    sku: variant.sku,
    label: variant.options.join(" / ") || variant.optionLabel || variant.name || variant.vid,
    options: [...variant.options],
    costUsd: variant.priceUsd,
    imageUrl: variant.image,
    weightGrams: variant.weightGrams,
    stock: stockRows(variant.stock),
  })),
});
