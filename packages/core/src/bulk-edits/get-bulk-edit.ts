import { BulkEditInput, BulkEditRowsInput, type BulkEditRows, type BulkEditView } from "@nexusone/contracts/bulk-edits";
import {
  findBulkEdit,
  listBulkRows,
  readFaces,
  type BulkRowRecord,
  type ProductState,
} from "@nexusone/db/queries/bulk-edits";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { bulkEditViewOf } from "./bulk-edit-view.ts";

/** How a bulk edit stands, with counts. Throws `preview.not_found`. */
export async function getBulkEdit(ctx: ServiceContext, rawInput: z.input<typeof BulkEditInput>): Promise<BulkEditView> {
  authorize(ctx, "catalog:edit");
  const { id } = BulkEditInput.parse(rawInput);
  return readMerchant(ctx, (tx) => bulkEditViewOf(tx, id));
}

const SHOWN = ["planned", "changed", "skipped", "restored", "kept"] as const;

/** What it makes of each product, or what it leaves out and why, a page at a time. Throws `preview.not_found`. */
export async function listBulkEditRows(
  ctx: ServiceContext,
  rawInput: z.input<typeof BulkEditRowsInput>,
): Promise<z.output<typeof BulkEditRows>> {
  authorize(ctx, "catalog:edit");
  const { id, after, limit, excluded } = BulkEditRowsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    if (!(await findBulkEdit(tx, id))) throw new DomainError("preview.not_found");
    const states = excluded ? (["excluded"] as const) : SHOWN;
    const rows = await listBulkRows(tx, id, { states: [...states], after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const categoryIds = page.flatMap((row) => [row.before.categoryId ?? [], row.after?.categoryId ?? []].flat());
    const { faces, categories } = await readFaces(
      tx,
      page.map((row) => row.productId),
      [...new Set(categoryIds)],
    );
    return {
      items: page.map((row) => {
        const face = faces.get(row.productId);
        return {
          ...factsOf(row, categories),
          name: face?.name ?? "",
          imageUrl: face?.imageUrl ?? null,
          currency: face?.currency ?? "",
        };
      }) as z.output<typeof BulkEditRows>["items"], // ids come from our own uuid columns
      next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
    };
  });
}

function factsOf(row: BulkRowRecord, categories: ReadonlyMap<string, string>) {
  const facts = (state: ProductState) => ({
    status: state.status,
    category: categories.get(state.categoryId ?? "") ?? null,
    tags: state.tags,
    minPriceMinor: state.minPriceMinor,
    maxPriceMinor: state.maxPriceMinor,
    minMarginBps: state.minMarginBps,
  });
  return {
    position: row.position,
    productId: row.productId,
    state: row.state,
    reason: row.reason,
    reasonDetails: row.reasonDetails,
    before: facts(row.before),
    after: row.after && facts(row.after),
  };
}
