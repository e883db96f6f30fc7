import { PreviewImportInput, type ImportPreview, type ImportSource } from "@nexusone/contracts/imports";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { INTERACTIVE_MS } from "../deadline.ts";
import { failpoint } from "../failpoints.ts";
import { allot } from "./allot.ts";
import { checkItems, destinationOf, termsOf } from "./check-items.ts";
import { sourceOf } from "./importer.ts";
import { readPlanned } from "./read-planned.ts";
import { placesIn, roomOf } from "./room.ts";
import { storePreview } from "./store-preview.ts";

const PER_PRODUCT_MS = 3_000;
const LONGEST_MS = 90_000;

/**
 * Computes what an import would do and stores it for 30 minutes: rows with cost, freight, landed margin and stock per
 * variant, exclusions with their reason, cost in credits and CJ points. Reads the suppliers; changes nothing in the catalogue.
 * @throws `import.bulk_not_in_plan`, what makes the account at a supplier unusable (`cj.not_connected`, `cj.key_rejected`); and
 * for a single product any supplier's reason that kept it from being read (several: their rows carry it).
 */
export async function previewImport(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewImportInput>,
  source: ImportSource = sourceOf(ctx.actor),
): Promise<ImportPreview> {
  const { items } = PreviewImportInput.parse(rawInput);
  const { state, pricing, rows } = await checkItems(ctx, items);

  const waiting = rows.filter((row) => row.reason === null).length;
  const room = roomOf(state);
  const read = await readPlanned(ctx, rows, {
    destination: destinationOf(state),
    alone: items.length === 1,
    // A single product is read even when there is no room for it: its numbers are what the merchant came for.
    room: items.length === 1 ? 1 : placesIn(room),
    deadlineMs: Math.min(LONGEST_MS, INTERACTIVE_MS + PER_PRODUCT_MS * Math.max(0, waiting - 1)),
  });
  failpoint("import.preview.after_read");

  const planned = allot(read.rows, {
    pricing: termsOf(pricing),
    room,
    country: state.destinationCountry,
  });
  const preview = await storePreview(ctx, { planned, source, points: read.points, room, pricing });
  failpoint("import.preview.after_store");
  return preview;
}
