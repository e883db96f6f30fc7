import { ListHoursInput, type HoursPage } from "@nexusone/contracts/analytics";
import { selectHours } from "@nexusone/db/queries/analytics";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { windowOf } from "./window.ts";

/** The hourly rows behind a figure, newest first. */
export async function listHours(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListHoursInput>,
): Promise<z.output<typeof HoursPage>> {
  authorize(ctx, "analytics:read");
  const { range, area, operation, cursor, limit } = ListHoursInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const rows = await readMerchant(ctx, async (tx) =>
    selectHours(tx, { window: await windowOf(tx, ctx, range), area, operation, limit, after }),
  );
  const page = cutPage(rows, limit, (row) => ({ at: row.hour.toISOString(), id: row.id }));
  return {
    ...page,
    items: page.items.map(({ id, hour, outcome, calls, totalMs, maxMs, histogram }) => {
      const timed = histogram.some((count) => count > 0);
      return {
        id,
        hour: hour.toISOString(),
        outcome,
        calls,
        averageMs: timed ? Math.round((totalMs / calls) * 10) / 10 : null,
        maxMs: timed ? maxMs : null,
      };
    }),
  };
}
