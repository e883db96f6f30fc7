import type { RunningPreview, TriageRow } from "@nexusone/contracts/imports";
import { PricingContext } from "@nexusone/contracts/merchants";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { findImportState } from "@nexusone/db/queries/imports-state";
import type { PreviewRecord } from "@nexusone/db/queries/imports-previews";
import { listPreviewRows } from "@nexusone/db/queries/imports-reading";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { roomOf } from "./room.ts";

/** A stored preview as it stands, without what is known of single variants. */
export async function runningPreview(tx: MerchantTx, preview: PreviewRecord): Promise<RunningPreview> {
  const [stored, state, pricing] = await Promise.all([
    listPreviewRows(tx, preview.id),
    findImportState(tx),
    preview.pricing === null ? pricingContext(tx) : PricingContext.parse(preview.pricing),
  ]);
  if (!state) throw new DomainError("request.merchant_forbidden");
  const room = roomOf(state);
  const rows = stored.map(
    ({ view, ...row }) => ({ ...(view as object), ...row }) as TriageRow, // stored in that shape
  );
  const ok = rows.filter((row) => row.status === "ok").length;
  return {
    id: preview.id as RunningPreview["id"], // the database's own uuid
    state: preview.state,
    read: rows.filter((row) => row.status !== "reading").length,
    total: rows.length,
    createdAt: preview.createdAt.toISOString(),
    expiresAt: preview.expiresAt.toISOString(),
    rows,
    cost: { credits: ok * IMPORT_CREDITS, cjPoints: preview.cjPoints },
    creditsAvailable: room.credits,
    productsLeft: room.products,
    pricing,
  };
}
