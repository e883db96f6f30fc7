import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import type { SupplierOrdering } from "../suppliers/supplier.ts";

/** A job can wait for its turn. */
const PATIENCE_MS = 60_000;

/** Opens the supplier of this order for `work`, outside any transaction. @throws `fulfilment.nothing_to_send` where no orders are taken. */
export function atSupplier<T>(
  ctx: ServiceContext,
  { supplier, environment, orderId }: Pick<SupplierOrderRow, "supplier" | "environment" | "orderId">,
  work: (ordering: SupplierOrdering) => Promise<T>,
): Promise<T> {
  return supplierOf(ctx, supplier).open(
    ctx,
    ({ ordering }) => {
      if (!ordering) throw new DomainError("fulfilment.nothing_to_send", { orderId });
      return work(ordering);
    },
    { environment, deadlineMs: PATIENCE_MS },
  );
}
