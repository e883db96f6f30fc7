import { ProductHistoryInput, type ProductHistoryPage } from "@nexusone/contracts/catalog";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readHistory } from "../events/read-history.ts";
import { readMerchant } from "../transaction.ts";

/** What happened to a product and who did it, newest first; kept when the product is gone. */
export async function listProductHistory(
  ctx: ServiceContext,
  rawInput: z.input<typeof ProductHistoryInput>,
): Promise<z.output<typeof ProductHistoryPage>> {
  authorize(ctx, "catalog:read");
  const { id, ...page } = ProductHistoryInput.parse(rawInput);
  return readMerchant(ctx, (tx) => readHistory(tx, { kind: "product", id }, page));
}
