import type { PricingContext } from "@nexusone/contracts/merchants";
import type { ImportPreview, ImportSource } from "@nexusone/contracts/imports";
import type { PreviewId, PreviewRowId } from "@nexusone/contracts/ids";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { insertPreview } from "@nexusone/db/queries/imports-previews";
import type { z } from "zod";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import type { AllottedRow } from "./allot.ts";
import { importerOf } from "./importer.ts";
import type { Room } from "./room.ts";

export const PREVIEW_VALID_MS = 30 * MINUTE_MS;

export async function storePreview(
  ctx: ServiceContext,
  input: {
    planned: readonly AllottedRow[];
    source: ImportSource;
    points: number;
    room: Room;
    pricing: z.output<typeof PricingContext>;
  },
): Promise<ImportPreview> {
  const now = ctx.platform.clock.now();
  const expiresAt = addMs(now, PREVIEW_VALID_MS);
  const { planned } = input;
  const stored = await inMerchantTx(ctx, (tx) =>
    insertPreview(
      tx,
      {
        source: input.source,
        createdBy: importerOf(ctx.actor),
        expiresAt,
        cjPoints: input.points,
        pricing: input.pricing,
      },
      planned.map(({ view, supplier, stored: snapshot }, position) => ({
        position,
        ref: view.ref,
        supplier,
        externalId: view.externalId,
        status: view.status,
        reason: view.reason,
        reasonDetails: view.reasonDetails,
        existingProductId: view.existingProductId,
        view,
        snapshot,
      })),
    ),
  );
  const ok = planned.filter(({ view }) => view.status === "ok").length;
  return {
    id: stored.preview.id as PreviewId, // the database's own uuid
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    rows: planned.map(({ view: { numbers: _short, ...view } }, index) => ({
      ...view,
      id: stored.rowIds[index] as PreviewRowId,
    })),
    cost: { credits: ok * IMPORT_CREDITS, cjPoints: input.points },
    creditsAvailable: input.room.credits,
    productsLeft: input.room.products,
    pricing: input.pricing,
  };
}
