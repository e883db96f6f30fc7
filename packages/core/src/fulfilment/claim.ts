import { lockSupplierOrder, updateSupplierOrder, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";

/** Writes before a call that there will be one, so that whoever finds the row after a crash knows that its outcome is unknown. */
export function claim(ctx: ServiceContext, { id }: Pick<SupplierOrderRow, "id">): Promise<{ attempt: number }> {
  return inMerchantTx(ctx, async (tx) => {
    const row = await lockSupplierOrder(tx, id);
    const attempt = (row?.failures ?? 0) + 1;
    await updateSupplierOrder(tx, id, { failures: attempt });
    return { attempt };
  });
}
