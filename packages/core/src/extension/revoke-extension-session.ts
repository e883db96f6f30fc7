import { findSession } from "@nexusone/db/queries/extension";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { endSessions } from "./end-sessions.ts";
import { ownOrAll } from "./whose-sessions.ts";

/**
 * Ends one paired browser: its very next request is refused. One's own needs `extension:use`, others' `extension:manage`.
 * Safe to repeat. @throws request.not_found, also for a session that is not for the actor to see
 */
export async function revokeExtensionSession(
  ctx: ServiceContext,
  input: { readonly sessionId: string },
): Promise<void> {
  authorize(ctx, "extension:use");
  const { userId } = ownOrAll(ctx);
  await inMerchantTx(ctx, async (tx) => {
    const session = await findSession(tx, input.sessionId);
    if (!session || (userId && session.userId !== userId)) throw new DomainError("request.not_found");
    await endSessions(tx, ctx, { sessionId: session.id }, "extension.session_revoked");
  });
}
