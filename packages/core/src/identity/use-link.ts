import type { UserId } from "@nexusone/contracts/ids";
import { endSessions, findUser, updateUser, useToken, voidTokens, type PersonTx } from "@nexusone/db/queries/identity";
import { findTokenOwner, type TokenToIssue } from "@nexusone/db/system/identity-lookups";
import { withUser } from "@nexusone/db/with-merchant";
import type { ClientContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../secrets/keyring.ts";

/**
 * Uses a one-time link up and runs `fn` in the same transaction, bound to its owner: if `fn` fails the link is still good.
 * Throws `identity.link_invalid` for an unknown, used or late one; of simultaneous callers exactly one gets through.
 */
export async function useLink<T>(
  ctx: ClientContext,
  link: { readonly kind: TokenToIssue["kind"]; readonly token: string },
  fn: (tx: PersonTx, owner: { userId: UserId; email: string }) => Promise<T>,
): Promise<T> {
  const { db, clock } = ctx.platform;
  const tokenHash = hashToken(link.token);
  const owner = await findTokenOwner(db, link.kind, tokenHash);
  if (!owner) throw new DomainError("identity.link_invalid");
  return withUser(db, owner.userId, async (tx) => {
    if (!(await useToken(tx, link.kind, tokenHash, clock.now()))) throw new DomainError("identity.link_invalid");
    return fn(tx, owner);
  });
}

/**
 * Somebody proved to read the mails of this account. If nobody had before, whoever set its password may be a stranger who
 * signed up with another's address: that password and the sessions opened with it end.
 */
export async function proveEmail(tx: PersonTx, ctx: ClientContext, userId: UserId): Promise<void> {
  const user = await findUser(tx, userId);
  if (!user || user.emailVerifiedAt) return;
  const now = ctx.platform.clock.now();
  await updateUser(tx, userId, { emailVerifiedAt: now, passwordHash: null });
  await endSessions(tx, userId, now);
  await voidTokens(tx, userId, ["verify_email"], now);
}
