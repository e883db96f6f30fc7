import { StartPreviewInput, type ImportSource, type RunningPreview } from "@nexusone/contracts/imports";
import { findPreviewByKey, insertReadingPreview } from "@nexusone/db/queries/imports-previews";
import type { z } from "zod";
import { addMs, HOUR_MS } from "../clock.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { planRow } from "./allot.ts";
import { checkItems, termsOf } from "./check-items.ts";
import { importerOf, sourceOf } from "./importer.ts";
import type { PlannedRow } from "./planned-row.ts";
import { runningPreview } from "./preview-view.ts";
import { readPreviewJob } from "./read-preview-job.ts";
import { PREVIEW_VALID_MS } from "./store-preview.ts";

/** Nobody waits longer for a reading; a preview that is not ready by then is swept. */
const LONGEST_READING_MS = 6 * HOUR_MS;

/** What a stored row waits for: the item as asked, and the variant its address preselects. */
export type Asked = Pick<PlannedRow, "item" | "vid">;

/**
 * The preview of many products: stored at once, and read by a job that `imports.getPreview` and the event
 * `import.preview_read` tell about. Safe to repeat: the same `key` gives the same preview. Calls no supplier.
 * @throws `import.bulk_not_in_plan`, and why the merchant cannot use a supplier that is named, such as `cj.not_connected`.
 */
export async function startPreview(
  ctx: ServiceContext,
  rawInput: z.input<typeof StartPreviewInput>,
  source: ImportSource = sourceOf(ctx.actor),
): Promise<RunningPreview> {
  authorize(ctx, "catalog:import");
  const { key, items } = StartPreviewInput.parse(rawInput);
  const { pricing, rows, state } = await checkItems(ctx, items);
  const known = await readMerchant(ctx, (tx) => findPreviewByKey(tx, key));
  if (known) return readMerchant(ctx, (tx) => runningPreview(tx, known));

  const now = ctx.platform.clock.now();
  const reading = rows.some((row) => row.reason === null);
  const context = { pricing: termsOf(pricing), country: state.destinationCountry };
  const view = await inMerchantTx(ctx, async (tx) => {
    const stored = await insertReadingPreview(
      tx,
      {
        key,
        source,
        state: reading ? "reading" : "ready",
        createdBy: importerOf(ctx.actor),
        pricing,
        expiresAt: addMs(now, reading ? LONGEST_READING_MS : PREVIEW_VALID_MS),
      },
      rows.map((row) => toStored(row, planRow(row, context).view)),
    );
    if (!stored) {
      const other = await findPreviewByKey(tx, key);
      return runningPreview(tx, other!); // whoever was faster has committed it
    }
    if (reading)
      await ctx.platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        readPreviewJob,
        { merchantId: ctx.merchantId, previewId: stored.id },
        { interactive: items.length <= 20, operation: { by: ctx, subject: { kind: "import", id: stored.id } } },
      );
    return runningPreview(tx, stored);
  });
  failpoint("import.start.after_store");
  return view;
}

function toStored(row: PlannedRow, view: ReturnType<typeof planRow>["view"]) {
  const { position, item, vid, supplier, externalId, existingProductId } = row;
  const status = row.reason === null ? ("reading" as const) : ("excluded" as const);
  return {
    position,
    ref: item.ref,
    supplier,
    externalId,
    status,
    reason: row.reason,
    reasonDetails: row.details,
    existingProductId,
    asked: status === "reading" ? ({ item, vid } satisfies Asked) : null,
    view: { ...view, status },
  };
}
