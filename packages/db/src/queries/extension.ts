import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { ExtensionScope, Role } from "@nexusone/contracts/permissions";
import type { Plan } from "@nexusone/contracts/plans";
import { categories } from "../schema/catalog.ts";
import { chromeExtensionSessions, extensionPairings, extensionRefreshTokens } from "../schema/extension.ts";
import { memberships, merchants } from "../schema/merchants.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

export type ExtensionSessionRow = typeof chromeExtensionSessions.$inferSelect;
export type RefreshTokenRow = typeof extensionRefreshTokens.$inferSelect;
export type PairingRow = typeof extensionPairings.$inferSelect;

/** Whose code it is, while it can still be used. Does not consume it. */
export async function findPairingOffer(db: Database, codeHash: string, now: Date) {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{
      merchant_id: string;
      merchant_name: string;
      user_name: string;
      scopes: ExtensionScope[];
      expires_at: string;
    }>(sql`select * from system.find_extension_pairing(${codeHash}, ${now})`);
    const row = rows[0];
    return (
      row && {
        merchantId: row.merchant_id,
        merchantName: row.merchant_name,
        userName: row.user_name,
        scopes: row.scopes,
        expiresAt: new Date(row.expires_at),
      }
    );
  });
}

/** Where a refresh token belongs, whatever state it is in. */
export async function findRefreshOwner(db: Database, tokenHash: string) {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ merchant_id: string; session_id: string }>(
      sql`select * from system.find_extension_refresh(${tokenHash})`,
    );
    return rows[0] && { merchantId: rows[0].merchant_id, sessionId: rows[0].session_id };
  });
}

/** The state a request of the extension depends on; notes the use. See `system.authenticate_extension`. */
export async function readExtensionAccess(
  db: Database,
  input: { merchantId: string; sessionId: string; predecessorId: string | null; now: Date },
) {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{
      user_id: string;
      user_name: string;
      locale: string;
      role: Role | null;
      plan: Plan;
      scopes: ExtensionScope[];
      expires_at: string;
      revoked_at: string | null;
      revoked_reason: string | null;
    }>(sql`select * from system.authenticate_extension(
      ${input.merchantId}, ${input.sessionId}, ${input.predecessorId}, ${input.now})`);
    const row = rows[0];
    return (
      row && {
        userId: row.user_id,
        userName: row.user_name,
        locale: row.locale,
        role: row.role,
        plan: row.plan,
        scopes: row.scopes,
        expiresAt: new Date(row.expires_at),
        revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
        revokedReason: row.revoked_reason,
      }
    );
  });
}

/** False when another live or dead code has that hash: draw again. */
export async function insertPairing(
  tx: MerchantTx,
  row: Pick<PairingRow, "userId" | "codeHash" | "name" | "scopes" | "expiresAt">,
): Promise<boolean> {
  const { rowCount } = await tx.insert(extensionPairings).values(row).onConflictDoNothing();
  return rowCount === 1;
}

export async function deletePairingsBefore(tx: MerchantTx, before: Date): Promise<void> {
  await tx.delete(extensionPairings).where(lt(extensionPairings.expiresAt, before));
}

/** Uses the code up; undefined when it is used or expired. Of two at once one gets it. */
export async function consumePairing(tx: MerchantTx, codeHash: string, now: Date): Promise<PairingRow | undefined> {
  const [row] = await tx
    .update(extensionPairings)
    .set({ usedAt: now })
    .where(
      and(
        eq(extensionPairings.codeHash, codeHash),
        isNull(extensionPairings.usedAt),
        gt(extensionPairings.expiresAt, now),
      ),
    )
    .returning();
  return row;
}

export async function insertSession(
  tx: MerchantTx,
  row: Pick<ExtensionSessionRow, "userId" | "name" | "browser" | "scopes" | "pairedAt" | "expiresAt">,
): Promise<ExtensionSessionRow> {
  const [inserted] = await tx.insert(chromeExtensionSessions).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

export async function findSession(
  tx: MerchantTx,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ExtensionSessionRow | undefined> {
  const query = tx.select().from(chromeExtensionSessions).where(eq(chromeExtensionSessions.id, id));
  const [row] = await (options.lock ? query.for("update") : query);
  return row;
}

export async function updateSessionExpiry(tx: MerchantTx, id: string, expiresAt: Date): Promise<void> {
  await tx.update(chromeExtensionSessions).set({ expiresAt }).where(eq(chromeExtensionSessions.id, id));
}

/** Newest first. With `userId` only that person's. */
export async function listSessions(
  tx: MerchantTx,
  filter: { userId?: string; limit: number },
): Promise<(ExtensionSessionRow & { userName: string })[]> {
  const rows = await tx
    .select()
    .from(chromeExtensionSessions)
    .where(filter.userId ? eq(chromeExtensionSessions.userId, filter.userId) : undefined)
    .orderBy(desc(chromeExtensionSessions.pairedAt), desc(chromeExtensionSessions.id))
    .limit(filter.limit);
  const { rows: people } = await tx.execute<{ user_id: string; name: string }>(
    sql`select * from system.names_of_extension_users()`,
  );
  const names = new Map(people.map((person) => [person.user_id, person.name]));
  return rows.map((row) => ({ ...row, userName: names.get(row.userId) ?? "" }));
}

/** Ends sessions that are not ended yet. @returns the ids of those this call ended. */
export async function revokeSessions(
  tx: MerchantTx,
  filter: { sessionId?: string; userId?: string },
  end: { at: Date; reason: string },
): Promise<string[]> {
  const rows = await tx
    .update(chromeExtensionSessions)
    .set({ revokedAt: end.at, revokedReason: end.reason })
    .where(
      and(
        isNull(chromeExtensionSessions.revokedAt),
        filter.sessionId ? eq(chromeExtensionSessions.id, filter.sessionId) : undefined,
        filter.userId ? eq(chromeExtensionSessions.userId, filter.userId) : undefined,
      ),
    )
    .returning({ id: chromeExtensionSessions.id });
  return rows.map((row) => row.id);
}

export async function insertRefreshToken(tx: MerchantTx, sessionId: string, tokenHash: string): Promise<void> {
  await tx.insert(extensionRefreshTokens).values({ sessionId, tokenHash });
}

export async function findRefreshToken(tx: MerchantTx, tokenHash: string): Promise<RefreshTokenRow | undefined> {
  const [row] = await tx
    .select()
    .from(extensionRefreshTokens)
    .where(eq(extensionRefreshTokens.tokenHash, tokenHash))
    .for("update");
  return row;
}

/** Marks the token exchanged for a successor, and with that its own predecessor's grace as over. */
export async function rotateRefreshToken(
  tx: MerchantTx,
  token: RefreshTokenRow,
  successor: { hash: string; sealed: string; at: Date },
): Promise<void> {
  await insertRefreshToken(tx, token.sessionId, successor.hash);
  await tx
    .update(extensionRefreshTokens)
    .set({ successorHash: successor.hash, successorSealed: successor.sealed, exchangedAt: successor.at })
    .where(eq(extensionRefreshTokens.id, token.id));
  await tx
    .update(extensionRefreshTokens)
    .set({ successorSealed: null })
    .where(
      and(
        eq(extensionRefreshTokens.sessionId, token.sessionId),
        eq(extensionRefreshTokens.successorHash, token.tokenHash),
      ),
    );
}

export async function findRole(tx: MerchantTx, userId: string): Promise<Role | undefined> {
  const [row] = await tx.select({ role: memberships.role }).from(memberships).where(eq(memberships.userId, userId));
  return row?.role;
}

/** The transaction's merchant by name, and its category names, capped. */
export async function readAccountFacts(tx: MerchantTx, limits: { categories: number }) {
  const { id, name, slug, isDemo } = merchants;
  const [[merchant], named] = await Promise.all([
    tx.select({ id, name, slug, isDemo }).from(merchants),
    tx.select({ name: categories.name }).from(categories).orderBy(categories.nameLower).limit(limits.categories),
  ]);
  return { merchant, categories: named.map((row) => row.name) };
}
