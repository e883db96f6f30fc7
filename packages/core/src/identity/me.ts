import { type MembershipView, type MeView, UserView } from "@nexusone/contracts/identity";
import type { UserId } from "@nexusone/contracts/ids";
import { ROLE_PERMISSIONS } from "@nexusone/contracts/permissions";
import { findUser, type PersonTx, type User } from "@nexusone/db/queries/identity";
import { listOwnMemberships } from "@nexusone/db/system/identity-lookups";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

export function userView(user: User): z.infer<typeof UserView> {
  return UserView.parse({ ...user, emailVerified: user.emailVerifiedAt !== null });
}

/** The person `tx` is bound to, with their merchants and what they may do there. */
export async function meOf(tx: PersonTx, userId: UserId): Promise<MeView> {
  const user = await findUser(tx, userId);
  if (!user) throw new DomainError("identity.session_expired");
  return { user: userView(user), memberships: await membershipViews(tx) };
}

export async function membershipViews(tx: PersonTx): Promise<z.infer<typeof MembershipView>[]> {
  const rows = await listOwnMemberships(tx);
  return rows.map((row) => ({ ...row, permissions: [...ROLE_PERMISSIONS[row.role]] }));
}

export function me(ctx: UserContext): Promise<MeView> {
  return withUser(ctx.platform.db, ctx.user.id, (tx) => meOf(tx, ctx.user.id));
}
