import { MINUTE_MS } from "../clock.ts";
import { withCj } from "../cj/gateway.ts";
import type { ServiceContext } from "../context.ts";
import { readProduct } from "./read-product.ts";
import type { ProductSnapshot, StoredRow } from "./snapshot.ts";

const TRUSTED_MS = 10 * MINUTE_MS;

/**
 * Before a commit: reads the product once more when the plan is older than ten minutes (10 points; freight quotes live a day
 * and are not asked again). A younger plan is carried out as it is, without the network.
 */
export async function rereadIfOld(
  ctx: ServiceContext,
  stored: StoredRow,
  deadlineMs?: number,
): Promise<ProductSnapshot | null> {
  const age = ctx.platform.clock.now().getTime() - new Date(stored.product.readAt).getTime();
  if (age <= TRUSTED_MS) return null;
  return withCj(ctx, (cj) => readProduct(ctx, cj, stored.product.externalId), { deadlineMs });
}
