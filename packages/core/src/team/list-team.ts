import type { InvitationView, MemberView, TeamView } from "@nexusone/contracts/identity";
import type { InvitationId } from "@nexusone/contracts/ids";
import { listOpenInvitations, type Invitation } from "@nexusone/db/queries/team";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

/** Everybody who works for the merchant, the longest serving first, and the open invitations, the newest first. */
export function listTeam(ctx: ServiceContext): Promise<z.infer<typeof TeamView>> {
  authorize(ctx, "team:read");
  const you = actorUserId(ctx.actor);
  return readMerchant(ctx, async (tx) => {
    const members: z.infer<typeof MemberView>[] = (await listMembers(tx)).map((member) => ({
      ...member,
      joinedAt: member.joinedAt.toISOString(),
      isYou: member.userId === you,
    }));
    return { members, invitations: (await listOpenInvitations(tx, ctx.platform.clock.now())).map(invitationView) };
  });
}

export function invitationView(invitation: Invitation): z.infer<typeof InvitationView> {
  const { id, email, role, expiresAt, createdAt } = invitation;
  return {
    id: id as InvitationId,
    email,
    role,
    expiresAt: expiresAt.toISOString(),
    createdAt: createdAt.toISOString(),
  };
}
