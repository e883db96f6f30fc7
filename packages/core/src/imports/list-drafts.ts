import type { DraftView } from "@nexusone/contracts/imports";
import { listDraftRows } from "@nexusone/db/queries/imports-drafts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { toDraftView } from "./draft-view.ts";

const MOST = 100;

/** The merchant's drafts, newest first, the last hundred; discarded ones are not shown. */
export async function listDrafts(ctx: ServiceContext): Promise<z.output<typeof DraftView>[]> {
  authorize(ctx, "catalog:read");
  const rows = await readMerchant(ctx, (tx) => listDraftRows(tx, MOST));
  return rows.map(toDraftView);
}
