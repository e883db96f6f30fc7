import type { InvitationInput } from "@nexusone/contracts/identity";
import { withdrawInvitations } from "@nexusone/db/queries/team";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/** Makes an open invitation worthless. Throws `request.not_found` for any other. */
export async function withdrawInvitation(
  ctx: ServiceContext,
  { invitationId }: z.output<typeof InvitationInput>,
): Promise<void> {
  authorize(ctx, "team:manage");
  await inMerchantTx(ctx, async (tx) => {
    const withdrawn = await withdrawInvitations(tx, { id: invitationId }, ctx.platform.clock.now());
    if (withdrawn.length === 0) throw new DomainError("request.not_found");
    await recordEvent(tx, ctx, "member.invitation_withdrawn", { invitationId });
  });
}
