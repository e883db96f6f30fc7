import { eq, sql } from "drizzle-orm";
import { cjConnections } from "../schema/cj.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type CjConnectionRow = typeof cjConnections.$inferSelect;
export type NewCjConnection = Omit<typeof cjConnections.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;

/** A merchant has at most one connection; the rows of others are out of sight. */
export async function findCjConnection(tx: MerchantTx): Promise<CjConnectionRow | undefined> {
  const [row] = await tx.select().from(cjConnections).limit(1);
  return row;
}

/** Puts a connection in place of the present one. Raises 23505 `cj_connections_account_key` when another merchant has it. */
export async function replaceCjConnection(tx: MerchantTx, row: NewCjConnection): Promise<CjConnectionRow> {
  await tx.delete(cjConnections);
  const [inserted] = await tx.insert(cjConnections).values(row).returning();
  return inserted!; // an insert without conflict clause returns its row or raises
}

export async function deleteCjConnection(tx: MerchantTx): Promise<CjConnectionRow | undefined> {
  const [row] = await tx.delete(cjConnections).returning();
  return row;
}

export type SealedTokens = Pick<
  CjConnectionRow,
  "accessTokenSealed" | "accessExpiresAt" | "refreshTokenSealed" | "refreshExpiresAt"
> & { readonly openIdSealed?: string };

/** Stores new tokens unless somebody stored newer ones since `version` was read. */
export async function storeCjTokens(
  tx: MerchantTx,
  id: string,
  version: number,
  tokens: SealedTokens,
): Promise<CjConnectionRow | undefined> {
  const [row] = await tx
    .update(cjConnections)
    .set({ ...tokens, tokenVersion: version + 1, status: "connected", reason: null })
    .where(sql`${cjConnections.id} = ${id} and ${cjConnections.tokenVersion} = ${version}`)
    .returning();
  return row;
}

export async function markCjConnection(
  tx: MerchantTx,
  id: string,
  change: Partial<
    Pick<CjConnectionRow, "status" | "reason" | "lastTestedAt" | "qpsLimit" | "pointsPerDay" | "openIdSealed">
  >,
): Promise<void> {
  await tx.update(cjConnections).set(change).where(eq(cjConnections.id, id));
}

/** Counts points of `day` (UTC, "2026-11-21") before they are spent; false when the day's points do not cover them. */
export async function spendCjPoints(tx: MerchantTx, id: string, day: string, points: number): Promise<boolean> {
  const used = sql`case when points_day = ${day} then points_used else 0 end`;
  const { rowCount } = await tx.execute(sql`
    update cj_connections set points_used = ${used} + ${points}, points_day = ${day}
    where id = ${id}::uuid and ${used} + ${points} <= points_per_day`);
  return rowCount === 1;
}

/** Corrects the day's count: calls CJ turned away cost nothing, and when CJ says the points are gone they are. */
export async function correctCjPoints(
  tx: MerchantTx,
  id: string,
  day: string,
  change: { giveBack: number; exhausted: boolean },
): Promise<void> {
  await tx.execute(sql`
    update cj_connections
    set points_used = case when ${change.exhausted}::boolean then points_per_day else greatest(0, points_used - ${change.giveBack}::integer) end
    where id = ${id}::uuid and points_day = ${day}`);
}
