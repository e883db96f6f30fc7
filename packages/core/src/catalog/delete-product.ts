import { DeleteProductInput, type DeletedProduct } from "@nexusone/contracts/own-products";
import { deleteProduct as removeRow, lockProduct, updateProductRow } from "@nexusone/db/queries/catalog-product";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { giveBackProductSlot } from "../billing/product-slots.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/**
 * Archives a product; with `permanent` removes it with everything of it and gives back its place in the plan. Logs and history
 * of its import stay. Archiving what is archived changes nothing.
 * @throws `catalog.product_not_found`, `catalog.was_sold` for a removal.
 */
export async function deleteProduct(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeleteProductInput>,
): Promise<z.output<typeof DeletedProduct>> {
  authorize(ctx, "catalog:delete");
  const { id, permanent } = DeleteProductInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const product = await lockProduct(tx, id);
    if (!product) throw new DomainError("catalog.product_not_found", { productId: id });
    const subject = { kind: "product", id } as const;
    if (permanent) {
      await removeNeverSold(tx, id);
      await giveBackProductSlot(tx);
      await recordEvent(tx, ctx, "product.removed", { productId: id, name: product.name }, subject);
      return { id, outcome: "removed" };
    }
    if (product.status === "archived") return { id, outcome: "archived" };
    const now = ctx.platform.clock.now();
    await updateProductRow(tx, id, { status: "archived", version: product.version + 1, editedAt: now });
    await followAlerts(tx, ctx, [id]);
    const change = { before: { status: product.status }, after: { status: "archived" } };
    await recordEvent(tx, ctx, "product.updated", { productId: id, fields: ["status"], ...change }, subject);
    return { id, outcome: "archived" };
  });
}

/** What Postgres says of a row that others hold on to: by a restricting key, and by any other. */
const HELD_ON_TO: readonly unknown[] = ["23001", "23503"];

/** What was sold is held on to by the rows that sold it: their references restrict, and no list of them can be forgotten here. */
async function removeNeverSold(tx: MerchantTx, id: string): Promise<void> {
  try {
    await removeRow(tx, id);
  } catch (error) {
    if (HELD_ON_TO.includes(sqlState(error))) throw new DomainError("catalog.was_sold", { productId: id }, error);
    throw error;
  }
}

function sqlState(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return "code" in error ? error.code : sqlState(error.cause);
}
