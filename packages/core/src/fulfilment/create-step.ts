import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { findOrderRow, type OrderRow } from "@nexusone/db/queries/orders";
import { updateOrder } from "@nexusone/db/queries/orders-write";
import { addMs } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import type { OrderAtSupplier } from "../suppliers/supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { decidePayment } from "./approve.ts";
import { usdMinor } from "./choose-carrier.ts";
import { claim } from "./claim.ts";
import { followFound, UNPAID_LOOK_MS } from "./follow-found.ts";
import { moveRow, releaseOurs, settle, stop, type Locked } from "./holds.ts";
import { addressRefused, numberTaken } from "./reasons.ts";
import { atSupplier } from "./session.ts";

/**
 * Has the supplier make the order. Whoever comes after an attempt with an unknown end asks for our number first, and adopts what
 * is there; the number itself keeps a second order from being made however late the first one arrives.
 */
export async function createStep(ctx: ServiceContext, row: SupplierOrderRow): Promise<void> {
  const order = await inMerchantTx(ctx, (tx) => findOrderRow(tx, row.orderId));
  if (!order) return;
  const { attempt } = await claim(ctx, row);
  failpoint("order.submit.before_call");
  try {
    const made = await atSupplier(ctx, row, async (ordering) => {
      const there = attempt > 1 ? await ordering.find(row.number) : undefined;
      return there ?? ordering.create({ ...row, address: order.address });
    });
    failpoint("order.submit.after_call");
    await settle(ctx, row, ["wanted"], (locked) => created(ctx, locked, made));
  } catch (error) {
    if (!isDomainError(error) || !error.reason.startsWith("fulfilment.")) throw error;
    // The supplier has no such order: nothing is there to take back, and the number may be used again.
    await settle(ctx, row, ["wanted"], (locked) => stop(ctx, locked, error, { state: "refused" }));
  }
}

async function created(ctx: ServiceContext, locked: Locked, made: OrderAtSupplier): Promise<void> {
  const { row } = locked;
  if (!sameGoods(row, made)) {
    await stop(ctx, locked, numberTaken(ctx, row), { state: "refused" });
    return;
  }
  const now = ctx.platform.clock.now();
  const there = {
    state: "created",
    externalId: made.externalId,
    askedUsdMinor: made.askedUsd === null ? null : usdMinor(made.askedUsd),
    nextAt: addMs(now, UNPAID_LOOK_MS),
  } as const;
  const order = await noteExternalId(locked, made.externalId);
  if (made.attention.length > 0) {
    await stop(ctx, { ...locked, order }, addressRefused(ctx, row, made), { ...there, nextAt: null });
    failpoint("order.submit.before_commit");
    return;
  }
  const freed = await releaseOurs(locked.tx, ctx, order);
  const moved = { ...locked, order: freed, row: await moveRow(ctx, { ...locked, order: freed }, there) };
  if (made.state === "open") await decidePayment(ctx, moved);
  else await followFound(ctx, moved, made);
  failpoint("order.submit.before_commit");
}

const noteExternalId = ({ tx, order }: Locked, externalOrderId: string): Promise<OrderRow> =>
  updateOrder(tx, order.id, { externalOrderId: order.externalOrderId ?? externalOrderId });

/** What is there under our number is ours only if it holds our lines, all of them and no others. */
function sameGoods({ lines }: SupplierOrderRow, { lineIds }: OrderAtSupplier): boolean {
  const ours = lines.map(({ lineId }) => lineId).toSorted();
  return JSON.stringify(ours) === JSON.stringify([...new Set(lineIds)].toSorted());
}
