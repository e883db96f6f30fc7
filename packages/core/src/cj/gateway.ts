import { createCjAuth, createCjClient, type CjClient } from "@nexusone/cj/client";
import type { CjConnectionRow } from "@nexusone/db/queries/cj-connections";
import type { ServiceContext } from "../context.ts";
import { baseUrlOf, connectionIn } from "./connection.ts";
import { deadlineIn, INTERACTIVE_MS } from "../deadline.ts";
import { askCj } from "./failure.ts";
import { cjLimiter, waitForAddress } from "./limiter.ts";
import { drawBlock, pointsBlock, pointsPurse } from "./points.ts";
import { cjRecorder } from "./recorder.ts";
import { inMerchantTx } from "../transaction.ts";
import { cjTokenSource } from "./token-source.ts";

/** CJ as one merchant's account sees it, for the length of one verb. */
export type CjGateway = {
  readonly client: CjClient;
  readonly connection: CjConnectionRow;
  /** Points CJ counted for the calls made through this gateway. */
  readonly pointsSpent: () => number;
};

/** A single call never takes the whole wait. */
const CALL_TIMEOUT_MS = 6_000;

/**
 * Opens the merchant's CJ for `work`, which calls the network and must not run inside a transaction. Calls wait for their
 * turn for at most `deadlineMs` together; all of them are recorded when `work` ends, well or badly.
 * @throws `cj.not_connected`, and every `cj.*` or `import.product_*` reason CJ's failures map to.
 */
export async function withCj<T>(
  ctx: ServiceContext,
  work: (cj: CjGateway) => Promise<T>,
  { deadlineMs = INTERACTIVE_MS, products = 1 }: { deadlineMs?: number | undefined; products?: number } = {},
): Promise<T> {
  if (ctx.tx) throw new Error("CJ is never called inside a transaction");
  const { connection, block, drawn, baseUrl } = await inMerchantTx(ctx, async (tx) => {
    const row = await connectionIn(tx);
    const url = baseUrlOf(ctx, row.environment);
    const points = pointsBlock(products, row.pointsPerDay);
    return {
      ...{ connection: row, baseUrl: url, block: points },
      drawn: await drawBlock(tx, row.id, ctx.platform.clock.now(), points),
    };
  });
  const deadline = deadlineIn(deadlineMs);
  const recorder = cjRecorder(ctx, connection);
  const purse = pointsPurse(ctx, connection.id, block, drawn);
  const { fetch } = ctx.platform.cj;
  const transport = {
    baseUrl,
    timeoutMs: Math.min(CALL_TIMEOUT_MS, deadlineMs),
    record: recorder.record,
    now: ctx.platform.clock.now,
    ...(fetch && { fetch }),
  };
  const auth = createCjAuth(transport);
  const limited = {
    ...auth,
    getAccessToken: async (key: string) => {
      await waitForAddress(ctx, connection.environment, deadline);
      return auth.getAccessToken(key);
    },
    refreshAccessToken: async (token: string) => {
      await waitForAddress(ctx, connection.environment, deadline);
      return auth.refreshAccessToken(token);
    },
  };
  const client = createCjClient({
    ...transport,
    tokens: cjTokenSource(ctx, connection, limited, deadline),
    limiter: cjLimiter(ctx, connection, deadline, purse),
  });
  try {
    return await askCj(() => work({ client, connection, pointsSpent: recorder.pointsSpent }));
  } finally {
    await recorder.flush(purse.letGo());
  }
}
