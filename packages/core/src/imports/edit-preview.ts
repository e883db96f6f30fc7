import { EditPreviewInput, type RunningPreview } from "@nexusone/contracts/imports";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { listReadRows, lockPreview, writeEditedRows } from "@nexusone/db/queries/imports-edits";
import type { PreviewRecord } from "@nexusone/db/queries/imports-previews";
import { countPreviewRows } from "@nexusone/db/queries/imports-reading";
import { findImportState } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { placesOf } from "./allot.ts";
import { editRow, takesPart, type EditableRow } from "./edit-row.ts";
import { runningPreview } from "./preview-view.ts";
import { roomOf, type Room } from "./room.ts";

/**
 * Changes rows of a ready preview: rule, category, tags, or whether they go in. Prices and margins are computed anew from what
 * was read, without asking the supplier; the commit then carries out what is shown from here on. Rows whose product was never
 * read, and those imported meanwhile, stay as they are. Safe to repeat.
 * @throws `preview.not_found`, `preview.not_ready`, `preview.expired`, `preview.committed`, `request.invalid` (too many tags).
 */
export async function editPreview(
  ctx: ServiceContext,
  rawInput: z.input<typeof EditPreviewInput>,
): Promise<RunningPreview> {
  authorize(ctx, "catalog:import");
  const { id, rowIds, change } = EditPreviewInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const preview = await lockPreview(tx, id);
    if (!preview) throw new DomainError("preview.not_found");
    refuseClosed(preview, ctx.platform.clock.now());
    const [read, counts, state] = await Promise.all([
      listReadRows(tx, id, rowIds),
      countPreviewRows(tx, id),
      findImportState(tx),
    ]);
    if (!state) throw new DomainError("request.merchant_forbidden");
    const rows = read as EditableRow[]; // stored in that shape
    const others = counts.ok - rows.filter(({ status }) => status === "ok").length;
    const takePlace = placesOf(without(roomOf(state), others));
    // Who is in stays in before others come in.
    const ordered = [...rows.filter(({ status }) => status === "ok"), ...rows.filter(({ status }) => status !== "ok")];
    const country = state.destinationCountry;
    await writeEditedRows(
      tx,
      ordered.filter(takesPart).map((row) => editRow(row, change, { takePlace, country })),
    );
    return runningPreview(tx, preview);
  });
}

function refuseClosed(preview: PreviewRecord, now: Date): void {
  if (preview.committedAt) throw new DomainError("preview.committed");
  if (preview.state === "reading") throw new DomainError("preview.not_ready");
  if (preview.expiresAt <= now) throw new DomainError("preview.expired");
}

/** The room that is left beside so many rows. */
const without = (room: Room, rows: number): Room => ({
  ...room,
  products: room.products === null ? null : Math.max(0, room.products - rows),
  credits: room.credits - rows * IMPORT_CREDITS,
});
