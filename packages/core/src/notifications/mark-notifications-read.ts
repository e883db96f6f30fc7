import { MarkReadInput, type UnreadView } from "@nexusone/contracts/notifications";
import { countUnread, markNoticesRead } from "@nexusone/db/queries/notifications";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { selfOf } from "../self.ts";

/** Marks one's own notices as read, those named or all. Safe to repeat; ids of others change nothing. */
export async function markNotificationsRead(
  ctx: ServiceContext,
  rawInput: z.input<typeof MarkReadInput>,
): Promise<z.output<typeof UnreadView>> {
  authorize(ctx, "notifications:own");
  const userId = selfOf(ctx, "notifications:own");
  const { ids } = MarkReadInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await markNoticesRead(tx, { userId, ids, at: ctx.platform.clock.now() });
    return { unread: await countUnread(tx, userId) };
  });
}
