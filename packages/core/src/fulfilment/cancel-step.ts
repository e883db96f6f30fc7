import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import { followFound } from "./follow-found.ts";
import { moveRow, settle } from "./holds.ts";
import { atSupplier } from "./session.ts";

/** Takes back what is not paid. An order that was paid meanwhile stays: then it goes on like any other. */
export async function cancelStep(ctx: ServiceContext, row: SupplierOrderRow): Promise<void> {
  const left = await atSupplier(ctx, row, async (ordering) => {
    const found = await ordering.find(row.externalId ?? row.number);
    if (found?.state !== "open") return found;
    await ordering.cancel(found);
    failpoint("order.cancel.after_call");
    return undefined;
  });
  await settle(ctx, row, ["cancelling"], (locked) =>
    left?.state === "paid"
      ? followFound(ctx, locked, left)
      : moveRow(ctx, locked, { state: "cancelled", nextAt: null }),
  );
}
