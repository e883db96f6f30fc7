import { randomUUID } from "node:crypto";
import type { AcceptInvitationInput } from "@nexusone/contracts/identity";
import type { UserId } from "@nexusone/contracts/ids";
import { findUser, insertUser } from "@nexusone/db/queries/identity";
import { claimInvitation, insertMembership } from "@nexusone/db/queries/team";
import { findInvitation, findUserByEmail, type FoundInvitation } from "@nexusone/db/system/identity-lookups";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ClientContext, ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { refuseDistantDemo, type Nearness } from "../identity/demo-users.ts";
import { assertStrongPassword, hashPassword } from "../identity/password.ts";
import { signInWithin, type SignedIn } from "../identity/start-session.ts";
import { proveEmail } from "../identity/use-link.ts";
import { hashToken } from "../secrets/keyring.ts";

type Input = z.output<typeof AcceptInvitationInput>;

/**
 * Joins the merchant that invites and signs in: the link proves the address. Somebody new gives name and password.
 * Throws `identity.link_invalid` (used, withdrawn, late; all but one of simultaneous callers), `team.account_details_needed`
 * (the link stays good), `identity.password_weak`.
 */
export async function acceptInvitation(ctx: ClientContext, input: Input, nearness: Nearness): Promise<SignedIn> {
  const { db } = ctx.platform;
  const invitation = await findInvitation(db, hashToken(input.token));
  if (!invitation) throw new DomainError("identity.link_invalid");
  refuseDistantDemo(ctx.platform, invitation.email, nearness);
  const known = await findUserByEmail(db, invitation.email);
  const person = known ? { id: known.id, create: undefined } : await newPerson(invitation.email, input);

  const by = { actor: `user:${person.id}`, requestId: ctx.requestId };
  return withMerchant(db, { merchantId: invitation.merchantId, userId: person.id, by }, async (tx) => {
    const claimed = await claimInvitation(tx, invitation.id, ctx.platform.clock.now());
    if (!claimed) throw new DomainError("identity.link_invalid");
    if (person.create) {
      const row = { ...person.create, locale: ctx.locale, emailVerifiedAt: ctx.platform.clock.now() };
      if (!(await insertUser(tx, row))) throw new DomainError("identity.email_taken");
    }
    await proveEmail(tx, ctx, person.id);
    await join(tx, ctx, invitation, { userId: person.id, role: claimed.role });
    return signInWithin(tx, ctx, person.id);
  });
}

async function newPerson(email: string, { name, password }: Input) {
  if (!name || !password) throw new DomainError("team.account_details_needed");
  assertStrongPassword(password, email);
  const id = randomUUID() as UserId;
  return { id, create: { id, email, name, passwordHash: await hashPassword(password) } };
}

async function join(
  tx: MerchantTx,
  ctx: ClientContext,
  invitation: FoundInvitation,
  { userId, role }: Pick<Extract<ServiceContext["actor"], { kind: "user" }>, "userId" | "role">,
): Promise<void> {
  const membership = await insertMembership(tx, { userId, role, joinedAt: ctx.platform.clock.now() });
  // Somebody who came in another way keeps their role.
  if (!membership) return;
  const user = await findUser(tx, userId);
  const actor = { kind: "user", userId, name: user?.name ?? "", role, sessionId: "" } as const;
  const service: ServiceContext = {
    platform: ctx.platform,
    requestId: ctx.requestId,
    locale: ctx.locale,
    merchantId: invitation.merchantId,
    actor,
    tx,
  };
  await recordEvent(tx, service, "member.joined", { userId, role }, { kind: "member", id: membership.id });
}
