import { incrementUsage } from "@nexusone/db/queries/billing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { actorUserId, type ServiceContext } from "../context.ts";

/** Counts `count` uses of `feature` on today's UTC day of the context's clock. */
export async function countUsage(
  tx: MerchantTx,
  ctx: Pick<ServiceContext, "platform" | "actor">,
  feature: string,
  count: number,
): Promise<void> {
  const day = ctx.platform.clock.now().toISOString().slice(0, 10);
  await incrementUsage(tx, { feature, day, count, userId: actorUserId(ctx.actor) });
}
