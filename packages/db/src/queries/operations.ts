import { and, desc, eq, inArray, lt, or, sql, type SQL } from "drizzle-orm";
import type { OperationStatus } from "@nexusone/contracts/operation-status";
import { COUNT_CAP, type QueueStatsView } from "@nexusone/contracts/operations";
import { operations } from "../schema/operations.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

export type OperationRow = typeof operations.$inferSelect;
export type NewOperation = Pick<
  typeof operations.$inferInsert,
  "queue" | "kind" | "maxAttempts" | "payload" | "subjectKind" | "subjectId" | "userId" | "userName" | "runAfter"
>;
/** One enqueuing of an operation; a later one makes it void. */
export type OperationRun = { readonly id: string; readonly run: number };

/** In the order given. */
export async function insertOperations(tx: MerchantTx, rows: readonly NewOperation[]): Promise<OperationRow[]> {
  if (rows.length === 0) return [];
  return tx
    .insert(operations)
    .values([...rows])
    .returning();
}

export async function findOperation(tx: MerchantTx, queue: string, id: string): Promise<OperationRow | undefined> {
  const [row] = await tx
    .select()
    .from(operations)
    .where(and(eq(operations.id, id), eq(operations.queue, queue)));
  return row;
}

/** The newest of this kind about a subject that has not come to a good end. */
export async function findOpenOperation(
  tx: MerchantTx,
  kind: string,
  subject: { kind: string; id: string },
): Promise<OperationRow | undefined> {
  const [row] = await tx
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.subjectKind, subject.kind),
        eq(operations.subjectId, subject.id),
        eq(operations.kind, kind),
        inArray(operations.status, ["queued", "active", "paused", "failed"]),
      ),
    )
    .orderBy(desc(operations.id))
    .limit(1)
    .for("update");
  return row;
}

export type OperationsFilter = {
  readonly queue?: string | undefined;
  readonly status?: OperationStatus | undefined;
  readonly limit: number;
  readonly before?: string | undefined;
};

/** Newest first, one more than `limit` when there is a next page. */
export async function listOperationRows(tx: MerchantTx, page: OperationsFilter): Promise<OperationRow[]> {
  return selectOperations(tx, page);
}

/** The query of `listOperationRows`, to be explained. */
export function selectOperations(tx: MerchantTx, page: OperationsFilter) {
  return tx
    .select()
    .from(operations)
    .where(
      and(
        page.queue === undefined ? undefined : eq(operations.queue, page.queue),
        page.status === undefined ? undefined : eq(operations.status, page.status),
        page.before === undefined ? undefined : lt(operations.id, page.before),
      ),
    )
    .orderBy(desc(operations.id))
    .limit(page.limit + 1);
}

/** Starts the operation's next run. Undefined unless it failed, or waits for another attempt. */
export async function requeueOperation(tx: MerchantTx, queue: string, id: string): Promise<OperationRow | undefined> {
  const waitsForRetry = and(eq(operations.status, "queued"), sql`${operations.attempts} > 0`);
  const [row] = await tx
    .update(operations)
    .set(FRESH)
    .where(and(eq(operations.id, id), eq(operations.queue, queue), or(eq(operations.status, "failed"), waitsForRetry)))
    .returning();
  return row;
}

/** The same for whatever state it is in: its job is known to be lost. */
export async function restartOperation(tx: MerchantTx, id: string): Promise<OperationRow | undefined> {
  const [row] = await tx.update(operations).set(FRESH).where(eq(operations.id, id)).returning();
  return row;
}

const FRESH = {
  status: "queued" as const,
  run: sql`${operations.run} + 1`,
  attempts: 0,
  claim: null,
  reason: null,
  reasonDetails: {},
  runAfter: null,
  finishedAt: null,
};

/** Undefined unless it waits, is paused or failed. */
export async function markDiscarded(
  tx: MerchantTx,
  queue: string,
  id: string,
  now: Date,
): Promise<OperationRow | undefined> {
  const [row] = await tx
    .update(operations)
    .set({ status: "discarded", claim: null, runAfter: null, finishedAt: now })
    .where(
      and(
        eq(operations.id, id),
        eq(operations.queue, queue),
        inArray(operations.status, ["queued", "paused", "failed"]),
      ),
    )
    .returning();
  return row;
}

/** Takes the operation for one attempt; undefined when this run is void: discarded, done, or enqueued anew. */
export async function claimOperation(
  tx: MerchantTx,
  { id, run }: OperationRun,
  attempt: { claim: string; attempts: number; now: Date },
): Promise<OperationRow | undefined> {
  const [row] = await tx
    .update(operations)
    .set({
      status: "active",
      claim: attempt.claim,
      attempts: attempt.attempts,
      startedAt: sql`coalesce(${operations.startedAt}, ${attempt.now.toISOString()}::timestamptz)`,
      runAfter: null,
      finishedAt: null,
    })
    .where(
      and(eq(operations.id, id), eq(operations.run, run), inArray(operations.status, ["queued", "active", "failed"])),
    )
    .returning();
  return row;
}

export type OperationEnd = Partial<
  Pick<OperationRow, "status" | "progress" | "reason" | "reasonDetails" | "runAfter" | "finishedAt" | "claim">
>;

/** Writes how the claimed attempt fares. @returns false when another attempt holds the claim by now. */
export async function updateClaimed(tx: MerchantTx, claim: string, id: string, change: OperationEnd): Promise<boolean> {
  const { rowCount } = await tx
    .update(operations)
    .set(change)
    .where(and(eq(operations.id, id), eq(operations.claim, claim)));
  return rowCount === 1;
}

/** Never backwards: a new attempt begins where it finds the work. @returns as `updateClaimed` */
export async function raiseProgress(tx: MerchantTx, claim: string, id: string, progress: number): Promise<boolean> {
  const { rowCount } = await tx
    .update(operations)
    .set({ progress: sql`greatest(${operations.progress}, ${progress}::integer)` })
    .where(and(eq(operations.id, id), eq(operations.claim, claim)));
  return rowCount === 1;
}

/** The queues in which the merchant has operations, by hopping along the index. */
export async function listOperationQueues(tx: MerchantTx): Promise<string[]> {
  const { rows } = await tx.execute(sql`
    with recursive found as (
      (select queue from operations order by merchant_id, queue limit 1)
      union all
      select (select o.queue from operations o where o.queue > f.queue order by o.merchant_id, o.queue limit 1)
      from found f where f.queue is not null
    ) select queue from found where queue is not null`);
  return rows.map((row) => String(row["queue"]));
}

/** Each count stops at COUNT_CAP. `realNow` is the queue's time, not the business clock. */
export async function countOperations(tx: MerchantTx, queue: string, realNow: Date): Promise<QueueStatsView> {
  const count = (status: OperationStatus, further: SQL = sql``) => sql`(
    select count(*)::integer from (
      select 1 from operations where queue = ${queue} and status = ${status} ${further} limit ${COUNT_CAP}
    ) counted)`;
  const at = realNow.toISOString();
  const { rows } = await tx.execute(sql`select
    ${count("active")} as active,
    ${count("queued", sql`and (run_after is null or run_after <= ${at}::timestamptz)`)} as waiting,
    ${count("queued", sql`and run_after > ${at}::timestamptz`)} as delayed,
    ${count("completed")} as completed,
    ${count("failed")} as failed`);
  return { queue, ...(rows[0] as Omit<QueueStatsView, "queue">) };
}

/** Forgets operations of all merchants that ended before `before`. */
export async function pruneOperations(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_operations(${before.toISOString()}::timestamptz)`));
}
