import {
  hastenSupplierOrders,
  listDueActs,
  listSupplierOrders,
  type SupplierOrderNames,
  type SupplierOrderRow,
} from "@nexusone/db/queries/fulfilment";
import type { SupplierId } from "@nexusone/contracts/ids";
import { listMerchantsWithOrdersDue } from "@nexusone/db/system/fulfilment";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { advanceSupplierOrder } from "./advance.ts";
import { lookAtDueOrders } from "./look.ts";
import { putOffBroken } from "./put-off-broken.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
/** The queue of the contract: everything that is done about orders at suppliers. */
const QUEUE = "order_processing";
const ACTS_AT_ONCE = 100;

/** Brings what an order has at suppliers as far as it can go now: made, and paid where somebody said so. */
export const orderFulfilmentJob = defineJob({
  name: "order-fulfillment",
  queue: QUEUE,
  payload: jobPayload({ orderId: z.uuid() }),
  attempts: 8,
  // It spends its time waiting for its turn at the supplier.
  atOnce: 12,
  handle: async (platform, { merchantId, orderId }, run) => {
    const ctx = jobContext(platform, merchantId, orderFulfilmentJob.name, NOBODY);
    const rows = await inMerchantTx(ctx, (tx) => listSupplierOrders(tx, orderId));
    for (const { id } of rows.filter((row) => isDue(row, platform))) {
      run?.goOn();
      // A process that died is believed to be at work for some seconds more.
      if (!(await advanceSupplierOrder(ctx, id))) throw new DomainError("job.worker_lost");
    }
  },
});

/** Asks suppliers about all orders of a merchant whose time has come: what was not made or paid yet, and where parcels are. */
export const cjOrderSyncJob = defineJob({
  name: "cj-order-sync",
  queue: QUEUE,
  payload: jobPayload({}),
  attempts: 3,
  atOnce: 12,
  handle: async (platform, { merchantId }, run) => {
    const ctx = jobContext(platform, merchantId, cjOrderSyncJob.name, NOBODY);
    do {
      const due = await inMerchantTx(ctx, (tx) => listDueActs(tx, platform.clock.now(), ACTS_AT_ONCE));
      for (const { id } of due) {
        run?.goOn();
        await advanceSupplierOrder(ctx, id).catch((error: unknown) => putOffBroken(ctx, id, error));
      }
      run?.goOn();
      // A look may bring another act: another day, another limit.
    } while ((await lookAtDueOrders(ctx)) > 0);
  },
});

const isDue = ({ nextAt }: SupplierOrderRow, { clock }: Platform): boolean => nextAt !== null && nextAt <= clock.now();

/** In the transaction that makes the work true. */
export const fulfilSoon = (tx: MerchantTx, ctx: ServiceContext, orderId: string, interactive: boolean): Promise<void> =>
  ctx.platform.jobs.enqueue(
    tx,
    ctx.merchantId,
    orderFulfilmentJob,
    { merchantId: ctx.merchantId, orderId },
    { interactive, operation: { by: ctx, subject: { kind: "order", id: orderId } } },
  );

const MERCHANTS_AT_ONCE = 500;

/** Takes up what is due of everybody. For a cron; safe to repeat. */
export async function sweepSupplierOrders(platform: Platform): Promise<void> {
  for (const merchantId of await listMerchantsWithOrdersDue(platform.db, platform.clock.now(), MERCHANTS_AT_ONCE)) {
    const ctx = jobContext(platform, merchantId, "sweep-orders", NOBODY);
    await inMerchantTx(ctx, (tx) =>
      platform.jobs.enqueue(tx, merchantId, cjOrderSyncJob, { merchantId }, { key: "orders-due" }),
    );
  }
}

/**
 * Somebody says that there is news of these orders: they are looked at next. Nothing of what was said is believed.
 * @returns all names of those that are ours.
 */
export async function hintSupplierOrders(
  tx: MerchantTx,
  ctx: ServiceContext,
  supplier: SupplierId,
  names: SupplierOrderNames,
): Promise<ReadonlySet<string>> {
  const { platform, merchantId } = ctx;
  const found = await hastenSupplierOrders(tx, supplier, names, platform.clock.now());
  if (found.length > 0)
    await platform.jobs.enqueue(tx, merchantId, cjOrderSyncJob, { merchantId }, { key: "orders-due" });
  return new Set(found.flatMap((one) => [one.number, one.externalId ?? [], one.trackingNumbers].flat(2)));
}
