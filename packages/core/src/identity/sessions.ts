import type { SessionInput, SessionView } from "@nexusone/contracts/identity";
import type { SessionId } from "@nexusone/contracts/ids";
import { endSession, endSessions, listLiveSessions } from "@nexusone/db/queries/identity";
import { withUser } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** Ends the session that asks. Safe to repeat. */
export async function signOut(ctx: UserContext): Promise<void> {
  await withUser(ctx.platform.db, ctx.user.id, (tx) =>
    endSession(tx, ctx.user.id, ctx.user.sessionId, ctx.platform.clock.now()),
  );
}

/** Ends every session of the person, the one that asks too. */
export async function signOutEverywhere(ctx: UserContext): Promise<void> {
  await withUser(ctx.platform.db, ctx.user.id, (tx) => endSessions(tx, ctx.user.id, ctx.platform.clock.now()));
}

/** Live sessions, the last used first. */
export async function listSessions(ctx: UserContext): Promise<z.infer<typeof SessionView>[]> {
  const sessions = await withUser(ctx.platform.db, ctx.user.id, (tx) =>
    listLiveSessions(tx, ctx.user.id, ctx.platform.clock.now()),
  );
  return sessions.map((session) => ({
    id: session.id as SessionId,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    userAgent: session.userAgent,
    address: session.address,
    current: session.id === ctx.user.sessionId,
  }));
}

/** Ends one of one's own sessions. Throws `request.not_found` for any other. */
export async function revokeSession(ctx: UserContext, { sessionId }: z.output<typeof SessionInput>): Promise<void> {
  const ended = await withUser(ctx.platform.db, ctx.user.id, (tx) =>
    endSession(tx, ctx.user.id, sessionId, ctx.platform.clock.now()),
  );
  if (!ended) throw new DomainError("request.not_found");
}
