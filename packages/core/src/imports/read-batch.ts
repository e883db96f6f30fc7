import { PricingContext } from "@nexusone/contracts/merchants";
import { reasonOf } from "@nexusone/contracts/reasons";
import type { PreviewRecord } from "@nexusone/db/queries/imports-previews";
import {
  addPreviewPoints,
  countPreviewRows,
  lockReadingPreview,
  settleReadRow,
  type listUnreadRows,
} from "@nexusone/db/queries/imports-reading";
import type { ImportState } from "@nexusone/db/queries/imports-state";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { isPassingFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { planRow } from "./allot.ts";
import { destinationOf, termsOf } from "./check-items.ts";
import { openRow, type PlannedRow } from "./planned-row.ts";
import { readPlanned } from "./read-planned.ts";
import type { Asked } from "./start-preview.ts";

/** An account of one call a second reads a batch in half a minute. */
const DEADLINE_MS = 120_000;

type Unread = Awaited<ReturnType<typeof listUnreadRows>>[number];

/** What returns tomorrow does not come back within the attempts there are. */
export const isWorthRetrying = (error: DomainError): boolean =>
  isPassingFailure(error) && !reasonOf(error.reason).later;

/**
 * Reads some rows of a preview and stores what came of them, in one transaction after the calls. Rows no supplier answered for
 * stay unread unless this is the `last` attempt.
 * @returns how many can be sold, how many rows of the preview are read, and what those that stay wait for.
 * @throws what makes the account unusable, and a failure of a supplier before any product was asked for.
 */
export async function readBatch(
  ctx: ServiceContext,
  preview: PreviewRecord,
  state: ImportState,
  batch: readonly Unread[],
  { last }: { readonly last: boolean },
): Promise<{ ok: number; read: number; waits: DomainError | undefined }> {
  const { rows, points } = await readPlanned(ctx, batch.map(toPlanned), {
    destination: destinationOf(state),
    room: batch.length,
    alone: false,
    deadlineMs: DEADLINE_MS,
  });
  failpoint("import.read.after_call");

  const terms = { pricing: termsOf(PricingContext.parse(preview.pricing)), country: state.destinationCountry };
  const waits = last ? undefined : rows.map(failureOf).find((failure) => failure && isWorthRetrying(failure));
  const settled = rows.flatMap((row, index) => {
    const failure = failureOf(row);
    if (failure && !last && isWorthRetrying(failure)) return [];
    return [{ id: batch[index]!.id, ...planRow(row, terms) }]; // one per row asked for
  });
  const counts = await inMerchantTx(ctx, async (tx) => {
    if (!(await lockReadingPreview(tx, preview.id))) return countPreviewRows(tx, preview.id);
    for (const { id, view, stored } of settled)
      await settleReadRow(tx, {
        id,
        status: view.status,
        reason: view.reason,
        reasonDetails: view.reasonDetails,
        existingProductId: view.existingProductId,
        view,
        snapshot: stored,
      });
    await addPreviewPoints(tx, preview.id, points);
    const now = await countPreviewRows(tx, preview.id);
    await recordEvent(
      tx,
      ctx,
      "import.preview_read",
      { previewId: preview.id, read: now.read, total: now.total, state: "reading" },
      { kind: "import", id: preview.id },
    );
    return now;
  });
  const ok = settled.filter(({ view }) => view.status === "ok").length;
  return { ok, read: counts.read, waits };
}

function toPlanned({ position, supplier, externalId, asked }: Unread): PlannedRow {
  const { item, vid } = asked as Asked; // written by `startPreview` only
  return openRow({ position, item, supplier, externalId, vid });
}

const failureOf = ({ reason, details }: PlannedRow): DomainError | undefined =>
  reason === null ? undefined : new DomainError(reason, details);
