import type { ReasonCode } from "@nexusone/contracts/reasons";
import { revokeSessions } from "@nexusone/db/queries/extension";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

/** Ends the open sessions that match, with the reason their next request will hear. @returns how many were open */
export async function endSessions(
  tx: MerchantTx,
  ctx: ServiceContext,
  filter: { readonly sessionId?: string; readonly userId?: string },
  reason: ReasonCode,
): Promise<number> {
  const ended = await revokeSessions(tx, filter, { at: ctx.platform.clock.now(), reason });
  for (const id of ended) {
    const subject = { kind: "extension_session", id } as const;
    await recordEvent(tx, ctx, "extension.revoked", { sessionId: id, reason }, subject);
  }
  return ended.length;
}
