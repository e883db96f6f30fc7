import { ImportProductsInput, type ImportProductsResult } from "@nexusone/contracts/imports";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { commitImport } from "./commit-import.ts";
import { previewImport } from "./preview-import.ts";

/**
 * Preview and commit in one call, for programs (CAT-05, CAT-06, CAT-07). `dryRun` returns the preview alone. The settings
 * apply to every product. Throws what preview and commit throw, and `request.invalid` when no product is named.
 */
export async function importProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ImportProductsInput>,
): Promise<z.output<typeof ImportProductsResult>> {
  const { productIds = [], urls = [], dryRun, ...settings } = ImportProductsInput.parse(rawInput);
  const refs = [...productIds, ...urls].slice(0, 501);
  if (refs.length === 0 || refs.length > 500)
    throw new DomainError("request.invalid", { problem: "name 1 to 500 products by productIds or urls" });
  const preview = await previewImport(ctx, { items: refs.map((ref) => ({ ref, ...settings })) }, "api");
  return { preview, import: dryRun ? null : await commitImport(ctx, { previewId: preview.id }) };
}
