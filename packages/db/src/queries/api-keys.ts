import { and, count, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { ApiKeyId, MerchantId, UserId } from "@nexusone/contracts/ids";
import type { ApiKeyScope, Role } from "@nexusone/contracts/permissions";
import type { Plan } from "@nexusone/contracts/plans";
import { apiKeys } from "../schema/api-keys.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

export type ApiKeyRow = typeof apiKeys.$inferSelect;
export type NewApiKey = Pick<
  ApiKeyRow,
  "name" | "prefix" | "keyHash" | "scopes" | "createdBy" | "issuedAt" | "expiresAt"
>;

export type FoundApiKey = {
  readonly merchantId: MerchantId;
  readonly keyId: ApiKeyId;
  readonly name: string;
  readonly createdBy: UserId;
  readonly locale: string;
  /** Of its creator at this merchant, now; null when they left. */
  readonly role: Role | null;
  readonly plan: Plan | null;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
};

const instantOf = (value: unknown): Date | null => (value === null ? null : new Date(value as string));

/** Whose key has this hash, whatever state it is in; notes the use. See `system.authenticate_api_key`. */
export function findApiKeyByHash(db: Database, keyHash: string, now: Date): Promise<FoundApiKey | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.authenticate_api_key(${keyHash}, ${now})`);
    const row = rows[0];
    // The casts restate what the function declares to return.
    return (
      row && {
        merchantId: row["merchant_id"] as MerchantId,
        keyId: row["key_id"] as ApiKeyId,
        name: row["name"] as string,
        createdBy: row["created_by"] as UserId,
        locale: row["locale"] as string,
        role: row["role"] as Role | null,
        plan: row["plan"] as Plan | null,
        scopes: row["scopes"] as ApiKeyScope[],
        expiresAt: instantOf(row["expires_at"]),
        revokedAt: instantOf(row["revoked_at"]),
      }
    );
  });
}

export async function insertApiKey(tx: MerchantTx, row: NewApiKey): Promise<ApiKeyRow> {
  const [inserted] = await tx.insert(apiKeys).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

/** Keys that are neither revoked nor expired. */
export async function countWorkingApiKeys(tx: MerchantTx, now: Date): Promise<number> {
  const [row] = await tx
    .select({ keys: count() })
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))));
  return row?.keys ?? 0;
}

export type ListedApiKey = ApiKeyRow & { readonly creatorName: string; readonly creatorRole: Role | null };

/** Newest first, with who created each and what they are now. */
export async function listApiKeyRows(tx: MerchantTx, limit: number): Promise<ListedApiKey[]> {
  const [rows, creators] = await Promise.all([
    tx.select().from(apiKeys).orderBy(desc(apiKeys.issuedAt), desc(apiKeys.id)).limit(limit),
    creatorsOf(tx),
  ]);
  return rows.map((row) => {
    const creator = creators.get(row.createdBy);
    return { ...row, creatorName: creator?.name ?? "", creatorRole: creator?.role ?? null };
  });
}

async function creatorsOf(tx: MerchantTx): Promise<Map<string, { name: string; role: Role | null }>> {
  const { rows } = await tx.execute<{ user_id: string; name: string; role: Role | null }>(
    sql`select * from system.creators_of_api_keys()`,
  );
  return new Map(rows.map(({ user_id, name, role }) => [user_id, { name, role }]));
}

/** Ends a key that works. False when it was ended before; undefined when there is none. */
export async function revokeApiKeyRow(tx: MerchantTx, id: string, at: Date): Promise<boolean | undefined> {
  const [ended] = await tx
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (ended) return true;
  const [known] = await tx.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.id, id));
  return known && false;
}

/** Names of keys, for histories that say who did a thing. */
export async function listApiKeyNames(tx: MerchantTx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(inArray(apiKeys.id, [...ids]));
}
