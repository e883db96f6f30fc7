import { ImportInput, type RunningPreview } from "@nexusone/contracts/imports";
import { findPreview } from "@nexusone/db/queries/imports-previews";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { runningPreview } from "./preview-view.ts";

/** A preview as it stands: while its rows are read, when it is ready, and until it is swept. Throws `preview.not_found`. */
export async function getPreview(ctx: ServiceContext, rawInput: z.input<typeof ImportInput>): Promise<RunningPreview> {
  authorize(ctx, "catalog:import");
  const { id } = ImportInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const preview = await findPreview(tx, id);
    if (!preview) throw new DomainError("preview.not_found");
    return runningPreview(tx, preview);
  });
}
