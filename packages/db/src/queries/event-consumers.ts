import { eq, sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { eventCursors } from "../schema/events.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

/** Up to which `seq` the consumer has looked at all merchants; 0 before the first time. */
export async function eventReader(db: Database, consumer: string): Promise<number> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select system.event_reader(${consumer}) as seq`);
    return Number(rows[0]?.["seq"]);
  });
}

export async function advanceEventReader(db: Database, consumer: string, seq: number): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.advance_event_reader(${consumer}, ${seq})`));
}

/** Merchants of the next `limit` events after `seq`, each with the last of its numbers among them; ordered by that. */
export async function merchantsWithEvents(
  db: Database,
  seq: number,
  limit: number,
): Promise<{ merchantId: MerchantId; seq: number }[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.merchants_with_events(${seq}, ${limit})`);
    return rows.map((row) => ({ merchantId: row["merchant_id"] as MerchantId, seq: Number(row["seq"]) }));
  });
}

/** The merchant's cursor of this consumer, locked until the transaction ends: one process at a time applies. */
export async function lockEventCursor(tx: MerchantTx, consumer: string): Promise<number> {
  const lock = () =>
    tx.select({ seq: eventCursors.seq }).from(eventCursors).where(eq(eventCursors.consumer, consumer)).for("update");
  const [known] = await lock();
  if (known) return known.seq;
  await tx.insert(eventCursors).values({ consumer, seq: 0 }).onConflictDoNothing();
  const [made] = await lock();
  return made?.seq ?? 0;
}

export async function moveEventCursor(tx: MerchantTx, consumer: string, seq: number): Promise<void> {
  await tx.update(eventCursors).set({ seq }).where(eq(eventCursors.consumer, consumer));
}
