import { SubmitOrderInput, type SupplierOrderView } from "@nexusone/contracts/fulfilment";
import { PLAN_MINUTES } from "@nexusone/contracts/fulfilment-terms";
import { listSupplierOrders, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { heldByOthers, moveRow } from "./holds.ts";
import { fulfilSoon } from "./jobs.ts";
import { makePlans } from "./plan-orders.ts";
import { plannedUsdMinor, supplierOrderViews } from "./views.ts";

/**
 * Sends an order to its suppliers as it was planned, with a new plan when there is none of the last half hour. Money moves only
 * with `pay`, and for no more than the plan says. What was sent already is the answer: safe to repeat.
 * @throws `orders.not_found`, `orders.on_hold`, and what planning fails with.
 */
export async function submitOrder(
  ctx: ServiceContext,
  rawInput: z.input<typeof SubmitOrderInput>,
): Promise<SupplierOrderView[]> {
  authorize(ctx, "orders:manage");
  const { orderId, pay } = SubmitOrderInput.parse(rawInput);
  if (pay) authorize(ctx, "orders:pay");
  const isFresh = await readMerchant(ctx, async (tx) => hasFreshPlan(await listSupplierOrders(tx, orderId), ctx));
  const planned = isFresh ? 1 : await makePlans(ctx, orderId);
  const sent = await inMerchantTx(ctx, (tx) => sendPlans(tx, ctx, orderId, { pay, interactive: true }));
  if (planned === 0 && sent === 0) {
    const there = await readMerchant(ctx, (tx) => listSupplierOrders(tx, orderId));
    if (there.length === 0) throw new DomainError("fulfilment.nothing_to_send", { orderId });
  }
  return readMerchant(ctx, (tx) => supplierOrderViews(tx, ctx, orderId));
}

function hasFreshPlan(rows: readonly SupplierOrderRow[], { platform }: ServiceContext): boolean {
  const oldest = addMs(platform.clock.now(), -PLAN_MINUTES * MINUTE_MS);
  const plans = rows.filter(({ state }) => state === "planned");
  return plans.length > 0 && plans.every(({ plannedAt }) => plannedAt >= oldest);
}

/**
 * Turns the plans of an order into orders for its suppliers, and enqueues the work in the same transaction.
 * @returns how many. @throws `orders.on_hold`.
 */
export async function sendPlans(
  tx: MerchantTx,
  ctx: ServiceContext,
  orderId: string,
  { pay, interactive }: { pay: boolean; interactive: boolean },
): Promise<number> {
  const order = await lockOrder(tx, orderId);
  if (!order) throw new DomainError("orders.not_found", { orderId });
  if (await heldByOthers(tx, orderId)) throw new DomainError("orders.on_hold", { orderId });
  const plans = (await listSupplierOrders(tx, orderId)).filter(({ state }) => state === "planned");
  for (const row of plans) await sendPlan(tx, ctx, order, row, pay);
  if (plans.length > 0) await fulfilSoon(tx, ctx, orderId, interactive);
  failpoint("order.submit.before_enqueue_commit");
  return plans.length;
}

function sendPlan(tx: MerchantTx, ctx: ServiceContext, order: OrderRow, row: SupplierOrderRow, pay: boolean) {
  const now = ctx.platform.clock.now();
  const word = { approvedBy: "person", approvedUsdMinor: plannedUsdMinor(row), approvedAt: now } as const;
  return moveRow(ctx, { tx, order, row }, { state: "wanted", options: [], nextAt: now, ...(pay && word) });
}
