import { updateSupplierOrder, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import type { OrderAtSupplier, SupplierOrdering } from "../suppliers/supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { UNAPPROVED } from "./approve.ts";
import { claim } from "./claim.ts";
import { usdMinor } from "./choose-carrier.ts";
import { followFound } from "./follow-found.ts";
import { heldByOthers, settle, stop } from "./holds.ts";
import { balanceShort, priceMoved } from "./reasons.ts";
import { atSupplier } from "./session.ts";
import { stopCancelled } from "./stop-cancelled.ts";
import { hasMoved } from "./views.ts";

/** An empty balance is looked at again, and an order that something else holds. */
const BALANCE_LOOK_MS = HOUR_MS;
const HELD_LOOK_MS = 15 * MINUTE_MS;

type Outcome =
  | { readonly kind: "found"; readonly order: OrderAtSupplier }
  | { readonly kind: "moved"; readonly askedUsdMinor: number }
  | { readonly kind: "gone" };

/**
 * Pays what somebody approved, once: the order is read before, so that a payment whose answer got lost is found instead of made
 * again, and its final price is compared with the approved one. Nothing is paid while something else holds the order.
 */
export async function payStep(ctx: ServiceContext, row: SupplierOrderRow): Promise<void> {
  const now = ctx.platform.clock.now();
  if (await inMerchantTx(ctx, (tx) => heldByOthers(tx, row.orderId))) {
    await settle(ctx, row, ["paying"], ({ tx }) =>
      updateSupplierOrder(tx, row.id, { nextAt: addMs(now, HELD_LOOK_MS) }),
    );
    return;
  }
  await claim(ctx, row);
  failpoint("order.pay.before_call");
  try {
    const outcome = await atSupplier(ctx, row, (ordering) => payOnce(ordering, row));
    failpoint("order.pay.after_call");
    await settle(ctx, row, ["paying"], async (locked) => {
      if (outcome.kind === "found") await followFound(ctx, locked, outcome.order);
      else if (outcome.kind === "gone") await stopCancelled(ctx, locked);
      else {
        const { askedUsdMinor } = outcome;
        const why = priceMoved(ctx, row, askedUsdMinor, row.approvedUsdMinor ?? 0);
        await stop(ctx, locked, why, { state: "created", askedUsdMinor, ...UNAPPROVED });
      }
      failpoint("order.pay.before_commit");
    });
  } catch (error) {
    if (!isDomainError(error) || !error.reason.startsWith("fulfilment.")) throw error;
    await settle(ctx, row, ["paying"], (locked) =>
      error.reason === "fulfilment.balance_insufficient"
        ? stop(ctx, locked, balanceShort(ctx, row, row.approvedUsdMinor ?? 0), {
            state: "paying",
            nextAt: addMs(now, BALANCE_LOOK_MS),
          })
        : stop(ctx, locked, error, { state: "created", ...UNAPPROVED }),
    );
  }
}

async function payOnce(ordering: SupplierOrdering, row: SupplierOrderRow): Promise<Outcome> {
  const before = await ordering.find(row.externalId ?? row.number);
  if (!before) return { kind: "gone" };
  if (before.state !== "open" || before.attention.length > 0) return { kind: "found", order: before };
  const ready = await ordering.confirm(before);
  failpoint("order.pay.after_confirm");
  const asked = ready.askedUsd === null ? null : usdMinor(ready.askedUsd);
  if (asked !== null && hasMoved(asked, row.approvedUsdMinor ?? 0)) return { kind: "moved", askedUsdMinor: asked };
  try {
    await ordering.pay(ready);
  } catch (error) {
    // Refused because it is paid already: somebody was faster.
    const there = isDomainError(error, "fulfilment.refused") ? await ordering.find(ready.externalId) : undefined;
    if (there?.state !== "paid") throw error;
  }
  return { kind: "found", order: { ...ready, state: "paid" } };
}
