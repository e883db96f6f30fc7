import { markCjConnection } from "@nexusone/db/queries/cj-connections";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { withCj } from "./gateway.ts";
import { getCjStatus, type CjStatus } from "./get-cj-status.ts";

/** Asks CJ for the account's settings and keeps its present limits. Calls CJ (0 points); throws its `cj.*` failure. */
export async function testCj(ctx: ServiceContext): Promise<CjStatus> {
  authorize(ctx, "cj:manage");
  const { id, settings } = await withCj(ctx, async ({ client, connection }) => ({
    id: connection.id,
    settings: await client.getSettings(),
  }));
  await inMerchantTx(ctx, (tx) =>
    markCjConnection(tx, id, {
      status: "connected",
      reason: null,
      lastTestedAt: ctx.platform.clock.now(),
      ...(settings.qpsLimit && { qpsLimit: settings.qpsLimit }),
    }),
  );
  return getCjStatus(ctx);
}
