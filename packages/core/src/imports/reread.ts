import type { PlannedRowRecord } from "@nexusone/db/queries/imports-previews";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readProduct } from "./read-product.ts";
import type { ProductSnapshot, StoredRow } from "./snapshot.ts";

const TRUSTED_MS = 10 * MINUTE_MS;

/**
 * Before a commit: reads the product once more when the plan is older than ten minutes (freight quotes live a day and are not
 * asked again). A younger plan is carried out as it is, without the network.
 */
export async function rereadIfOld(
  ctx: ServiceContext,
  row: Pick<PlannedRowRecord, "supplier" | "snapshot">,
  deadlineMs?: number,
): Promise<ProductSnapshot | null> {
  const stored = row.snapshot as StoredRow; // rows with status ok have one
  const age = ctx.platform.clock.now().getTime() - new Date(stored.product.readAt).getTime();
  if (age <= TRUSTED_MS) return null;
  return supplierOf(ctx, row.supplier).open(ctx, (session) => readProduct(ctx, session, stored.product.externalId), {
    deadlineMs,
  });
}
