import type { ChangeKind } from "@nexusone/contracts/inventory-terms";
import type { SupplierChange } from "@nexusone/contracts/supplier-sync";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvents } from "../events/record-event.ts";
import type { Following } from "./following.ts";

/** The kind of change that a line of a reading is; none for texts, pictures, and stock that stays above nothing. */
function kindOf({ field, variantId, from, to }: SupplierChange): ChangeKind | undefined {
  if (field === "costUsd" || field === "price") return "cost";
  if (field === "stock") return from === 0 || to === 0 ? "stock" : undefined;
  if (field === "variant") return "variantNew";
  if (field !== "onSale") return undefined;
  return variantId === null ? "productGone" : "variantGone";
}

/** Says what was followed, of the kinds that the merchant wants to hear of. */
export async function tellApplied(
  tx: MerchantTx,
  ctx: ServiceContext,
  applied: readonly { readonly productId: string; readonly changes: readonly SupplierChange[] }[],
  { policies }: Following,
): Promise<void> {
  await recordEvents(
    tx,
    ctx,
    "inventory.change_followed",
    applied.flatMap(({ productId, changes }) =>
      [...new Set(changes.flatMap((change) => kindOf(change) ?? []))]
        .filter((kind) => policies[kind] === "notify")
        .map((kind) => ({ payload: { productId, kind }, subject: { kind: "product" as const, id: productId } })),
    ),
  );
}
