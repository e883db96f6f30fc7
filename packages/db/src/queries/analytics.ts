import { and, desc, eq, gte, lte, sql } from "drizzle-orm";
import {
  LATENCY_BOUNDS_MS,
  RANGE_STEPS,
  REQUEST_AREAS,
  type Area,
  type Range,
} from "@nexusone/contracts/analytics-terms";
import { integrationAnalytics } from "../schema/analytics.ts";
import { withSystem, type AnyTx, type Database, type MerchantTx } from "../with-merchant.ts";

/** What was counted of one operation in one hour. `userId` says who called; it is never stored. */
export type NewAnalytics = {
  readonly merchantId: string;
  readonly userId: string | null;
  /** The hour's beginning, ISO 8601. */
  readonly hour: string;
  readonly area: Area;
  readonly operation: string;
  readonly outcome: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly maxMs: number;
  readonly histogram: readonly number[];
};
export type NewSlowStatement = {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly name: string;
  readonly statement: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly maxMs: number;
};

/** Adds to the hours of any merchants, in one statement. Repeating it counts twice. */
export async function addAnalytics(tx: AnyTx, rows: readonly NewAnalytics[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    merchant_id: row.merchantId,
    user_id: row.userId,
    hour: row.hour,
    area: row.area,
    operation: row.operation,
    outcome: row.outcome,
    calls: row.calls,
    total_ms: Math.round(row.totalMs),
    max_ms: Math.round(row.maxMs),
    histogram: row.histogram,
  }));
  await tx.execute(sql`select system.add_analytics(${JSON.stringify(values)}::jsonb)`);
}

export async function addSlowStatements(tx: AnyTx, rows: readonly NewSlowStatement[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ totalMs, maxMs, ...row }) => ({
    ...row,
    total_ms: Math.round(totalMs),
    max_ms: Math.round(maxMs),
  }));
  await tx.execute(sql`select system.add_slow_statements(${JSON.stringify(values)}::jsonb)`);
}

export type AnalyticsWindow = {
  readonly from: Date;
  readonly to: Date;
  readonly unit: "hour" | "day";
  readonly timezone: string;
};

/** The range that ends at `now`, in whole steps of the merchant's zone. Undefined without a merchant. */
export async function findWindow(tx: MerchantTx, range: Range, now: Date): Promise<AnalyticsWindow | undefined> {
  const { unit, steps } = RANGE_STEPS[range];
  const { rows } = await tx.execute<{ timezone: string; from: Date }>(sql`
    select timezone, date_subtract(date_trunc(${unit}, ${now.toISOString()}::timestamptz, timezone),
      ${`${steps - 1} ${unit}`}::interval, timezone) as "from"
    from merchants`);
  const [row] = rows;
  return row && { from: new Date(row.from), to: now, unit, timezone: row.timezone };
}

export type OperationSum = {
  area: Area;
  operation: string;
  outcome: string;
  calls: number;
  totalMs: number;
  maxMs: number;
  histogram: number[];
  lastAt: Date;
};

/** More kinds of calls than the program has. */
const MOST_SUMS = 5_000;
const { area, operation, outcome, calls, hour, id, totalMs, maxMs, histogram } = integrationAnalytics;
const within = ({ from, to }: AnalyticsWindow) => and(gte(hour, from), lte(hour, to));

/** The window's hours summed by operation and outcome, most calls first. */
export async function sumByOperation(tx: MerchantTx, window: AnalyticsWindow): Promise<OperationSum[]> {
  const rows = await selectSums(tx, window);
  return rows.map((row) => ({ ...row, lastAt: new Date(row.lastAt) }));
}

/** The query of `sumByOperation`, to be explained. */
export function selectSums(tx: MerchantTx, window: AnalyticsWindow) {
  const buckets = [...LATENCY_BOUNDS_MS, Infinity].map(
    (_, index) => sql`sum(${histogram}[${sql.raw(String(index + 1))}])`,
  );
  return tx
    .select({
      area,
      operation,
      outcome,
      calls: sql<number>`sum(${calls})::integer`.as("sum_calls"),
      totalMs: sql<number>`sum(${totalMs})::float8`,
      maxMs: sql<number>`max(${maxMs})`,
      histogram: sql<number[]>`array[${sql.join(buckets, sql`, `)}]::integer[]`,
      lastAt: sql<string>`max(${hour})`,
    })
    .from(integrationAnalytics)
    .where(within(window))
    .groupBy(area, operation, outcome)
    .orderBy(desc(sql`sum_calls`), area, operation, outcome)
    .limit(MOST_SUMS);
}

/** The beginnings of the window's hours or days, as a table with column `at`. */
export const stepsOf = ({ from, to, unit, timezone }: AnalyticsWindow) => sql`
  generate_series(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz, ${`1 ${unit}`}::interval, ${timezone}) as step(at)`;
export const stepOf = (column: unknown, { unit, timezone }: AnalyticsWindow) =>
  sql`date_trunc(${unit}, ${column}, ${timezone})`;

/** Calls to us in every step of the window, those without any included. */
export async function requestSeries(
  tx: MerchantTx,
  window: AnalyticsWindow,
): Promise<{ at: Date; calls: number; failed: number }[]> {
  const { rows } = await tx.execute<{ at: string; calls: number; failed: number }>(sql`
    with counted as (
      select ${stepOf(hour, window)} as at, sum(${calls})::integer as calls,
        coalesce(sum(${calls}) filter (where ${outcome} <> 'ok'), 0)::integer as failed
      from ${integrationAnalytics}
      where ${within(window)} and ${area} = any(${sql.param([...REQUEST_AREAS])}::text[]) group by 1)
    select step.at, coalesce(c.calls, 0) as calls, coalesce(c.failed, 0) as failed
    from ${stepsOf(window)} left join counted c on c.at = step.at order by 1`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Credits that features used in every step of the window (undone work given back), and those given in it. */
export async function creditSeries(
  tx: MerchantTx,
  window: AnalyticsWindow,
): Promise<{ at: Date; feature: string | null; spent: number; granted: number }[]> {
  const { rows } = await tx.execute<{ at: string; feature: string | null; spent: number; granted: number }>(sql`
    with moved as (
      select ${stepOf(sql`created_at`, window)} as at, feature,
        coalesce(-sum(amount) filter (where kind in ('import', 'undo')), 0)::integer as spent,
        coalesce(sum(amount) filter (where kind in ('grant', 'adjustment')), 0)::integer as granted
      from credit_entries
      where created_at >= ${window.from.toISOString()}::timestamptz and created_at <= ${window.to.toISOString()}::timestamptz
      group by 1, 2)
    select step.at, m.feature, coalesce(m.spent, 0) as spent, coalesce(m.granted, 0) as granted
    from ${stepsOf(window)} left join moved m on m.at = step.at order by 1, 2`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

export type HoursFilter = {
  readonly window: AnalyticsWindow;
  readonly area: Area;
  readonly operation: string;
  readonly limit: number;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
};

/** The rows behind a figure, newest first, one more than `limit` when there is a next page. */
export function selectHours(tx: MerchantTx, { window, limit, after, ...of }: HoursFilter) {
  return tx
    .select()
    .from(integrationAnalytics)
    .where(
      and(
        eq(area, of.area),
        eq(operation, of.operation),
        within(window),
        after && sql`(${hour}, ${id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(hour), desc(id))
    .limit(limit + 1);
}

/** Forgets figures of all merchants from before `before`. */
export async function pruneAnalytics(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_analytics(${before.toISOString()}::timestamptz)`));
}
