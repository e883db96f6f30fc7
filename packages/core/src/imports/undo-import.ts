import { UndoImportInput, type ImportRowView } from "@nexusone/contracts/imports";
import { fill, type Sentence } from "@nexusone/contracts/locale";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { dropMadeCategories, undoRow, type UndoCause } from "./undo-row.ts";
import { toRowView } from "./views.ts";

const WHY: Record<Exclude<UndoCause, "missing">, Sentence> = {
  expired: { en: "the 7 days for it are over.", fr: "le délai de 7 jours est écoulé." },
  edited: {
    en: "the product was changed since. Undo it anyway to lose those changes.",
    fr: "le produit a été modifié depuis. Annulez quand même pour perdre ces changements.",
  },
  not_imported: { en: "nothing was imported.", fr: "rien n'a été importé." },
  gone: { en: "the product is not there any more.", fr: "le produit n'existe plus." },
  ordered: { en: "order {order} has this product.", fr: "la commande {order} contient ce produit." },
};

/**
 * Takes an import back within 7 days: the product and everything of it, its place in the plan, its credits, and the category
 * its import created if nothing else is in it. In one transaction. A second undo changes and refunds nothing.
 * @throws `import.cannot_undo` {why, cause}: expired, ordered (by which order), edited since (unless `force`), nothing imported.
 */
export async function undoImport(
  ctx: ServiceContext,
  rawInput: z.input<typeof UndoImportInput>,
): Promise<z.output<typeof ImportRowView>> {
  authorize(ctx, "catalog:import");
  const { importLogId, force } = UndoImportInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const undone = await undoRow(tx, ctx, importLogId, force);
    if (undone.cause === "missing") throw new DomainError("request.not_found");
    if (undone.cause !== null) throw refusal(ctx, undone.cause, undone);
    await dropMadeCategories(tx, undone.log.previewId);
    return toRowView(undone.log);
  });
}

type Facts = { readonly productId: string | null; readonly order?: string };
const refusal = (ctx: ServiceContext, cause: keyof typeof WHY, { productId, order = "" }: Facts): DomainError =>
  new DomainError("import.cannot_undo", {
    why: fill(WHY[cause][ctx.locale], { order }),
    cause,
    productId: productId ?? "",
    order,
  });
