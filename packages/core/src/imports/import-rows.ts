import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { upsertCategory } from "@nexusone/db/queries/catalog-categories";
import { countSessionImports, finishImportLogs, type ImportLogRow } from "@nexusone/db/queries/imports-logs";
import { findNewerReadings, type PlannedRowRecord } from "@nexusone/db/queries/imports-previews";
import { writeImportedProducts, type NewImportedProduct } from "@nexusone/db/queries/imports-write";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { countUsage } from "../billing/count-usage.ts";
import { takeProductSlots } from "../billing/product-slots.ts";
import { commitReservations, reserveCredits } from "../billing/reserve-credits.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvents } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { queueMediaProcessing } from "../media/copy-pictures-job.ts";
import { hasMoved, type Edit } from "./apply-edit.ts";
import { findImportedRefs, refKey } from "./imported-refs.ts";
import { importerOf } from "./importer.ts";
import { newProduct, type NewProduct } from "./new-product.ts";
import type { ProductSnapshot, StoredRow } from "./snapshot.ts";

export const UNDO_MS = 7 * DAY_MS;
export const IMPORT_FEATURE = "import";
/** Names the credits of one import in the ledger's reservations. */
export const purposeOf = (logId: string): string => `import:${logId}`;

/** What a log keeps of a commit beside its result. */
export type LogMemo = { readonly edit: Edit | null; readonly createdCategoryId: string | null };
export const editOf = (log: ImportLogRow): Edit | null => (log.edit as LogMemo | null)?.edit ?? null; // written by `newLog`

/** A log its transaction has claimed, the row it is about, and a reading made for this commit. */
export type Claim = {
  readonly log: ImportLogRow;
  readonly row: PlannedRowRecord;
  readonly reading: ProductSnapshot | null;
};

/**
 * Carries out claimed rows of one preview inside the caller's transaction: products with everything around them, plan places,
 * credits, usage, events and the logs' results; the number of statements does not depend on the number of rows. No network.
 * All rows or none: any error means that the transaction must be rolled back.
 * @throws `catalog.already_imported` {productId}, `preview.moved`, `import.plan_limit`, `import.credits_missing`,
 * `import.price_needs_quote`, `import.nothing_to_sell`.
 */
export async function importRows(
  tx: MerchantTx,
  ctx: ServiceContext,
  claims: readonly Claim[],
  options: { readonly reserved: boolean },
): Promise<ImportLogRow[]> {
  failpoint("import.commit.after_claim");
  const now = ctx.platform.clock.now();
  const planned = claims.map(({ log, row }) => newProduct(row, editOf(log), now));
  const links = planned.map(({ product }) => product.link);
  await Promise.all([refuseMoved(tx, claims), refuseDuplicates(tx, links)]);

  const categoryOf = await makeCategories(tx, planned);
  const written = new Map<string, string>();
  for (const [supplier, own] of Map.groupBy(planned, ({ product }) => product.link.supplier)) {
    const products = own.map((one) => ({ ...one.product, categoryId: categoryOf(one)?.id ?? null }));
    for (const [externalId, id] of await writeImportedProducts(tx, products))
      written.set(refKey(supplier, externalId), id);
  }
  if (written.size < claims.length) {
    await refuseDuplicates(tx, links);
    throw new Error("a supplier link exists without its product");
  }
  failpoint("import.commit.after_product");

  const createdIn = new Set<string>();
  const imports = claims.map(({ log }, index) => {
    const { product } = planned[index]!; // one per claim
    const productId = written.get(refKey(product.link.supplier, product.link.externalId))!; // all were written
    const category = categoryOf(planned[index]!);
    // A category is given up with the first product it was made for.
    const createdCategoryId = category?.created && !createdIn.has(category.id) ? category.id : null;
    if (createdCategoryId) createdIn.add(createdCategoryId);
    return { log, productId, product, edit: { edit: editOf(log), createdCategoryId } satisfies LogMemo };
  });

  // Locks the plan row: from here to the commit imports of one merchant go one after the other, so it comes late.
  await takeProductSlots(tx, imports.length);
  const purposes = imports.map(({ log }) => purposeOf(log.id));
  if (!options.reserved) await reserveCredits(tx, { amount: IMPORT_CREDITS, feature: IMPORT_FEATURE, purposes });
  // Independent of each other: they travel together on the pipelined connection.
  const paid = commitReservations(
    tx,
    imports.map(({ log, productId, product }) => ({
      purpose: purposeOf(log.id),
      reference: { kind: "product", id: productId, label: product.name.slice(0, 120) },
    })),
    { kind: "import", at: now },
  ).then(() => failpoint("import.commit.after_credits"));
  const { extensionSessionId } = importerOf(ctx.actor);
  const usage = countUsage(tx, ctx, IMPORT_FEATURE, imports.length);
  const session = extensionSessionId ? countSessionImports(tx, extensionSessionId, now, imports.length) : undefined;
  const events = recordEvents(
    tx,
    ctx,
    "product.imported",
    imports.map(({ log, productId }) => ({
      payload: {
        productId,
        externalId: log.externalId,
        source: log.source,
        credits: IMPORT_CREDITS,
        importLogId: log.id,
      },
      subject: { kind: "product", id: productId },
    })),
  );
  const outcome = { credits: IMPORT_CREDITS, finishedAt: now, undoableUntil: addMs(now, UNDO_MS) };
  const finished = finishImportLogs(
    tx,
    imports.map(({ log, productId, edit }) => ({ id: log.id, productId, edit })),
    outcome,
  );
  const pictured = imports.filter(({ product }) => product.images.length > 0);
  const pictures = queueMediaProcessing(
    tx,
    ctx,
    pictured.map(({ productId }) => productId),
  );
  await Promise.all([paid, usage, session, events, finished, pictures]);
  failpoint("import.commit.before_commit");
  return imports.map(({ log, productId, edit }) => ({
    ...log,
    ...outcome,
    state: "imported",
    reason: null,
    productId,
    edit,
  }));
}

async function refuseDuplicates(tx: MerchantTx, links: readonly NewImportedProduct["link"][]): Promise<void> {
  const imported = await findImportedRefs(tx, links);
  for (const link of links) {
    const productId = imported.of(link);
    if (productId !== undefined)
      throw new DomainError("catalog.already_imported", { productId, externalId: link.externalId });
  }
}

/** Against the reading made for this commit, else the newest one any later preview of this merchant left behind. */
async function refuseMoved(tx: MerchantTx, claims: readonly Claim[]): Promise<void> {
  const [first] = claims;
  if (!first) return;
  for (const [supplier, own] of Map.groupBy(claims, ({ row }) => row.supplier!)) {
    const externalIds = own.map(({ row }) => row.externalId ?? "");
    const newer = await findNewerReadings(tx, supplier, externalIds, first.row.createdAt); // rows of one preview have one date
    for (const { row, reading } of own) {
      const stored = row.snapshot as StoredRow; // rows with status ok have one
      const known = newer.get(stored.product.externalId) as StoredRow | undefined;
      // Rows of one preview may be read over a long time: only what was not read before this row counts.
      const later = known && known.product.readAt >= stored.product.readAt ? known.product : null;
      const readings = [reading, later].filter((snapshot) => snapshot !== null);
      if (readings.some((snapshot) => hasMoved(stored, snapshot)))
        throw new DomainError("preview.moved", { externalId: stored.product.externalId });
    }
  }
}

/** The categories these products name, made when missing; in one order for all, so that two transactions cannot deadlock. */
async function makeCategories(tx: MerchantTx, planned: readonly NewProduct[]) {
  const nameOf = new Map(
    planned.flatMap(({ categoryName }) => (categoryName ? [[categoryName.toLowerCase(), categoryName] as const] : [])),
  );
  const found = new Map<string, { id: string; created: boolean }>();
  for (const key of [...nameOf.keys()].sort()) found.set(key, await upsertCategory(tx, nameOf.get(key)!));
  return ({ categoryName }: NewProduct) => found.get(categoryName?.toLowerCase() ?? "");
}
