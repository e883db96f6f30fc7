import { ORDER_BATCH_ROW_STATES } from "@nexusone/contracts/order-batch-terms";
import type { OrderBatchView } from "@nexusone/contracts/order-batches";
import { countOrderBatchRows, findOrderBatch, sumOrderBatch } from "@nexusone/db/queries/order-batches";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";
import { readSettings } from "../fulfilment/settings.ts";

/** How a batch stands, with what it would move. Throws `preview.not_found`. */
export async function orderBatchViewOf(tx: MerchantTx, id: string): Promise<OrderBatchView> {
  const [batch, counted, sums, settings] = await Promise.all([
    findOrderBatch(tx, id),
    countOrderBatchRows(tx, id),
    sumOrderBatch(tx, id),
    readSettings(tx),
  ]);
  if (!batch) throw new DomainError("preview.not_found");
  const sum = (rows: typeof counted) => rows.reduce((all, row) => all + row.count, 0);
  const reasons = Map.groupBy(
    counted.filter(({ reason }) => reason !== null),
    // What is said of delivered orders is not what is said of shipped ones.
    ({ reason, from }) => `${reason} ${from ?? ""}`,
  );
  return {
    id: batch.id,
    state: batch.state,
    act: batch.act,
    by: batch.userName,
    createdAt: batch.createdAt.toISOString(),
    expiresAt: batch.expiresAt.toISOString(),
    total: batch.state === "reading" ? batch.total : sum(counted),
    counts: Object.fromEntries(
      ORDER_BATCH_ROW_STATES.map((state) => [state, sum(counted.filter((row) => row.state === state))]),
    ) as OrderBatchView["counts"], // every state is there
    reasons: [...reasons.values()]
      .map((rows) => ({ reason: rows[0]?.reason ?? "", count: sum(rows), details: rows[0]?.details ?? {} }))
      .sort((a, b) => b.count - a.count),
    totals: sums.map(({ payUsdMinor: _pay, ...total }) => total),
    payUsdMinor: sums.reduce((all, { payUsdMinor }) => all + payUsdMinor, 0),
    automation: settings.automation,
    dailyLimitUsdMinor: settings.dailyLimitUsdMinor,
  };
}
