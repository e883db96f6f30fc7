import { ImportInput, type ImportView } from "@nexusone/contracts/imports";
import { setPaused } from "@nexusone/db/queries/imports-previews";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { importViewOf } from "./views.ts";

/**
 * Holds a running import: rows being written are finished, no other is begun, their credits stay reserved. Lasts until
 * `imports.resume`, whatever becomes of the processes. Safe to repeat; of an import that is done it changes nothing.
 * @throws `preview.not_found`
 */
export async function pauseImport(ctx: ServiceContext, rawInput: z.input<typeof ImportInput>): Promise<ImportView> {
  authorize(ctx, "catalog:import");
  const { id } = ImportInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const queued = await setPaused(tx, id, ctx.platform.clock.now());
    if (queued !== undefined)
      await recordEvent(tx, ctx, "import.paused", { previewId: id, queued }, { kind: "import", id });
    return importViewOf(tx, id);
  });
}
