import { bringAlertsUpToDate } from "@nexusone/db/queries/inventory-alerts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvents } from "../events/record-event.ts";
import { readFollowing } from "./following.ts";

/**
 * Raises and ends alerts by what is in stock now, of these products or of all: after anything that moves stock or thresholds, in
 * the same transaction.
 */
export async function followAlerts(tx: MerchantTx, ctx: ServiceContext, productIds?: readonly string[]): Promise<void> {
  if (productIds?.length === 0) return;
  const { lowStockAt } = await readFollowing(tx);
  const now = ctx.platform.clock.now();
  const { raised, ended } = await bringAlertsUpToDate(tx, { productIds, shopThreshold: lowStockAt, now });
  const about = (rows: typeof raised) =>
    rows.map((payload) => ({ payload, subject: { kind: "product" as const, id: payload.productId } }));
  await recordEvents(tx, ctx, "inventory.alert_raised", about(raised));
  await recordEvents(tx, ctx, "inventory.alert_ended", about(ended));
}
