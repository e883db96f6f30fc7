import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import type { EventType } from "@nexusone/contracts/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import { events } from "../schema/events.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

/** An event that has its place in the order. */
export type SequencedEvent = {
  readonly merchantId: MerchantId;
  readonly seq: number;
  readonly id: string;
  readonly type: EventType;
  readonly happenedAt: Date;
  readonly actorKind: (typeof events.$inferSelect)["actorKind"];
  readonly payload: Record<string, unknown>;
};

/** Numbers up to `limit` committed events; 0 when there are none or another process is doing it. Safe to repeat. */
export async function dispatchEvents(db: Database, limit = 1_000): Promise<number> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select system.dispatch_events(${limit}) as numbered`);
    return Number(rows[0]?.["numbered"]);
  });
}

/** Events of all merchants after `seq`, in order. For the hub of a process, which hands each merchant its own. */
export async function readEventsAfter(db: Database, seq: number, limit = 1_000): Promise<SequencedEvent[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.events_after(${seq}, ${limit})`);
    return rows.map((row) => ({
      merchantId: row["merchant_id"] as MerchantId,
      seq: Number(row["seq"]),
      id: row["id"] as string,
      type: row["type"] as EventType,
      happenedAt: new Date(row["happened_at"] as string | Date),
      actorKind: row["actor_kind"] as SequencedEvent["actorKind"],
      payload: row["payload"] as Record<string, unknown>,
    }));
  });
}

export async function lastEventSeq(db: Database): Promise<number> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select system.last_event_seq() as seq`);
    return Number(rows[0]?.["seq"]);
  });
}

/** Committed events that have no number yet, counted up to ten thousand, and how long the oldest has waited. */
export async function eventBacklog(db: Database): Promise<{ waiting: number; oldestSeconds: number }> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select waiting, extract(epoch from clock_timestamp() - oldest) as age from system.event_backlog(10000)`,
    );
    return { waiting: Number(rows[0]?.["waiting"]), oldestSeconds: Math.max(0, Number(rows[0]?.["age"] ?? 0)) };
  });
}

/** A whole row, with what it is about and what caused it. */
export type StoredEvent = SequencedEvent & Omit<typeof events.$inferSelect, keyof SequencedEvent>;

/** One merchant's events after `seq`, in order: what a reconnecting client missed, what a consumer has to apply. */
export async function listEventsAfter(tx: MerchantTx, seq: number, limit: number): Promise<StoredEvent[]> {
  const rows = await tx.select().from(events).where(gt(events.seq, seq)).orderBy(asc(events.seq)).limit(limit);
  // `seq > n` leaves no null behind; the merchant is the transaction's own.
  return rows.map((row) => ({ ...row, merchantId: row.merchantId as MerchantId, seq: row.seq as number }));
}

/** How many events the merchant has, counted up to `cap`. */
export async function countEvents(tx: MerchantTx, cap: number): Promise<number> {
  const { rows } = await tx.execute(
    sql`select count(*) as count from (select 1 from ${events} where ${events.seq} > 0 limit ${cap}) capped`,
  );
  return Number(rows[0]?.["count"]);
}

/** The last events that have their place, the newest first: of one type, or among several. */
export async function listRecentEvents(
  tx: MerchantTx,
  wanted: { n: number } & ({ type: EventType } | { among: readonly EventType[] }),
): Promise<StoredEvent[]> {
  const rows = await tx
    .select()
    .from(events)
    .where(
      and(gt(events.seq, 0), "type" in wanted ? eq(events.type, wanted.type) : inArray(events.type, [...wanted.among])),
    )
    .orderBy(desc(events.seq))
    .limit(wanted.n);
  return rows.map((row) => ({ ...row, merchantId: row.merchantId as MerchantId, seq: row.seq as number }));
}

export async function findLastEvent(tx: MerchantTx): Promise<{ happenedAt: Date } | undefined> {
  const [row] = await tx
    .select({ happenedAt: events.happenedAt })
    .from(events)
    .where(gt(events.seq, 0))
    .orderBy(desc(events.seq))
    .limit(1);
  return row;
}
