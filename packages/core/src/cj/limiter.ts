import { CjFailure, type CjLimiter } from "@nexusone/cj/client";
import { takeSlotWithin } from "@nexusone/db/cj-slots";
import { takeSlot } from "@nexusone/db/rate-slots";
import type { ServiceContext } from "../context.ts";
import { sleep, type Deadline } from "../deadline.ts";
import type { PointsPurse } from "./points.ts";

/** 1.0 s is not enough for an account of one call a second, clients settle on 1.2 (facts A4); faster levels in proportion. */
const SPACING_AT_ONE_MS = 1_200;
/** A call this much behind its slot would come too close to the next one's: the slot is given up for another. */
const MOST_LATE_MS = 130;
/**
 * CJ serves ten calls a second to one address, in windows of slightly more than a second (facts A4). The eleventh call after a
 * late first must still fall outside its window: ten spacings less what a call may be late.
 */
const ADDRESS_SPACING_MS = (1_050 + MOST_LATE_MS) / 10;
const ADDRESS_WAIT_MS = 100;

const accountBucket = (environment: string, accountNumber: string): string =>
  `cj:account:${environment}:${accountNumber}`;
const addressBucket = (ctx: ServiceContext, environment: string): string =>
  `cj:address:${environment}:${ctx.platform.cj.outgoingAddress}`;

const late = (): CjFailure =>
  new CjFailure({ kind: "rate_limited", endpoint: "limiter", vendorMessage: "no free slot in time" });

/** Takes a slot and sleeps until it comes; false, and nothing taken, when that is further off than `withinMs`. */
async function waitForSlot(ctx: ServiceContext, bucket: string, spacingMs: number, withinMs: number): Promise<boolean> {
  const wait = await takeSlotWithin(ctx.platform.db, bucket, spacingMs, withinMs);
  if (wait !== undefined && wait > 0) await sleep(wait);
  return wait !== undefined;
}

/** For calls before there is an account: its place at the outgoing address. Throws `rate_limited`. */
export async function waitForAddress(ctx: ServiceContext, environment: string, deadline: Deadline): Promise<void> {
  if (!(await waitForSlot(ctx, addressBucket(ctx, environment), ADDRESS_SPACING_MS, deadline.leftMs()))) throw late();
}

/**
 * The two buckets of an account plus its points of the day. An account asks for the shared address only when its own slot has
 * come, and comes back with its next slot when the address is busy: a merchant with a thousand waiting calls has no more
 * places there than one with a single call.
 */
export function cjLimiter(
  ctx: ServiceContext,
  account: { id: string; environment: string; accountNumber: string; qpsLimit: number },
  deadline: Deadline,
  purse: PointsPurse,
): CjLimiter {
  const { platform } = ctx;
  const bucket = accountBucket(account.environment, account.accountNumber);
  const spacing = Math.ceil(SPACING_AT_ONE_MS / Math.max(1, account.qpsLimit));
  const address = addressBucket(ctx, account.environment);
  const paced = account.environment === "live" || platform.cj.pacing !== "none";

  async function waitForTurn(): Promise<void> {
    for (;;) {
      const wait = await takeSlotWithin(platform.db, bucket, spacing, deadline.leftMs());
      if (wait === undefined) throw late();
      const due = performance.now() + wait;
      if (wait > 0) await sleep(wait);
      if (performance.now() - due > MOST_LATE_MS) continue;
      if (!(await waitForSlot(ctx, address, ADDRESS_SPACING_MS, ADDRESS_WAIT_MS))) continue;
      if (performance.now() - due <= MOST_LATE_MS) return;
    }
  }

  return {
    async acquire({ points }) {
      if (deadline.leftMs() <= 0) throw late();
      if (!(await purse.take(points))) throw new CjFailure({ kind: "quota_exhausted", endpoint: "limiter" });
      try {
        if (paced) await waitForTurn();
      } catch (error) {
        purse.putBack(points);
        throw error;
      }
    },
    // Taking a slot of that length moves everybody of this account back by it.
    penalise: async (retryAfterMs) => {
      await takeSlot(platform.db, bucket, Math.min(Math.ceil(retryAfterMs), 60_000));
    },
  };
}
