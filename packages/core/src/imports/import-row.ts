import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { upsertCategory } from "@nexusone/db/queries/catalog-categories";
import { countSessionImport, updateImportLog, type ImportLogRow } from "@nexusone/db/queries/imports-logs";
import { findNewerReadings, type PlannedRowRecord } from "@nexusone/db/queries/imports-previews";
import { findImported } from "@nexusone/db/queries/imports-state";
import { writeImportedProduct } from "@nexusone/db/queries/imports-write";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { countUsage } from "../billing/count-usage.ts";
import { takeProductSlot } from "../billing/product-slots.ts";
import { commitReservation, reserveCredits } from "../billing/reserve-credits.ts";
import { searchTextOf } from "../catalog/search-text.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { hasMoved, planWith, sellableVariants, type Edit } from "./apply-edit.ts";
import { importerOf } from "./importer.ts";
import type { PreviewRowShape } from "./row-view.ts";
import type { ProductSnapshot, StoredRow } from "./snapshot.ts";

export const UNDO_MS = 7 * DAY_MS;
export const IMPORT_FEATURE = "import";
/** Names the credits of one import in the ledger's reservations. */
export const purposeOf = (logId: string): string => `import:${logId}`;

/** What a log keeps of a commit beside its result. */
export type LogMemo = { readonly edit: Edit | null; readonly createdCategoryId: string | null };

/**
 * Carries out one claimed row inside the caller's transaction: product with everything around it, plan place, credits,
 * usage, event and the log's result. No network. Any DomainError means that the transaction must be rolled back.
 * @throws `catalog.already_imported` {productId}, `preview.moved`, `import.plan_limit`, `import.credits_missing`,
 * `import.price_needs_quote`, `import.nothing_to_sell`.
 */
export async function importRow(
  tx: MerchantTx,
  ctx: ServiceContext,
  claim: {
    log: ImportLogRow;
    row: PlannedRowRecord;
    edit: Edit | null;
    reading: ProductSnapshot | null;
    reserved: boolean;
  },
): Promise<ImportLogRow> {
  const { log, row, edit } = claim;
  const now = ctx.platform.clock.now();
  const stored = row.snapshot as StoredRow; // rows with status ok have one
  const { product } = stored;
  const view = row.view as PreviewRowShape;
  const plan = planWith(stored.plan, edit);
  failpoint("import.commit.after_claim");

  const variants = sellableVariants(product, plan);
  await Promise.all([refuseMoved(tx, row, stored, claim.reading), refuseDuplicate(tx, product.externalId)]);
  const tags = [...new Set(edit?.tags ?? view.tags)];
  const categoryName = edit?.categoryName ?? view.categoryName;
  const category = categoryName ? await upsertCategory(tx, categoryName) : null;
  const productId = await writeImportedProduct(tx, {
    name: product.name,
    descriptionHtml: product.descriptionHtml,
    categoryId: category?.id ?? null,
    currency: plan.terms.currency,
    optionNames: product.optionNames,
    priceRule: plan.rule,
    images: product.images,
    tags,
    searchText: searchTextOf(
      product.name,
      product.sku,
      product.externalId,
      ...tags,
      ...variants.map((variant) => variant.sku),
    ),
    variants,
    link: {
      supplier: "cj",
      environment: product.environment,
      externalId: product.externalId,
      url: product.url,
      supplierName: product.supplierName,
      categoryPath: product.categoryPath,
    },
    rawOf: row.id,
    readAt: new Date(product.readAt),
    importedAt: now,
  });
  if (productId === undefined) {
    await refuseDuplicate(tx, product.externalId);
    throw new Error("a supplier link exists without its product");
  }
  failpoint("import.commit.after_product");

  // Locks the plan row: from here to the commit imports of one merchant go one after the other, so it comes late.
  await takeProductSlot(tx);
  const purpose = purposeOf(log.id);
  if (!claim.reserved) await reserveCredits(tx, { amount: IMPORT_CREDITS, feature: IMPORT_FEATURE, purpose });
  // Independent of each other: they travel together on the pipelined connection.
  const paid = commitReservation(tx, purpose, {
    kind: "import",
    reference: { kind: "product", id: productId, label: product.name.slice(0, 120) },
    at: now,
  }).then(() => failpoint("import.commit.after_credits"));
  const { extensionSessionId } = importerOf(ctx.actor);
  const usage = countUsage(tx, ctx, IMPORT_FEATURE);
  const session = extensionSessionId ? countSessionImport(tx, extensionSessionId, now) : undefined;
  const event = recordEvent(
    tx,
    ctx,
    "product.imported",
    {
      productId,
      externalId: product.externalId,
      source: log.source,
      credits: IMPORT_CREDITS,
      importLogId: log.id,
    },
    { kind: "product", id: productId },
  );
  const result = updateImportLog(tx, log.id, {
    state: "imported",
    reason: null,
    productId,
    credits: IMPORT_CREDITS,
    finishedAt: now,
    undoableUntil: addMs(now, UNDO_MS),
    edit: { edit, createdCategoryId: category?.created ? category.id : null } satisfies LogMemo,
  });
  const [done] = await Promise.all([result, paid, usage, session, event]);
  failpoint("import.commit.before_commit");
  return done!; // the log was claimed in this transaction
}

async function refuseDuplicate(tx: MerchantTx, externalId: string): Promise<void> {
  const productId = (await findImported(tx, "cj", [externalId])).get(externalId);
  if (productId !== undefined) throw new DomainError("catalog.already_imported", { productId, externalId });
}

/** Against the reading made for this commit, else the newest one any later preview of this merchant left behind. */
async function refuseMoved(
  tx: MerchantTx,
  row: PlannedRowRecord,
  stored: StoredRow,
  reading: ProductSnapshot | null,
): Promise<void> {
  const newer = await findNewerReadings(tx, [stored.product.externalId], row.createdAt);
  const known = newer.get(stored.product.externalId) as StoredRow | undefined;
  const readings = [reading, known?.product].filter((snapshot) => snapshot != null);
  if (readings.some((later) => hasMoved(stored, later)))
    throw new DomainError("preview.moved", { externalId: stored.product.externalId });
}
