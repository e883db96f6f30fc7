import type { MeView } from "@nexusone/contracts/identity";
import type { SessionId, UserId } from "@nexusone/contracts/ids";
import { insertSession, type PersonTx } from "@nexusone/db/queries/identity";
import { addMs, DAY_MS } from "../clock.ts";
import type { ClientContext } from "../context.ts";
import { hashToken, randomToken } from "../secrets/keyring.ts";
import { meOf } from "./me.ts";

/** Sessions end 30 days after their last use. */
export const SESSION_MS = 30 * DAY_MS;

export type NewSession = { readonly id: SessionId; readonly token: string; readonly expiresAt: Date };
/** What a sign-in gives: the token is for the HttpOnly cookie and for nothing else. */
export type SignedIn = { readonly token: string; readonly expiresAt: Date; readonly me: MeView };

/** Stores a session of the person `tx` is bound to, from where `ctx` comes. */
export async function startSession(
  tx: PersonTx,
  ctx: ClientContext,
  userId: UserId,
  lifetimeMs = SESSION_MS,
): Promise<NewSession> {
  const token = randomToken();
  const now = ctx.platform.clock.now();
  const expiresAt = addMs(now, lifetimeMs);
  const id = await insertSession(tx, {
    userId,
    tokenHash: hashToken(token),
    userAgent: ctx.userAgent.slice(0, 400),
    address: ctx.address,
    lastUsedAt: now,
    expiresAt,
  });
  return { id, token, expiresAt };
}

/** Starts a session and says who signed in, for verbs whose last step this is. */
export async function signInWithin(tx: PersonTx, ctx: ClientContext, userId: UserId): Promise<SignedIn> {
  const { token, expiresAt } = await startSession(tx, ctx, userId);
  return { token, expiresAt, me: await meOf(tx, userId) };
}
