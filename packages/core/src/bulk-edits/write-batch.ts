import {
  countBulkRows,
  findBulkEdit,
  listBulkRows,
  lockVersions,
  readForBulk,
  settleBulkRows,
  updateBulkEdit,
  writeStates,
  type BulkRowRecord,
  type ProductState,
} from "@nexusone/db/queries/bulk-edits";
import { findCategory } from "@nexusone/db/queries/catalog-categories";
import { listLinksOf } from "@nexusone/db/queries/catalog-list";
import { withdrawPriceQuestions } from "@nexusone/db/queries/inventory-proposals";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvents } from "../events/record-event.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import { searchTextOf } from "../catalog/search-text.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";

const TOGETHER = 100;

/** Carries out, or brings back, the next products of a bulk edit in one transaction. False when none is left. */
export async function writeBatch(ctx: ServiceContext, editId: string, run: JobRun | undefined): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    // Locked: two runs of the job take turns instead of changing the same products.
    const edit = await findBulkEdit(tx, editId, "update");
    if (edit?.state !== "running" && edit?.state !== "undoing") return false;
    const undoing = edit.state === "undoing";
    const [from, to] = undoing ? (["changed", "restored"] as const) : (["planned", "changed"] as const);
    const rows = await listBulkRows(tx, editId, { states: [from], limit: TOGETHER });
    if (rows.length === 0) {
      await updateBulkEdit(tx, editId, { state: undoing ? "undone" : "done" });
      // What is archived raises no alert, and what is no longer does.
      if (edit.change.status) await followAlerts(tx, ctx);
      return false;
    }
    const ids = rows.map((row) => row.productId);
    const [versions, counts] = [await lockVersions(tx, ids), await countBulkRows(tx, editId)];
    const same = rows.filter((row) => versions.get(row.productId) === row.version);
    const now = ctx.platform.clock.now().toISOString();
    const possible = await withKnownCategory(tx, same, (row) => (undoing ? row.before : row.after));
    const [read, links] = await Promise.all([readForBulk(tx, ids), listLinksOf(tx, ids)]);
    const found = new Map(read.map((one) => [one.product.id, one]));
    const states = possible.flatMap((row) => {
      const wanted = undoing ? row.before : row.after;
      const parts = found.get(row.productId);
      if (!wanted || !parts) return [];
      const { product, variants } = parts;
      const state: ProductState = undoing
        ? wanted
        : {
            ...wanted,
            editedAt: now,
            searchText: searchTextOf(
              product.name,
              links.get(product.id)?.externalId,
              product.brand,
              product.barcode,
              ...wanted.tags,
              ...variants.map(({ sku }) => sku),
            ),
          };
      return [{ row, state }];
    });
    await writeStates(
      tx,
      states.map(({ row, state }) => ({ productId: row.productId, state })),
    );
    const repriced = states.filter(({ state }) => state.variants !== null).map(({ row }) => row.productId);
    if (repriced.length > 0) await withdrawPriceQuestions(tx, repriced);
    const done = new Set(states.map(({ row }) => row.id));
    await settleBulkRows(
      tx,
      rows.map((row) =>
        done.has(row.id)
          ? { id: row.id, state: to, version: row.version + 1, reason: null }
          : {
              id: row.id,
              state: undoing ? ("kept" as const) : ("skipped" as const),
              version: row.version,
              reason: reasonOf(row, versions),
            },
      ),
    );
    await recordEvents(
      tx,
      ctx,
      "product.updated",
      states.map(({ row, state }) => {
        const start = undoing ? (row.after ?? row.before) : row.before;
        return {
          payload: {
            productId: row.productId,
            fields: fieldsOf(start, state),
            before: told(start),
            after: told(state),
          },
          subject: { kind: "product", id: row.productId },
        };
      }),
    );
    const open = counts.filter(({ state }) => state === from).reduce((sum, row) => sum + row.count, 0);
    const total = counts.reduce((sum, row) => sum + row.count, 0);
    run?.progress(total - open + rows.length, total);
    return true;
  });
}

/** A category may be removed between preview and commit; what would go into it is skipped. */
async function withKnownCategory(
  tx: MerchantTx,
  rows: readonly BulkRowRecord[],
  stateOf: (row: BulkRowRecord) => ProductState | null,
): Promise<BulkRowRecord[]> {
  const wanted = (row: BulkRowRecord): string | null => stateOf(row)?.categoryId ?? null;
  const known = new Set<string | null>([null]);
  for (const id of new Set(rows.map(wanted))) if (id && (await findCategory(tx, id))) known.add(id);
  return rows.filter((row) => known.has(wanted(row)));
}

function reasonOf(row: BulkRowRecord, versions: ReadonlyMap<string, number>) {
  const version = versions.get(row.productId);
  if (version === undefined) return "catalog.product_not_found";
  return version === row.version ? "catalog.category_not_found" : "catalog.stale";
}

const told = ({ status, categoryId, minPriceMinor, maxPriceMinor, tags }: ProductState) => ({
  status,
  categoryId,
  minPriceMinor,
  maxPriceMinor,
  tags,
});

function fieldsOf(before: ProductState, after: ProductState): string[] {
  const differs = (name: "status" | "categoryId" | "tags" | "priceRule" | "variants") =>
    JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  return [
    ...(["status", "categoryId", "tags", "priceRule"] as const).filter(differs),
    ...(differs("variants") ? ["prices"] : []),
  ];
}
