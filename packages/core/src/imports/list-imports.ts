import { ListImportsInput, type ImportsPage } from "@nexusone/contracts/imports";
import { listImportLogRows } from "@nexusone/db/queries/imports-logs";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { toRowView } from "./views.ts";

/** Each import of one product (CAT-20), newest first. */
export async function listImports(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListImportsInput> = {},
): Promise<z.output<typeof ImportsPage>> {
  authorize(ctx, "catalog:read");
  const { cursor, limit } = ListImportsInput.parse(rawInput);
  const rows = await readMerchant(ctx, (tx) =>
    listImportLogRows(tx, { limit, after: decodeCursor(InstantKey, cursor) }),
  );
  const page = cutPage(rows, limit, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  return { ...page, items: page.items.map(toRowView) };
}
