import { and, desc, eq, gt, inArray, isNull, lt, ne } from "drizzle-orm";
import type { SessionId, UserId } from "@nexusone/contracts/ids";
import { accountLogs, userSessions, users, userTokens } from "../schema/users.ts";
import type { MerchantTx, UserTx } from "../with-merchant.ts";

/** Rows of a person: also within a merchant's transaction that names the person. */
export type PersonTx = UserTx | MerchantTx;
export type User = typeof users.$inferSelect;
export type UserSession = typeof userSessions.$inferSelect;

/** Inserts the person the transaction is bound to; undefined when the address is taken. */
export async function insertUser(tx: PersonTx, row: typeof users.$inferInsert): Promise<User | undefined> {
  const [user] = await tx.insert(users).values(row).onConflictDoNothing({ target: users.email }).returning();
  return user;
}

/** The person the transaction is bound to. */
export async function findUser(tx: PersonTx, id: string): Promise<User | undefined> {
  const [user] = await tx.select().from(users).where(eq(users.id, id));
  return user;
}

export async function updateUser(
  tx: PersonTx,
  id: string,
  change: Partial<Pick<User, "name" | "phoneNumber" | "locale" | "passwordHash" | "emailVerifiedAt">>,
): Promise<User | undefined> {
  const [user] = await tx.update(users).set(change).where(eq(users.id, id)).returning();
  return user;
}

export async function insertSession(tx: PersonTx, row: typeof userSessions.$inferInsert): Promise<SessionId> {
  const [session] = await tx.insert(userSessions).values(row).returning({ id: userSessions.id });
  if (!session) throw new Error("the session was not stored");
  return session.id as SessionId;
}

const live = (now: Date) => and(isNull(userSessions.revokedAt), gt(userSessions.expiresAt, now));

/** Live sessions of the person, the last used first. */
export async function listLiveSessions(tx: PersonTx, userId: UserId, now: Date): Promise<UserSession[]> {
  return tx
    .select()
    .from(userSessions)
    .where(and(eq(userSessions.userId, userId), live(now)))
    .orderBy(desc(userSessions.lastUsedAt), desc(userSessions.id));
}

/** False when there is no such live session of the person. */
export async function endSession(tx: PersonTx, userId: UserId, id: string, now: Date): Promise<boolean> {
  const ended = await tx
    .update(userSessions)
    .set({ revokedAt: now })
    .where(and(eq(userSessions.userId, userId), eq(userSessions.id, id), live(now)))
    .returning({ id: userSessions.id });
  return ended.length > 0;
}

/** Ends every session of the person, but for the one to keep. */
export async function endSessions(tx: PersonTx, userId: UserId, now: Date, keep?: string): Promise<void> {
  await tx
    .update(userSessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(userSessions.userId, userId),
        isNull(userSessions.revokedAt),
        keep === undefined ? undefined : ne(userSessions.id, keep),
      ),
    );
}

type TokenKind = (typeof userTokens.$inferSelect)["kind"];

/** Uses a one-time token up. Of any number of simultaneous callers exactly one gets true. */
export async function useToken(tx: PersonTx, kind: TokenKind, tokenHash: string, now: Date): Promise<boolean> {
  const used = await tx
    .update(userTokens)
    .set({ usedAt: now })
    .where(
      and(
        eq(userTokens.tokenHash, tokenHash),
        eq(userTokens.kind, kind),
        isNull(userTokens.usedAt),
        gt(userTokens.expiresAt, now),
      ),
    )
    .returning({ id: userTokens.id });
  return used.length > 0;
}

/** Makes the person's unused links of these kinds worthless. */
export async function voidTokens(tx: PersonTx, userId: UserId, kinds: readonly TokenKind[], now: Date): Promise<void> {
  await tx
    .update(userTokens)
    .set({ usedAt: now })
    .where(and(eq(userTokens.userId, userId), inArray(userTokens.kind, [...kinds]), isNull(userTokens.usedAt)));
}

/** What was done to the account of the person the transaction is bound to, newest first, one more than `limit` when there is more. */
export function listAccountActs(tx: UserTx, userId: UserId, page: { before?: string | undefined; limit: number }) {
  return tx
    .select()
    .from(accountLogs)
    .where(and(eq(accountLogs.userId, userId), page.before === undefined ? undefined : lt(accountLogs.id, page.before)))
    .orderBy(desc(accountLogs.id))
    .limit(page.limit + 1);
}
