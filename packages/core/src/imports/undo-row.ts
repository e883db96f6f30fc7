import { deleteEmptyCategory } from "@nexusone/db/queries/catalog-categories";
import { deleteProduct, lockProduct } from "@nexusone/db/queries/catalog-product";
import {
  listCreatedCategories,
  lockImportLog,
  updateImportLog,
  type ImportLogRow,
} from "@nexusone/db/queries/imports-logs";
import { findOrderOfProduct } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { giveBackProductSlot } from "../billing/product-slots.ts";
import { refundCredits } from "../billing/reserve-credits.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { purposeOf } from "./import-rows.ts";

export type UndoCause = "missing" | "expired" | "edited" | "not_imported" | "gone" | "ordered";
export type Undone =
  | { readonly log: ImportLogRow; readonly credits: number; readonly cause: null }
  | {
      readonly log: ImportLogRow | undefined;
      readonly cause: UndoCause;
      readonly productId: string | null;
      /** Number of the order that holds on to the product. */
      readonly order?: string;
    };

/**
 * Takes one import back inside the caller's transaction: product and everything of it, its place in the plan, its credits.
 * Nothing is written when there is a cause against it. A second undo changes and refunds nothing.
 */
export async function undoRow(tx: MerchantTx, ctx: ServiceContext, logId: string, force: boolean): Promise<Undone> {
  const now = ctx.platform.clock.now();
  const log = await lockImportLog(tx, logId);
  if (!log) return { log, cause: "missing", productId: null };
  const { productId } = log;
  if (log.state === "undone") return { log, credits: 0, cause: null };
  if (log.state !== "imported" || productId === null) return { log, cause: "not_imported", productId: null };
  if (!log.undoableUntil || log.undoableUntil <= now) return { log, cause: "expired", productId };
  const product = await lockProduct(tx, productId);
  if (!product) return { log, cause: "gone", productId };
  const order = await findOrderOfProduct(tx, product.id);
  if (order) return { log, cause: "ordered", productId, order: order.number };
  if (product.editedAt && !force) return { log, cause: "edited", productId };

  await deleteProduct(tx, product.id);
  await giveBackProductSlot(tx);
  const credits = await refundCredits(tx, {
    purpose: purposeOf(log.id),
    reference: { kind: "product", id: product.id, label: product.name.slice(0, 120) },
    at: now,
  });
  const undone = await updateImportLog(tx, log.id, { state: "undone", credits: 0, undoableUntil: null });
  await recordEvent(
    tx,
    ctx,
    "product.import_undone",
    { productId: product.id, externalId: log.externalId, importLogId: log.id, credits },
    { kind: "product", id: product.id },
  );
  return { log: undone!, credits, cause: null }; // locked above
}

/** Categories an import made go with its last product, whichever of its rows that was. */
export async function dropMadeCategories(tx: MerchantTx, previewId: string): Promise<void> {
  for (const id of await listCreatedCategories(tx, previewId)) await deleteEmptyCategory(tx, id);
  failpoint("import.undo.before_commit");
}
