import { UndoImportInput, type ImportRowView } from "@nexusone/contracts/imports";
import { deleteEmptyCategory } from "@nexusone/db/queries/catalog-categories";
import { deleteProduct, lockProduct } from "@nexusone/db/queries/catalog-product";
import { lockImportLog, updateImportLog } from "@nexusone/db/queries/imports-logs";
import type { Sentence } from "@nexusone/contracts/locale";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { giveBackProductSlot } from "../billing/product-slots.ts";
import { refundCredits } from "../billing/reserve-credits.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { purposeOf, type LogMemo } from "./import-rows.ts";
import { toRowView } from "./views.ts";

const WHY: Record<"expired" | "edited" | "not_imported" | "gone", Sentence> = {
  expired: { en: "the 7 days for it are over.", fr: "le délai de 7 jours est écoulé." },
  edited: {
    en: "the product was changed since. Undo it anyway to lose those changes.",
    fr: "le produit a été modifié depuis. Annulez quand même pour perdre ces changements.",
  },
  not_imported: { en: "nothing was imported.", fr: "rien n'a été importé." },
  gone: { en: "the product is not there any more.", fr: "le produit n'existe plus." },
};

/**
 * Takes an import back within 7 days: the product and everything of it, its place in the plan, its credits, and the category
 * it created if nothing else is in it. In one transaction. A second undo changes and refunds nothing.
 * @throws `import.cannot_undo` {why, cause}: expired, edited since (unless `force`), nothing imported.
 */
export async function undoImport(
  ctx: ServiceContext,
  rawInput: z.input<typeof UndoImportInput>,
): Promise<z.output<typeof ImportRowView>> {
  authorize(ctx, "catalog:import");
  const { importLogId, force } = UndoImportInput.parse(rawInput);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const log = await lockImportLog(tx, importLogId);
    if (!log) throw new DomainError("request.not_found");
    if (log.state === "undone") return toRowView(log);
    if (log.state !== "imported" || log.productId === null) throw refusal(ctx, "not_imported", null);
    if (!log.undoableUntil || log.undoableUntil <= now) throw refusal(ctx, "expired", log.productId);
    const product = await lockProduct(tx, log.productId);
    if (!product) throw refusal(ctx, "gone", log.productId);
    if (product.editedAt && !force) throw refusal(ctx, "edited", log.productId);

    await deleteProduct(tx, product.id);
    const memo = log.edit as LogMemo | null;
    if (memo?.createdCategoryId) await deleteEmptyCategory(tx, memo.createdCategoryId);
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
    failpoint("import.undo.before_commit");
    return toRowView(undone!); // locked above
  });
}

const refusal = (ctx: ServiceContext, cause: keyof typeof WHY, productId: string | null): DomainError =>
  new DomainError("import.cannot_undo", { why: WHY[cause][ctx.locale], cause, productId: productId ?? "" });
