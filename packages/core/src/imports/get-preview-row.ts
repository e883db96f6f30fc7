import { PreviewRowInput, type PreviewRow } from "@nexusone/contracts/imports";
import { findShownRow } from "@nexusone/db/queries/imports-reading";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

/** One row of a preview with every variant: cost, freight, price, margin and stock. Throws `preview.not_found`. */
export async function getPreviewRow(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewRowInput>,
): Promise<z.output<typeof PreviewRow>> {
  authorize(ctx, "catalog:import");
  const { rowId } = PreviewRowInput.parse(rawInput);
  const row = await readMerchant(ctx, (tx) => findShownRow(tx, rowId));
  if (!row) throw new DomainError("preview.not_found");
  const { view, ...standing } = row;
  return { ...(view as object), ...standing } as z.output<typeof PreviewRow>; // stored in that shape
}
