import type { CjCallRecord } from "@nexusone/cj/client";
import { OK } from "@nexusone/contracts/analytics-terms";
import type { Environment } from "@nexusone/contracts/cj";
import { correctCjPoints } from "@nexusone/db/queries/cj-connections";
import { insertCjUsage } from "@nexusone/db/queries/cj-usage";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { reasonOfFailure } from "./failure.ts";
import { utcDay } from "./points.ts";

/** So many are written while the verb goes on. */
const TOGETHER = 250;

/**
 * Every call to CJ becomes a row (CJA-03), refused ones included. Calls of one verb are collected and written together, the
 * last by `flush`, which never throws: a lost line of bookkeeping must not undo what CJ has already done.
 */
export function cjRecorder(ctx: ServiceContext, account: { id: string | null; environment: Environment }) {
  let waiting: CjCallRecord[] = [];
  let writing: Promise<void> = Promise.resolve();
  let points = 0;

  /** Writes what waits, after what is being written. */
  function write(unspent: number): Promise<void> {
    const calls = waiting;
    waiting = [];
    writing = writing.then(() => store(calls, unspent));
    return writing;
  }

  async function store(calls: readonly CjCallRecord[], unspent: number): Promise<void> {
    if (calls.length === 0 && unspent === 0) return;
    const { id, environment } = account;
    const giveBack = unspent + sum(calls.filter((call) => call.failure === "rate_limited").map((call) => call.points));
    const exhausted = calls.some((call) => call.failure === "quota_exhausted");
    try {
      await inMerchantTx(ctx, async (tx) => {
        await insertCjUsage(
          tx,
          calls.map((call) => ({
            environment,
            endpoint: call.endpoint,
            method: call.method,
            httpStatus: call.httpStatus,
            code: call.code === null ? null : String(call.code),
            failure: call.failure,
            points: call.failure === "rate_limited" ? 0 : call.points,
            durationMs: call.durationMs,
            calledAt: call.at,
          })),
        );
        if (id !== null && (giveBack > 0 || exhausted))
          await correctCjPoints(tx, id, utcDay(ctx.platform.clock.now()), { giveBack, exhausted });
      });
    } catch (error) {
      ctx.platform.log.error({ err: error, calls: calls.length }, "cj usage could not be recorded");
    }
  }

  return {
    record: (call: CjCallRecord): void => {
      waiting.push(call);
      ctx.platform.usage?.count({
        merchantId: ctx.merchantId,
        area: "vendor",
        operation: `cj ${call.endpoint}`,
        outcome: call.failure ? reasonOfFailure(call.failure) : OK,
        ms: call.durationMs,
      });
      // Turned away before any work: CJ does not count it.
      if (call.failure !== "rate_limited") points += call.points;
      if (waiting.length === TOGETHER) void write(0);
    },
    pointsSpent: (): number => points,
    /** `unspent`: points drawn for these calls that none of them took. */
    flush: (unspent = 0): Promise<void> => write(unspent),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
