import { updateSupplierOrder } from "@nexusone/db/queries/fulfilment";
import { addMs, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { databaseUnavailable, isDomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";

/**
 * One order at a supplier that cannot be followed, whatever the cause, keeps no other waiting: it is looked at again an hour
 * later. @throws what is not about this order: a database that is away, a job that is no longer ours.
 */
export async function putOffBroken(ctx: ServiceContext, id: string, error: unknown): Promise<void> {
  if (databaseUnavailable(error) || isDomainError(error, "job.worker_lost")) throw error;
  ctx.platform.log.error({ err: error, supplierOrderId: id }, "an order at a supplier could not be followed");
  const nextAt = addMs(ctx.platform.clock.now(), HOUR_MS);
  await inMerchantTx(ctx, (tx) => updateSupplierOrder(tx, id, { nextAt }));
}
