import type { VendorHealthView } from "@nexusone/contracts/operations";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { listCjUsageRows, type CjUsageRecord } from "@nexusone/db/queries/cj-usage";
import { authorize } from "../authorize.ts";
import { utcDay } from "../cj/points.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { storedReason } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

const CALLS = 200;

/** How each connected vendor answered lately, from the calls on record. Asks nobody. */
export async function listVendorHealth(ctx: ServiceContext): Promise<VendorHealthView[]> {
  authorize(ctx, "cj:read");
  const { connection, calls } = await readMerchant(ctx, async (tx) => {
    const [found, rows] = await Promise.all([findCjConnection(tx), listCjUsageRows(tx, { limit: CALLS })]);
    return { connection: found, calls: rows };
  });
  if (!connection) return [];
  const now = ctx.platform.clock.now();
  const recent = calls.filter(
    (call) => call.environment === connection.environment && call.calledAt >= addMs(now, -DAY_MS),
  );
  const used = connection.pointsDay === utcDay(now) ? connection.pointsUsed : 0;
  return [
    {
      vendor: "cj",
      environment: connection.environment,
      calls: recent.length,
      failed: recent.filter(isFailure).length,
      throttled: recent.filter(isThrottled).length,
      ...speedOf(recent),
      lastSuccessAt: timeOf(recent.find((call) => call.failure === null)),
      lastFailureAt: timeOf(recent.find(isFailure)),
      pointsLeft: Math.max(0, connection.pointsPerDay - used),
      pointsPerDay: connection.pointsPerDay,
      reason: storedReason(connection.reason),
    },
  ];
}

const THROTTLED: ReadonlySet<string | null> = new Set(["rate_limited", "quota_exhausted"]);
/** CJ's word that something does not exist is an answer like any other. */
const ANSWERS: ReadonlySet<string | null> = new Set([null, "not_found", "removed"]);

const isThrottled = (call: CjUsageRecord): boolean => THROTTLED.has(call.failure);
const isFailure = (call: CjUsageRecord): boolean => !ANSWERS.has(call.failure) && !isThrottled(call);
const timeOf = (call: CjUsageRecord | undefined): string | null => call?.calledAt.toISOString() ?? null;

function speedOf(calls: readonly CjUsageRecord[]): { medianMs: number | null; p95Ms: number | null } {
  const sorted = calls.map((call) => call.durationMs).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  return { medianMs: at(0.5), p95Ms: at(0.95) };
}
