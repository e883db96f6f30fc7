import type { ReasonCode } from "@nexusone/contracts/reasons";
import {
  countPreviewRows,
  excludeRows,
  listRowStates,
  lockReadingPreview,
  markPreviewReady,
} from "@nexusone/db/queries/imports-reading";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { addMs } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { placesOf, type Refusal } from "./allot.ts";
import { findImportedRefs } from "./imported-refs.ts";
import { roomOf } from "./room.ts";
import { PREVIEW_VALID_MS } from "./store-preview.ts";

/**
 * Ends the reading of a preview, in one transaction: what was imported meanwhile is left out, places in the plan and credits go
 * to the first rows that can be sold, and the rows nobody read are left out because of `unread`, or because there is no place
 * for them. From here on it can be committed, for 30 minutes. Safe to repeat.
 * @returns false, and it is still being read, when there is a place for a row nobody has read.
 */
export async function finishPreview(ctx: ServiceContext, previewId: string, unread?: DomainError): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    if (!(await lockReadingPreview(tx, previewId))) return true;
    const rows = (await listRowStates(tx, previewId)).filter((row) => row.status !== "excluded");
    const state = await findImportState(tx);
    const imported = await findImportedRefs(tx, rows);
    for (const row of rows) {
      const productId = imported.of(row);
      if (productId === undefined) continue;
      const reason = "catalog.already_imported" satisfies ReasonCode;
      await excludeRows(tx, [row.id], { reason, reasonDetails: { productId }, existingProductId: productId });
    }
    const takePlace = state ? placesOf(roomOf(state)) : () => null;
    const left = new Map<string, { refusal: Refusal; ids: string[] }>();
    for (const row of rows) {
      if (imported.of(row) !== undefined) continue;
      const refusal = row.status === "reading" && unread ? unread : takePlace();
      if (!refusal && row.status === "reading") return false;
      if (!refusal) continue;
      const known = left.get(refusal.reason) ?? { refusal, ids: [] };
      left.set(refusal.reason, { ...known, ids: [...known.ids, row.id] });
    }
    for (const { ids, refusal } of left.values())
      await excludeRows(tx, ids, { reason: refusal.reason, reasonDetails: refusal.details });

    await markPreviewReady(tx, previewId, addMs(ctx.platform.clock.now(), PREVIEW_VALID_MS));
    const { read, total } = await countPreviewRows(tx, previewId);
    await recordEvent(
      tx,
      ctx,
      "import.preview_read",
      { previewId, read, total, state: "ready" },
      { kind: "import", id: previewId },
    );
    failpoint("import.read.before_ready");
    return true;
  });
}
