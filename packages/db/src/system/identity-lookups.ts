import { sql, type SQL } from "drizzle-orm";
import type { InvitationId, MembershipId, MerchantId, SessionId, UserId } from "@nexusone/contracts/ids";
import type { Locale } from "@nexusone/contracts/locale";
import type { Role } from "@nexusone/contracts/permissions";
import type { Plan } from "@nexusone/contracts/plans";
import { withSystem, type AnyTx, type Database, type MerchantTx, type UserTx } from "../with-merchant.ts";

type Row = Record<string, unknown>;

async function rowsOf(tx: AnyTx, query: SQL): Promise<Row[]> {
  return (await tx.execute(query)).rows;
}

export type FoundSession = {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly isPlatformAdmin: boolean;
  /** In the merchant asked about; null for a stranger to it, or when none was named. */
  readonly role: Role | null;
  /** Of that merchant. */
  readonly plan: Plan | null;
  readonly expiresAt: Date;
  /** The use was written down (at most once a minute) and the end moved: the cookie should be set anew. */
  readonly renewed: boolean;
};

export type SessionQuery = {
  readonly merchantId: MerchantId | undefined;
  readonly now: Date;
  readonly slideUntil: Date;
};

// The casts below restate what the functions of `identity.ts` declare to return.
const foundSession = (row: Row | undefined): FoundSession | undefined =>
  row && {
    sessionId: row["session_id"] as SessionId,
    userId: row["user_id"] as UserId,
    email: row["email"] as string,
    name: row["name"] as string,
    locale: row["locale"] as Locale,
    isPlatformAdmin: row["is_platform_admin"] === true,
    role: row["role"] as Role | null,
    plan: row["plan"] as Plan | null,
    expiresAt: new Date(row["expires_at"] as string),
    renewed: row["renewed"] === true,
  };

/** A live session by the hash of its cookie's token, with the role in the merchant named; use prolongs it. One round trip. */
export function findSessionByToken(
  db: Database,
  tokenHash: string,
  query: SessionQuery,
): Promise<FoundSession | undefined> {
  return withSystem(db, async (tx) => {
    const [row] = await rowsOf(
      tx,
      sql`select * from system.authenticate_cookie(${tokenHash}, ${query.merchantId ?? null}, ${query.now.toISOString()}, ${query.slideUntil.toISOString()})`,
    );
    return foundSession(row);
  });
}

/**
 * The same for many cookies in one statement, each answered at its place. Taken in the order of the hashes, so that two
 * processes that prolong the same sessions do not wait for each other in a circle.
 */
export function findSessionsByToken(
  db: Database,
  asked: readonly { readonly tokenHash: string; readonly merchantId: MerchantId | undefined }[],
  { now, slideUntil }: Pick<SessionQuery, "now" | "slideUntil">,
): Promise<(FoundSession | undefined)[]> {
  const query = asked.map(({ tokenHash, merchantId }, place) => ({ place, hash: tokenHash, merchant: merchantId }));
  return withSystem(db, async (tx) => {
    const rows = await rowsOf(
      tx,
      sql`select q.place, f.* from (
            select * from jsonb_to_recordset(${JSON.stringify(query)}::jsonb) as r(place int, hash text, merchant uuid) order by hash
          ) q cross join lateral system.authenticate_cookie(q.hash, q.merchant, ${now.toISOString()}, ${slideUntil.toISOString()}) f`,
    );
    const found = new Map(rows.map((row) => [row["place"], foundSession(row)]));
    return asked.map((_, place) => found.get(place));
  });
}

/** A live session by the claims of a verified bearer token. One round trip. */
export function findSessionBySubject(
  db: Database,
  subject: { readonly sessionId: string; readonly userId: string },
  query: SessionQuery,
): Promise<FoundSession | undefined> {
  return withSystem(db, async (tx) => {
    const [row] = await rowsOf(
      tx,
      sql`select * from system.authenticate_subject(${subject.sessionId}, ${subject.userId}, ${query.merchantId ?? null}, ${query.now.toISOString()}, ${query.slideUntil.toISOString()})`,
    );
    return foundSession(row);
  });
}

export type FoundUser = {
  readonly id: UserId;
  readonly name: string;
  readonly locale: Locale;
  readonly passwordHash: string | null;
  readonly verified: boolean;
};

export function findUserByEmail(db: Database, email: string): Promise<FoundUser | undefined> {
  return withSystem(db, async (tx) => {
    const [row] = await rowsOf(tx, sql`select * from system.find_user_by_email(${email})`);
    return (
      row && {
        id: row["id"] as UserId,
        name: row["name"] as string,
        locale: row["locale"] as Locale,
        passwordHash: row["password_hash"] as string | null,
        verified: row["verified"] === true,
      }
    );
  });
}

export type TokenToIssue = {
  readonly email: string;
  readonly kind: "magic_link" | "verify_email" | "reset_password";
  readonly tokenHash: string;
  readonly expiresAt: Date;
};

/** Stores a one-time token for the account of that address; undefined, after the same work, when there is none. */
export async function issueUserToken(
  tx: AnyTx,
  token: TokenToIssue,
): Promise<{ name: string; locale: Locale } | undefined> {
  const [row] = await rowsOf(
    tx,
    sql`select * from system.issue_user_token(${token.email}, ${token.kind}, ${token.tokenHash}, ${token.expiresAt.toISOString()})`,
  );
  return row && { name: row["name"] as string, locale: row["locale"] as Locale };
}

/** Whose one-time token this is, used up or not: the owner's transaction decides. */
export function findTokenOwner(
  db: Database,
  kind: TokenToIssue["kind"],
  tokenHash: string,
): Promise<{ userId: UserId; email: string } | undefined> {
  return withSystem(db, async (tx) => {
    const [row] = await rowsOf(tx, sql`select * from system.find_token_owner(${kind}, ${tokenHash})`);
    return row && { userId: row["user_id"] as UserId, email: row["email"] as string };
  });
}

export type FoundInvitation = {
  readonly id: InvitationId;
  readonly merchantId: MerchantId;
  readonly email: string;
  readonly locale: Locale;
};

/** The invitation a link leads to, open or not: the merchant's transaction decides. */
export function findInvitation(db: Database, tokenHash: string): Promise<FoundInvitation | undefined> {
  return withSystem(db, async (tx) => {
    const [row] = await rowsOf(tx, sql`select * from system.find_invitation(${tokenHash})`);
    return (
      row && {
        id: row["id"] as InvitationId,
        merchantId: row["merchant_id"] as MerchantId,
        email: row["email"] as string,
        locale: row["locale"] as Locale,
      }
    );
  });
}

export type MembershipRow = {
  readonly merchantId: MerchantId;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly plan: Plan;
  readonly isDemo: boolean;
};

/** Merchants of the user the transaction is bound to, by name. */
export async function listOwnMemberships(tx: UserTx | MerchantTx): Promise<MembershipRow[]> {
  const rows = await rowsOf(tx, sql`select * from system.memberships_of_user()`);
  return rows.map((row) => ({
    merchantId: row["merchant_id"] as MerchantId,
    slug: row["slug"] as string,
    name: row["name"] as string,
    role: row["role"] as Role,
    plan: row["plan"] as Plan,
    isDemo: row["is_demo"] === true,
  }));
}

export type MemberRow = {
  readonly id: MembershipId;
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly role: Role;
  readonly joinedAt: Date;
};

/** Staff of the merchant the transaction is bound to, the longest serving first. */
export async function listMembers(tx: MerchantTx): Promise<MemberRow[]> {
  const rows = await rowsOf(tx, sql`select * from system.members_of_merchant()`);
  return rows.map((row) => ({
    id: row["id"] as MembershipId,
    userId: row["user_id"] as UserId,
    name: row["name"] as string,
    email: row["email"] as string,
    locale: row["locale"] as Locale,
    role: row["role"] as Role,
    joinedAt: new Date(row["joined_at"] as string),
  }));
}

/** Gives back tokens taken with `leaseTokens`; harmless when their window has passed. */
export async function returnTokens(db: Database, key: string, windowMs: number, count = 1): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.return_tokens(${key}, ${windowMs}, ${count})`));
}

/** Forgets sessions and one-time links that ended before `before`; for a daily job. Safe to repeat. */
export async function pruneIdentity(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_identity(${before.toISOString()})`));
}
