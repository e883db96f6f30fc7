import type { ApiKeyView } from "@nexusone/contracts/api-keys";
import { listApiKeyRows } from "@nexusone/db/queries/api-keys";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { apiKeyView } from "./api-key-view.ts";

/** More than the working ones and those ended lately; the oldest fall off the screen, not out of the database. */
const LIMIT = 200;

/** The merchant's keys, newest first, ended ones too. */
export async function listApiKeys(ctx: ServiceContext): Promise<ApiKeyView[]> {
  authorize(ctx, "api_keys:manage");
  const now = ctx.platform.clock.now();
  const rows = await readMerchant(ctx, (tx) => listApiKeyRows(tx, LIMIT));
  return rows.map((row) => apiKeyView(row, now));
}
