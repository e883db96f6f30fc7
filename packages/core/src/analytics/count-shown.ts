import type { ProductId } from "@nexusone/contracts/ids";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { addInterest } from "./product-figures.ts";

/** Counts that strangers were shown these products once each. */
export async function countShown(ctx: ServiceContext, productIds: readonly ProductId[]): Promise<void> {
  if (productIds.length === 0) return;
  const items = productIds.map((productId) => ({ productId, kind: "view" as const, count: 1 }));
  await inMerchantTx(ctx, (tx) => addInterest(tx, ctx, items));
}
