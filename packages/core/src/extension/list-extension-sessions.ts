import type { ExtensionSessionView } from "@nexusone/contracts/extension";
import { ExtensionSessionId } from "@nexusone/contracts/ids";
import { listSessions } from "@nexusone/db/queries/extension";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { ownOrAll } from "./whose-sessions.ts";

/** More than anyone pairs; the oldest fall off the screen, not out of the database. */
const LIMIT = 200;

/** Paired browsers, newest first: one's own, everybody's with `extension:manage`. */
export async function listExtensionSessions(ctx: ServiceContext): Promise<ExtensionSessionView[]> {
  authorize(ctx, "extension:use");
  const now = ctx.platform.clock.now();
  const rows = await readMerchant(ctx, (tx) => listSessions(tx, { ...ownOrAll(ctx), limit: LIMIT }));
  return rows.map((row) => ({
    id: ExtensionSessionId.parse(row.id),
    name: row.name,
    browser: row.browser,
    userName: row.userName,
    scopes: row.scopes,
    status: row.revokedAt ? "revoked" : row.expiresAt <= now ? "expired" : "active",
    createdAt: row.pairedAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedReason: row.revokedReason,
    importCount: row.importCount,
    lastImportAt: row.lastImportAt?.toISOString() ?? null,
  }));
}
