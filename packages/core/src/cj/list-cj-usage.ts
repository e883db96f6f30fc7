import { ListCjUsageInput, type CjUsagePage } from "@nexusone/contracts/cj";
import { listCjUsageRows } from "@nexusone/db/queries/cj-usage";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

/** Every call made to CJ for this merchant, newest first. */
export async function listCjUsage(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListCjUsageInput> = {},
): Promise<z.output<typeof CjUsagePage>> {
  authorize(ctx, "cj:read");
  const { cursor, limit } = ListCjUsageInput.parse(rawInput);
  const rows = await readMerchant(ctx, (tx) => listCjUsageRows(tx, { limit, after: decodeCursor(InstantKey, cursor) }));
  const page = cutPage(rows, limit, (row) => ({ at: row.calledAt.toISOString(), id: row.id }));
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      at: row.calledAt.toISOString(),
      endpoint: row.endpoint,
      method: row.method,
      httpStatus: row.httpStatus,
      code: row.code,
      failure: row.failure,
      points: row.points,
      durationMs: row.durationMs,
    })),
  };
}
