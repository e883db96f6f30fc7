import { ImportInput, type ImportView } from "@nexusone/contracts/imports";
import { findPreview } from "@nexusone/db/queries/imports-previews";
import { listLogsOfPreview } from "@nexusone/db/queries/imports-logs";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { toImportView } from "./views.ts";

/** How a committed preview fares, row by row; its logs outlive the preview itself. */
export async function getImport(ctx: ServiceContext, rawInput: z.input<typeof ImportInput>): Promise<ImportView> {
  authorize(ctx, "catalog:read");
  const { id } = ImportInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const logs = await listLogsOfPreview(tx, id);
    if (logs.length === 0 && !(await findPreview(tx, id))) throw new DomainError("preview.not_found");
    return toImportView(id, logs);
  });
}
