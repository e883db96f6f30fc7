import { desc, eq, inArray, and, sql } from "drizzle-orm";
import { notifications } from "../schema/notifications.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

/** What all merchants together called in one hour, and how much of it failed on our side or the vendor's. */
export type CallFigures = {
  readonly hour: string;
  /** `requests`, `jobs`, or a vendor's name. */
  readonly subject: string;
  readonly calls: number;
  readonly failed: number;
};

export async function callFigures(
  db: Database,
  { since, requestAreas, faults }: { since: Date; requestAreas: readonly string[]; faults: readonly string[] },
): Promise<CallFigures[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.call_figures(${since.toISOString()}::timestamptz, ${sql.param([...requestAreas])}::text[], ${sql.param([...faults])}::text[])`,
    );
    return rows.map((row) => ({
      hour: String(row["hour"]),
      subject: String(row["subject"]),
      calls: Number(row["calls"]),
      failed: Number(row["failed"]),
    }));
  });
}

/** Each platform admin who is a member somewhere, with the merchant in which they are told. */
export async function platformAdminHomes(db: Database): Promise<{ userId: string; merchantId: string }[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.platform_admin_homes()`);
    return rows.map((row) => ({ userId: String(row["user_id"]), merchantId: String(row["merchant_id"]) }));
  });
}

/** The newest notice of these kinds about each subject. */
export async function lastNotices(tx: MerchantTx, userId: string, kinds: readonly string[]) {
  const { kind, groupKey, lastAt, id } = notifications;
  return tx
    .selectDistinctOn([groupKey], { kind, subject: groupKey })
    .from(notifications)
    .where(and(eq(notifications.userId, userId), inArray(kind, [...kinds])))
    .orderBy(groupKey, desc(lastAt), desc(id));
}
