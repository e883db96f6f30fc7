import type { ChangeRoleInput, MembershipInput } from "@nexusone/contracts/identity";
import { ROLE_PERMISSIONS, type Role } from "@nexusone/contracts/permissions";
import {
  deleteMembership,
  lockMembership,
  updateRole,
  withdrawInvitations,
  type Membership,
} from "@nexusone/db/queries/team";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { endSessions } from "../extension/end-sessions.ts";
import { inMerchantTx } from "../transaction.ts";
import { assertMayManage } from "./invite.ts";

/** Counts from the member's next request. Throws `team.last_owner`, `team.role_too_high`, `request.not_found`. */
export async function changeRole(
  ctx: ServiceContext,
  { membershipId, role }: z.output<typeof ChangeRoleInput>,
): Promise<void> {
  authorize(ctx, "team:manage");
  assertMayManage(ctx, role);
  await inMerchantTx(ctx, async (tx) => {
    const membership = await lockManageable(tx, ctx, membershipId, role);
    if (membership.role === role) return;
    await updateRole(tx, membershipId, role);
    if (loses(membership.role, role)) await endWhatTheyGave(tx, ctx, membership.userId);
    const payload = { userId: membership.userId, from: membership.role, to: role };
    await recordEvent(tx, ctx, "member.role_changed", payload, { kind: "member", id: membershipId });
  });
}

/** Counts from the member's next request. Throws `team.last_owner`, `team.role_too_high`, `request.not_found`. */
export async function removeMember(
  ctx: ServiceContext,
  { membershipId }: z.output<typeof MembershipInput>,
): Promise<void> {
  authorize(ctx, "team:manage");
  await inMerchantTx(ctx, async (tx) => {
    const membership = await lockManageable(tx, ctx, membershipId, undefined);
    await deleteMembership(tx, membershipId);
    await endWhatTheyGave(tx, ctx, membership.userId);
    const payload = { userId: membership.userId };
    await recordEvent(tx, ctx, "member.removed", payload, { kind: "member", id: membershipId });
  });
}

/** The membership, locked together with all owners: two who dismiss each other at the same moment do not both succeed. */
async function lockManageable(
  tx: MerchantTx,
  ctx: ServiceContext,
  membershipId: string,
  becomes: Role | undefined,
): Promise<Membership> {
  const locked = await lockMembership(tx, membershipId);
  if (!locked) throw new DomainError("request.not_found");
  const { membership, owners } = locked;
  assertMayManage(ctx, membership.role);
  if (membership.role === "owner" && becomes !== "owner" && owners <= 1) throw new DomainError("team.last_owner");
  return membership;
}

const loses = (from: Role, to: Role): boolean =>
  ROLE_PERMISSIONS[from].some((permission) => !ROLE_PERMISSIONS[to].includes(permission));

/** Their browsers, refused at the next request, and their open invitations: mailed to themselves one would be a way back. */
async function endWhatTheyGave(tx: MerchantTx, ctx: ServiceContext, userId: string): Promise<void> {
  await endSessions(tx, ctx, { userId }, "extension.session_revoked");
  for (const invitationId of await withdrawInvitations(tx, { invitedBy: userId }, ctx.platform.clock.now()))
    await recordEvent(tx, ctx, "member.invitation_withdrawn", { invitationId });
}
