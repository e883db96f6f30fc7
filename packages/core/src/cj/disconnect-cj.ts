import { deleteCjConnection } from "@nexusone/db/queries/cj-connections";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/** Forgets key and tokens at once. Safe to repeat. CJ keeps its session; without the key nobody here can use it. */
export async function disconnectCj(ctx: ServiceContext): Promise<{ ok: true }> {
  authorize(ctx, "cj:manage");
  return inMerchantTx(ctx, async (tx) => {
    const row = await deleteCjConnection(tx);
    if (row) await recordEvent(tx, ctx, "cj.disconnected", { environment: row.environment });
    return { ok: true as const };
  });
}
