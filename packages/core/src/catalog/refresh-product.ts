import type { ProductView } from "@nexusone/contracts/catalog";
import { RefreshProductInput } from "@nexusone/contracts/supplier-sync";
import { lockProduct } from "@nexusone/db/queries/catalog-product";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { ALL_OF_IT } from "../inventory/following.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { storedProduct } from "./compare-with-supplier.ts";
import { productViewOf } from "./get-product.ts";
import { readFromSupplier } from "./read-from-supplier.ts";
import { takeReadings } from "./take-readings.ts";

/**
 * Brings a product up to what its supplier says now: cost, stock, texts, pictures and variants where the merchant has not made
 * them theirs, prices by rule inside the guard rails. Typed prices stay; a price the rails keep back waits on its variant. What
 * somebody edits while the supplier is being asked is kept: the reading is merged into the product as it is then, and an older reading
 * never follows a newer one. Safe to repeat.
 * @throws `catalog.product_not_found`, `catalog.no_supplier`, `catalog.stale` for another `version`, any reason of the supplier's.
 */
export async function refreshProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof RefreshProductInput>,
): Promise<ProductView> {
  authorize(ctx, "catalog:import");
  const { id, version } = RefreshProductInput.parse(rawInput);
  const refuseStale = (found: { version: number }): void => {
    if (version !== undefined && version !== found.version) throw new DomainError("catalog.stale", { productId: id });
  };
  const stored = await readMerchant(ctx, (tx) => storedProduct(tx, id));
  refuseStale(stored.product);
  const askedAt = ctx.platform.clock.now();
  const reading = await readFromSupplier(ctx, stored.link, { freight: true });
  failpoint("catalog.refresh.after_read");
  return inMerchantTx(ctx, async (tx) => {
    const locked = await lockProduct(tx, id);
    if (!locked) throw new DomainError("catalog.product_not_found", { productId: id });
    refuseStale(locked);
    const current = await storedProduct(tx, id);
    if (current.link.lastReadAt <= askedAt)
      await takeReadings(tx, ctx, [{ stored: current, reading }], askedAt, ALL_OF_IT);
    failpoint("catalog.refresh.before_commit");
    return productViewOf(tx, ctx, id);
  });
}
