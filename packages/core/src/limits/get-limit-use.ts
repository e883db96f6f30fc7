import type { LimitsView } from "@nexusone/contracts/limits-view";
import { findPlan } from "@nexusone/db/queries/billing";
import { readWindows } from "@nexusone/db/rate-slots";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { bucketsOf, WEIGHTS, windowKey } from "./buckets.ts";

/**
 * The caller's limits and what is used of them, in real time. `tokensInHand`: tokens that this process has leased and not
 * spent; those of other processes count as used, at most 5 % of a limit for each.
 */
export async function getLimitUse(
  ctx: ServiceContext,
  tokensInHand: (key: string) => number,
): Promise<z.infer<typeof LimitsView>> {
  authorize(ctx, "settings:read");
  const { actor, merchantId } = ctx;
  const plan = (await readMerchant(ctx, findPlan))?.plan ?? "free";
  const userId = actorUserId(actor);
  const buckets = userId
    ? [
        ...(actor.kind === "user" ? bucketsOf({ kind: "session", userId }) : []),
        ...bucketsOf({ kind: "client", userId, merchantId, plan }),
      ]
    : [];
  const named = buckets.flatMap((bucket) =>
    WEIGHTS.map((weight) => ({ bucket, weight, key: windowKey(weight, bucket), limit: bucket.limits[weight] })),
  );
  const windows = await readWindows(
    ctx.platform.db,
    named.map(({ key }) => key),
  );
  return {
    plan,
    limits: named.map(({ bucket, weight, key, limit }) => {
      const open = windows.find((one) => one.key === key && one.windowMs === limit.windowMs);
      return {
        holder: bucket.holder,
        weight,
        max: limit.max,
        used: open ? Math.max(0, open.taken - tokensInHand(key)) : 0,
        windowSeconds: limit.windowMs / 1_000,
        resetsAt: open?.resetAt.toISOString() ?? null,
      };
    }),
  };
}
