import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { inventorySyncLogs, inventoryTracking } from "../schema/inventory.ts";
import { products, supplierLinks } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type SyncRunRow = typeof inventorySyncLogs.$inferSelect;
export type NewSyncRun = Pick<SyncRunRow, "trigger" | "userId" | "userName" | "startedAt">;
const UNDER_WAY = inArray(inventorySyncLogs.state, ["running", "waiting"]);

export async function findSyncRun(tx: MerchantTx, id: string): Promise<SyncRunRow | undefined> {
  const [row] = await tx.select().from(inventorySyncLogs).where(eq(inventorySyncLogs.id, id));
  return row;
}

/** The run, locked, when it is still under way. */
export async function lockSyncRun(tx: MerchantTx, id: string): Promise<SyncRunRow | undefined> {
  const [row] = await tx
    .select()
    .from(inventorySyncLogs)
    .where(and(eq(inventorySyncLogs.id, id), UNDER_WAY))
    .for("update");
  return row;
}

export async function findRunUnderWay(tx: MerchantTx): Promise<SyncRunRow | undefined> {
  const [row] = await tx.select().from(inventorySyncLogs).where(UNDER_WAY);
  return row;
}

/** Undefined when another run is under way. */
export async function insertSyncRun(tx: MerchantTx, row: NewSyncRun): Promise<SyncRunRow | undefined> {
  const [inserted] = await tx
    .insert(inventorySyncLogs)
    .values({ ...row, state: "running", total: 0 })
    .onConflictDoNothing()
    .returning();
  return inserted;
}

/** A run of nothing is no entry in the log. */
export async function deleteSyncRun(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(inventorySyncLogs).where(eq(inventorySyncLogs.id, id));
}

export async function updateSyncRun(
  tx: MerchantTx,
  id: string,
  change: Partial<
    Pick<SyncRunRow, "state" | "reason" | "resumesAt" | "waits" | "endedAt" | "trigger" | "userId" | "userName">
  >,
): Promise<void> {
  await tx.update(inventorySyncLogs).set(change).where(eq(inventorySyncLogs.id, id));
}

export type RunCounts = Pick<SyncRunRow, "seen" | "changed" | "failed" | "waiting" | "points">;
export async function addToSyncRun(tx: MerchantTx, id: string, counts: Partial<RunCounts>): Promise<void> {
  const { seen = 0, changed = 0, failed = 0, waiting = 0, points = 0 } = counts;
  await tx
    .update(inventorySyncLogs)
    .set({
      seen: sql`${inventorySyncLogs.seen} + ${seen}`,
      changed: sql`${inventorySyncLogs.changed} + ${changed}`,
      failed: sql`${inventorySyncLogs.failed} + ${failed}`,
      waiting: sql`${inventorySyncLogs.waiting} + ${waiting}`,
      points: sql`${inventorySyncLogs.points} + ${points}`,
    })
    .where(eq(inventorySyncLogs.id, id));
}

/** Newest first, one more than `limit` when there is a next page. */
export async function listSyncRunRows(
  tx: MerchantTx,
  page: { limit: number; before?: string | undefined },
): Promise<SyncRunRow[]> {
  return tx
    .select()
    .from(inventorySyncLogs)
    .where(page.before === undefined ? undefined : lt(inventorySyncLogs.id, page.before))
    .orderBy(desc(inventorySyncLogs.id))
    .limit(page.limit + 1);
}

/** Points and products of the newest runs that came to an end: what a reading really cost. */
export async function sumRecentRuns(tx: MerchantTx, count: number): Promise<{ points: number; products: number }> {
  const { rows } = await tx.execute<{ points: number; products: number }>(sql`
    select coalesce(sum(points), 0)::integer as points, coalesce(sum(seen), 0)::integer as products
    from (select points, seen from inventory_sync_logs where state = 'done' and seen > 0 order by id desc limit ${count}) r`);
  return rows[0] ?? { points: 0, products: 0 };
}

export type SyncScope =
  /** Everything of a supplier that is not archived. */
  | { readonly of: "all" }
  /** The same without what waits for its next attempt. */
  | { readonly of: "due"; readonly now: Date }
  /** Only what waited for another attempt that is due. */
  | { readonly of: "retries"; readonly now: Date }
  | { readonly of: "products"; readonly ids: readonly string[] }
  /** Their supplier said that something changed: ahead of all others. */
  | { readonly of: "hinted"; readonly ids: readonly string[] };

/**
 * Makes products part of a run and says when their turn is: what is for sale first, of that what earns best, and of equals what
 * was read longest ago. A turn whose rank changed while its product is being read does not end with that reading. The run then
 * has as many products as were seen and are to come. @returns that number
 */
export async function enrolProducts(tx: MerchantTx, runId: string, scope: SyncScope): Promise<number> {
  const wanted = {
    all: sql`true`,
    due: sql`(t.retry_at is null or t.retry_at <= ${scope.of === "due" ? scope.now.toISOString() : null}::timestamptz)`,
    retries: sql`t.retry_at <= ${scope.of === "retries" ? scope.now.toISOString() : null}::timestamptz`,
    products: sql`p.id = any(${sql.param("ids" in scope ? [...scope.ids] : [])}::uuid[])`,
    hinted: sql`p.id = any(${sql.param("ids" in scope ? [...scope.ids] : [])}::uuid[])`,
  }[scope.of];
  const rank = scope.of === "hinted" ? sql`least(inventory_tracking.rank, 0) - 1` : sql`excluded.rank`;
  await tx.execute(sql`
    insert into inventory_tracking (product_id, run_id, rank, pending)
    select p.id, ${runId}::uuid,
      ${scope.of === "hinted" ? sql`-1` : sql`row_number() over (order by (p.status = 'active') desc, p.min_margin_bps desc nulls last, l.last_read_at, p.id)`}, true
    from supplier_links l
    join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
    left join inventory_tracking t on t.merchant_id = p.merchant_id and t.product_id = p.id
    where p.status <> 'archived' and ${wanted}
    on conflict (merchant_id, product_id) do update set run_id = excluded.run_id, rank = ${rank}, pending = true`);
  const { rows } = await tx.execute<{ total: number }>(sql`
    update inventory_sync_logs set total = seen + (
      select count(*)::integer from inventory_tracking t where t.run_id = ${runId}::uuid and t.pending)
    where id = ${runId}::uuid returning total`);
  return rows[0]?.total ?? 0;
}

/** Whether products of the run are still to be read. */
export async function hasTurns(tx: MerchantTx, runId: string): Promise<boolean> {
  return (await listNextTurns(tx, runId, 1)).length > 0;
}

/** Products a full run would read. */
export async function countFollowed(tx: MerchantTx): Promise<number> {
  const { rows } = await tx.execute<{ n: number }>(sql`
    select count(*)::integer as n from supplier_links l
    join products p on p.merchant_id = l.merchant_id and p.id = l.product_id where p.status <> 'archived'`);
  return rows[0]?.n ?? 0;
}

/** The next of a run, in their order, without these products. */
export async function listNextTurns(tx: MerchantTx, runId: string, limit: number, without: readonly string[] = []) {
  return tx
    .select({
      productId: inventoryTracking.productId,
      rank: inventoryTracking.rank,
      failures: inventoryTracking.failures,
      missed: inventoryTracking.missed,
      /** Of what was written last; null when the product was changed since by somebody else. */
      digest: sql<
        string | null
      >`case when ${products.version} = ${inventoryTracking.version} then ${inventoryTracking.digest} end`,
      link: {
        supplier: supplierLinks.supplier,
        environment: supplierLinks.environment,
        externalId: supplierLinks.externalId,
      },
    })
    .from(inventoryTracking)
    .innerJoin(
      supplierLinks,
      and(
        eq(supplierLinks.merchantId, inventoryTracking.merchantId),
        eq(supplierLinks.productId, inventoryTracking.productId),
      ),
    )
    .innerJoin(
      products,
      and(eq(products.merchantId, inventoryTracking.merchantId), eq(products.id, inventoryTracking.productId)),
    )
    .where(
      and(
        eq(inventoryTracking.runId, runId),
        sql`${inventoryTracking.pending}`,
        // Hashed once; a list in its place would be gone through for every row.
        sql`${inventoryTracking.productId} not in (select unnest(${sql.param([...without])}::uuid[]))`,
      ),
    )
    .orderBy(asc(inventoryTracking.rank))
    .limit(limit);
}
export type NextTurn = Awaited<ReturnType<typeof listNextTurns>>[number];

export type TurnEnd = Pick<typeof inventoryTracking.$inferSelect, "failures" | "reason" | "retryAt"> & {
  /** Absent: as often as before. */
  readonly missed?: number;
  /** Of what was written; absent: nothing was. */
  readonly written?: { readonly digest: string | null; readonly version: number };
};

/**
 * Ends turns of products, each once; those that were over already or belong to another run are missing in the answer. `again`:
 * its supplier spoke of it while it was being read, so that another reading is due.
 */
export async function settleTurns(
  tx: MerchantTx,
  runId: string,
  ends: readonly { readonly turn: Pick<NextTurn, "productId" | "rank">; readonly state: TurnEnd }[],
): Promise<{ productId: string; again: boolean }[]> {
  const flat = ends.map(({ turn: { productId, rank }, state: { written, ...state } }) => ({
    ...{ productId, rank, ...state, ...written },
    writes: written !== undefined,
  }));
  const { rows } = await tx.execute<{ productId: string; again: boolean }>(sql`
    update inventory_tracking t set pending = t.rank <> r.rank, failures = r.failures, reason = r.reason, retry_at = r."retryAt",
      missed = coalesce(r.missed, t.missed),
      digest = case when r.writes then r.digest else t.digest end,
      version = case when r.writes then r.version else t.version end
    from jsonb_to_recordset(${JSON.stringify(flat)}::jsonb) as r("productId" uuid, rank integer, failures integer, reason text,
      "retryAt" timestamptz, missed integer, digest text, version integer, writes boolean)
    where t.run_id = ${runId}::uuid and t.product_id = r."productId" and t.pending
    returning t.product_id as "productId", t.pending as again`);
  return rows;
}

/**
 * Ends the turns of products whose reading is the one that was written last, and that nobody changed since; only that they were
 * read is noted. @returns which, and of which another reading is due
 */
export async function settleUnchanged(
  tx: MerchantTx,
  runId: string,
  reads: readonly { productId: string; rank: number; digest: string }[],
  readAt: Date,
): Promise<{ productId: string; again: boolean }[]> {
  if (reads.length === 0) return [];
  const { rows } = await tx.execute<{ productId: string; again: boolean }>(sql`
    with same as (
      update inventory_tracking t set pending = t.rank <> r.rank, failures = 0, reason = null, retry_at = null, missed = 0
      from jsonb_to_recordset(${JSON.stringify(reads)}::jsonb) as r("productId" uuid, rank integer, digest text), products p
      where t.run_id = ${runId}::uuid and t.product_id = r."productId" and t.pending and t.digest = r.digest
        and p.merchant_id = t.merchant_id and p.id = t.product_id and p.version = t.version
      returning t.merchant_id, t.product_id, t.pending),
    read as (
      update supplier_links l set last_read_at = ${readAt.toISOString()}::timestamptz from same s
      where l.merchant_id = s.merchant_id and l.product_id = s.product_id
        and l.last_read_at < ${readAt.toISOString()}::timestamptz)
    select product_id as "productId", pending as again from same`);
  return rows;
}

const BEHIND_ALL = 10_000_000;

/** Puts these behind all others of the run. */
export async function postponeTurns(tx: MerchantTx, runId: string, productIds: readonly string[]): Promise<void> {
  await tx
    .update(inventoryTracking)
    .set({ rank: sql`${inventoryTracking.rank} % ${BEHIND_ALL} + ${BEHIND_ALL}` })
    .where(
      and(
        eq(inventoryTracking.runId, runId),
        inArray(inventoryTracking.productId, [...productIds]),
        sql`${inventoryTracking.pending}`,
      ),
    );
}

/** Whether some product's next attempt is due. */
export async function hasDueRetries(tx: MerchantTx, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ one: sql`1` })
    .from(inventoryTracking)
    .where(sql`${inventoryTracking.retryAt} <= ${now.toISOString()}::timestamptz and not ${inventoryTracking.pending}`)
    .limit(1);
  return rows.length > 0;
}
