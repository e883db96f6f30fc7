import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { endSessions } from "./end-sessions.ts";
import { ownOrAll } from "./whose-sessions.ts";

/** Ends all the sessions the actor may see: one's own, everybody's with `extension:manage`. @returns how many were open */
export async function revokeAllExtensionSessions(ctx: ServiceContext): Promise<{ revoked: number }> {
  authorize(ctx, "extension:use");
  const revoked = await inMerchantTx(ctx, (tx) => endSessions(tx, ctx, ownOrAll(ctx), "extension.session_revoked"));
  return { revoked };
}
