import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { endSessions } from "./end-sessions.ts";

/** A paired browser ends its own session, and can end no other: so no permission is asked. @throws extension.not_paired */
export async function disconnectExtension(ctx: ServiceContext): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "extension_session") throw new DomainError("extension.not_paired");
  await inMerchantTx(ctx, (tx) => endSessions(tx, ctx, { sessionId: actor.sessionId }, "extension.disconnected"));
}
