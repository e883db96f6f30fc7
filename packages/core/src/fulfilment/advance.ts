import type { ActState, SupplierOrderState } from "@nexusone/contracts/fulfilment-terms";
import { reasonOf } from "@nexusone/contracts/reasons";
import { findSupplierOrder, updateSupplierOrder, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { withLease } from "@nexusone/db/leases";
import { randomUUID } from "node:crypto";
import { addMs, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { resumesAt } from "../inventory/resumes-at.ts";
import { isSupplierFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { cancelStep } from "./cancel-step.ts";
import { createStep } from "./create-step.ts";
import { settle } from "./holds.ts";
import { payStep } from "./pay-step.ts";

/** Another process goes on this long after the one at work died. */
const LEASE_MS = 5_000;

type Step = (ctx: ServiceContext, row: SupplierOrderRow) => Promise<void>;
/** States without a step are looked at, wait for a person, or are over. */
const STEPS: Record<ActState, Step> = { wanted: createStep, paying: payStep, cancelling: cancelStep };
const isAct = (state: SupplierOrderState): state is ActState => state in STEPS;
/** Going on from one of these to the next is one act: a step that changed nothing is not repeated. */
const MOST_STEPS = 4;

/**
 * Does what is next for an order at a supplier: make it, pay it, take it back. Safe to repeat from any number
 * of processes: one works on it at a time, and every call is preceded by the question what became of the last one. A supplier
 * that is away, or refuses a step that has no answer to a refusal, is asked again later; the row says when and why.
 * @returns false while another process is at it, or died just now.
 */
export async function advanceSupplierOrder(ctx: ServiceContext, id: string): Promise<boolean> {
  const lease = { name: `supplier-order:${id}`, holder: randomUUID(), ttlMs: LEASE_MS };
  const done = await withLease(ctx.platform.db, lease, async (lost) => {
    let before: SupplierOrderState | undefined;
    for (let taken = 0; taken < MOST_STEPS && !lost.aborted; taken += 1) {
      const row = await inMerchantTx(ctx, (tx) => findSupplierOrder(tx, id));
      if (!row || !isAct(row.state) || row.state === before) return;
      before = row.state;
      try {
        await STEPS[row.state](ctx, row);
      } catch (error) {
        // A step that has an answer to a refusal has given it.
        if (!isSupplierFailure(error) && !isDomainError(error, "fulfilment.refused")) throw error;
        await putOff(ctx, row, error);
        return;
      }
    }
  });
  return done !== undefined;
}

/** The outcome of the last call is unknown, or there was none: the next attempt begins with the question. */
async function putOff(ctx: ServiceContext, row: SupplierOrderRow, failure: DomainError): Promise<void> {
  const now = ctx.platform.clock.now();
  // Somebody has to mend the account first.
  const nextAt = reasonOf(failure.reason).retry ? resumesAt(failure, row.failures, now) : addMs(now, HOUR_MS);
  await settle(ctx, row, [row.state], ({ tx }) =>
    updateSupplierOrder(tx, row.id, {
      nextAt,
      reason: failure.reason,
      details: failure.details,
    }),
  );
}
