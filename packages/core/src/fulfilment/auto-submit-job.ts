import { isSupplierReason, reasonOf } from "@nexusone/contracts/reasons";
import { hasLiveSupplierOrders } from "@nexusone/db/queries/fulfilment";
import { listOpenHolds, lockOrder } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { addMs, HOUR_MS } from "../clock.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { resumesAt } from "../inventory/resumes-at.ts";
import { endsEverything, isSupplierFailure } from "../suppliers/find-supplier.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { holdOrder } from "../orders/change-order.ts";
import { inMerchantTx } from "../transaction.ts";
import { holdForSupplier } from "./holds.ts";
import { makePlans } from "./plan-orders.ts";
import { readSettings } from "./settings.ts";
import { sendPlans } from "./submit-order.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** Plans and sends an order for which nobody has to ask: the shop said that confirmed orders go by themselves. */
export const autoSubmitJob = defineJob({
  name: "auto-submit-order",
  queue: "order_processing",
  /** `waits`: how often the supplier could not be asked before; none when absent. */
  payload: jobPayload({ orderId: z.uuid(), waits: z.number().int().min(0).optional() }),
  attempts: 12,
  atOnce: 12,
  handle: async (platform, { merchantId, orderId, waits = 0 }) => {
    const ctx = jobContext(platform, merchantId, autoSubmitJob.name, NOBODY);
    if (!(await inMerchantTx(ctx, (tx) => isWanted(tx, orderId)))) return;
    try {
      await makePlans(ctx, orderId);
    } catch (error) {
      if (isSupplierFailure(error)) {
        await inMerchantTx(ctx, async (tx) => {
          const order = endsEverything(error) && (await lockOrder(tx, orderId));
          // Nobody but a person can mend the account: the order says so, and goes by itself once it is mended.
          if (order) await holdOrder(tx, ctx, order, error.reason, error.details);
          await submitLater(tx, ctx, orderId, waits, error);
        });
        return;
      }
      if (!isDomainError(error) || !error.reason.startsWith("fulfilment.")) throw error;
      await inMerchantTx(ctx, async (tx) => {
        const order = await lockOrder(tx, orderId);
        if (order) await holdForSupplier(tx, ctx, order, error);
      });
      return;
    }
    await inMerchantTx(ctx, async (tx) => {
      if (await isWanted(tx, orderId)) await sendPlans(tx, ctx, orderId, { pay: false, interactive: false });
    });
  },
});

/** Confirmed, held by nothing but an account that could not be used, and not sent by somebody meanwhile; asked again after every wait. */
async function isWanted(tx: MerchantTx, orderId: string): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (!order || order.fulfilment !== "confirmed") return false;
  const holds = await listOpenHolds(tx, [orderId]);
  if (holds.some(({ reason }) => !isSupplierReason(reason))) return false;
  return (await readSettings(tx)).automation !== "by_hand" && !(await hasLiveSupplierOrders(tx, orderId));
}

/** However long a supplier is away or has no points left, the order goes once it is back: attempts of a job would run out. */
function submitLater(tx: MerchantTx, ctx: ServiceContext, orderId: string, waits: number, failure: DomainError) {
  const { clock, jobs } = ctx.platform;
  const now = clock.now();
  const at = reasonOf(failure.reason).retry ? resumesAt(failure, waits, now) : addMs(now, HOUR_MS);
  return jobs.enqueue(
    tx,
    ctx.merchantId,
    autoSubmitJob,
    { merchantId: ctx.merchantId, orderId, waits: waits + 1 },
    { key: `auto-submit:${orderId}`, startAfter: addMs(new Date(), at.getTime() - now.getTime()) },
  );
}

export const autoSubmitSoon = (tx: MerchantTx, ctx: ServiceContext, orderId: string): Promise<void> =>
  ctx.platform.jobs.enqueue(
    tx,
    ctx.merchantId,
    autoSubmitJob,
    { merchantId: ctx.merchantId, orderId },
    { key: `auto-submit:${orderId}` },
  );
