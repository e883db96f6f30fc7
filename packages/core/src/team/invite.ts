import type { InvitationView, InviteInput } from "@nexusone/contracts/identity";
import { roleMayManage, type Role } from "@nexusone/contracts/permissions";
import { findUser } from "@nexusone/db/queries/identity";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { insertInvitation, withdrawInvitations } from "@nexusone/db/queries/team";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { takeAttempt } from "../identity/throttle.ts";
import { linkMail } from "../mail/link-mails.ts";
import { mailAfterCommit } from "../mail/mail-after-commit.ts";
import { hashToken, randomToken } from "../secrets/keyring.ts";
import { inMerchantTx } from "../transaction.ts";
import { invitationView } from "./list-team.ts";

const INVITATION_MS = 7 * DAY_MS;

/**
 * Mails an invitation; an open one to the same address is replaced, its link no longer works.
 * Throws `team.member_exists`, `team.role_too_high`, `identity.email_unverified`, `identity.sign_in_throttled`.
 */
export async function invite(
  ctx: ServiceContext,
  { email, role }: z.output<typeof InviteInput>,
): Promise<z.infer<typeof InvitationView>> {
  authorize(ctx, "team:manage");
  assertMayManage(ctx, role);
  // Our mail server writes to strangers here: as rarely to one address, and for one merchant, as for any link.
  await takeAttempt({ platform: ctx.platform, address: ctx.merchantId }, "link", email);
  const now = ctx.platform.clock.now();
  const token = randomToken();
  const invitation = await inMerchantTx(ctx, async (tx) => {
    const inviter = actorUserId(ctx.actor);
    const user = inviter && (await findUser(tx, inviter));
    if (!user || !user.emailVerifiedAt) throw new DomainError("identity.email_unverified");
    if ((await listMembers(tx)).some((member) => member.email === email)) throw new DomainError("team.member_exists");
    await withdrawInvitations(tx, { email }, now);
    const stored = await insertInvitation(tx, {
      email,
      role,
      tokenHash: hashToken(token),
      invitedBy: user.id,
      expiresAt: addMs(now, INVITATION_MS),
    });
    await recordEvent(tx, ctx, "member.invited", { invitationId: stored.id, role });
    const merchant = (await findMerchantWithRate(tx))?.merchant.name ?? "";
    const url = `${ctx.platform.config.publicUrl}/auth/invite?token=${token}`;
    mailAfterCommit(tx, ctx, {
      to: email,
      ...linkMail("invitation", ctx.locale, { name: actorName(ctx.actor), merchant, url }),
    });
    return stored;
  });
  return invitationView(invitation);
}

/** Throws `team.role_too_high` unless the actor may appoint or dismiss somebody of that role. */
export function assertMayManage(ctx: ServiceContext, target: Role): void {
  if ("role" in ctx.actor && !roleMayManage(ctx.actor.role, target)) throw new DomainError("team.role_too_high");
}
