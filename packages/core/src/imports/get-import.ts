import { ImportInput, type ImportView } from "@nexusone/contracts/imports";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { importViewOf } from "./views.ts";

/** How a preview fares once it is committed, row by row; its logs outlive the preview itself. Throws `preview.not_found`. */
export async function getImport(ctx: ServiceContext, rawInput: z.input<typeof ImportInput>): Promise<ImportView> {
  authorize(ctx, "catalog:read");
  const { id } = ImportInput.parse(rawInput);
  return readMerchant(ctx, (tx) => importViewOf(tx, id));
}
