import { CjFailure, type CjLimiter } from "@nexusone/cj/client";
import { takeSlot } from "@nexusone/db/rate-slots";
import { takeSlotWithin } from "@nexusone/db/cj-slots";
import { spendCjPoints } from "@nexusone/db/queries/cj-connections";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { sleep, type Deadline } from "./deadline.ts";

/** 1.0 s is not enough for an account of one call a second, clients settle on 1.2 (facts A4); faster levels in proportion. */
const SPACING_AT_ONE_MS = 1_200;
/** CJ serves ten calls a second to one address. */
const ADDRESS_SPACING_MS = 105;

const accountBucket = (environment: string, accountNumber: string): string =>
  `cj:account:${environment}:${accountNumber}`;
export const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

const late = (): CjFailure =>
  new CjFailure({ kind: "rate_limited", endpoint: "limiter", vendorMessage: "no free slot in time" });

/** Waits for a slot of this bucket, or throws `rate_limited` at once when none comes free before the deadline. */
async function waitForSlot(ctx: ServiceContext, bucket: string, spacingMs: number, deadline: Deadline): Promise<void> {
  const wait = await takeSlotWithin(ctx.platform.db, bucket, spacingMs, deadline.leftMs());
  if (wait === undefined) throw late();
  if (wait > 0) await sleep(wait);
}

/** The bucket of the outgoing address, which every merchant of this installation shares. */
export const waitForAddress = (ctx: ServiceContext, environment: string, deadline: Deadline): Promise<void> =>
  waitForSlot(ctx, `cj:address:${environment}:${ctx.platform.cj.outgoingAddress}`, ADDRESS_SPACING_MS, deadline);

/**
 * The two buckets of an account plus its points of the day. An account joins the queue of the shared address only when its
 * own slot has come, so a merchant with a thousand waiting calls has no more places there than one with a single call.
 */
export function cjLimiter(
  ctx: ServiceContext,
  account: { id: string; environment: string; accountNumber: string; qpsLimit: number },
  deadline: Deadline,
): CjLimiter {
  const { platform } = ctx;
  const bucket = accountBucket(account.environment, account.accountNumber);
  const spacing = Math.ceil(SPACING_AT_ONE_MS / Math.max(1, account.qpsLimit));
  return {
    async acquire({ points }) {
      if (deadline.leftMs() <= 0) throw late();
      if (account.environment === "live" || platform.cj.pacing !== "none") {
        await waitForSlot(ctx, bucket, spacing, deadline);
        await waitForAddress(ctx, account.environment, deadline);
      }
      if (points === 0) return;
      const day = utcDay(platform.clock.now());
      const covered = await inMerchantTx(ctx, (tx) => spendCjPoints(tx, account.id, day, points));
      if (!covered) throw new CjFailure({ kind: "quota_exhausted", endpoint: "limiter" });
    },
    // Taking a slot of that length moves everybody of this account back by it.
    penalise: async (retryAfterMs) => {
      await takeSlot(platform.db, bucket, Math.min(Math.ceil(retryAfterMs), 60_000));
    },
  };
}
