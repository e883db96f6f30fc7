import type { MeView } from "@nexusone/contracts/identity";
import type { SignedIn } from "@nexusone/core/identity/start-session";
import type { RequestContext } from "../context.ts";

/** The answer of a verb that has nothing to tell. */
export async function done(work: Promise<unknown>): Promise<{ ok: true }> {
  await work;
  return { ok: true };
}

/** The session's token goes into the HttpOnly cookie; the answer says who signed in and never carries it. */
export async function withCookie(ctx: RequestContext, work: Promise<SignedIn>): Promise<MeView> {
  const { token, expiresAt, me } = await work;
  ctx.setSessionCookie(token, expiresAt);
  return me;
}

export async function withoutCookie(ctx: RequestContext, work: Promise<unknown>): Promise<{ ok: true }> {
  await work;
  ctx.setSessionCookie(null);
  return { ok: true };
}
