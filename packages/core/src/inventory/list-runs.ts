import type { SyncRunsPage } from "@nexusone/contracts/inventory";
import { PageInput } from "@nexusone/contracts/paging";
import { countInventory } from "@nexusone/db/queries/inventory-alerts";
import { findRunUnderWay, listSyncRunRows } from "@nexusone/db/queries/inventory-runs";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { runView } from "./run-view.ts";

const Position = z.object({ id: z.uuid() });

/** Every sync there was, newest first. */
export async function listRuns(
  ctx: ServiceContext,
  rawInput: z.input<typeof PageInput> = {},
): Promise<z.output<typeof SyncRunsPage>> {
  authorize(ctx, "catalog:read");
  const { limit, cursor } = PageInput.parse(rawInput);
  const before = decodeCursor(Position, cursor)?.id;
  const rows = await readMerchant(ctx, (tx) => listSyncRunRows(tx, { limit, before }));
  const page = cutPage(rows, limit, ({ id }) => ({ id }));
  return { ...page, items: page.items.map(runView) };
}

/** How many alerts, approvals and unread products there are, and the sync under way, else the last one. */
export function getInventory(ctx: ServiceContext) {
  authorize(ctx, "catalog:read");
  return readMerchant(ctx, async (tx) => {
    const counts = await countInventory(tx);
    const run = (await findRunUnderWay(tx)) ?? (await listSyncRunRows(tx, { limit: 1 }))[0];
    return { ...counts, run: run ? runView(run) : null };
  });
}
