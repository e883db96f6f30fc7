import type { UserId } from "@nexusone/contracts/ids";
import { endSessions, findUser, updateUser, useToken, voidTokens, type PersonTx } from "@nexusone/db/queries/identity";
import { findTokenOwner, type TokenToIssue } from "@nexusone/db/system/identity-lookups";
import { withUser } from "@nexusone/db/with-merchant";
import type { ClientContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../secrets/keyring.ts";

export type Link = {
  readonly kind: TokenToIssue["kind"];
  readonly tokenHash: string;
  readonly owner: { readonly userId: UserId; readonly email: string };
};

/** Whose link a token is, before any costly work is done for it. Throws `identity.link_invalid` for an unknown one. */
export async function findLink(ctx: ClientContext, kind: TokenToIssue["kind"], token: string): Promise<Link> {
  const tokenHash = hashToken(token);
  const owner = await findTokenOwner(ctx.platform.db, kind, tokenHash);
  if (!owner) throw new DomainError("identity.link_invalid");
  return { kind, tokenHash, owner };
}

/**
 * Uses a link up and runs `fn` in the same transaction, bound to its owner: if `fn` fails the link is still good.
 * Throws `identity.link_invalid` for a used or late one; of simultaneous callers exactly one gets through.
 */
export function useLink<T>(
  ctx: ClientContext,
  { kind, tokenHash, owner }: Link,
  fn: (tx: PersonTx, owner: Link["owner"]) => Promise<T>,
): Promise<T> {
  const { db, clock } = ctx.platform;
  return withUser(db, owner.userId, async (tx) => {
    if (!(await useToken(tx, kind, tokenHash, clock.now()))) throw new DomainError("identity.link_invalid");
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
