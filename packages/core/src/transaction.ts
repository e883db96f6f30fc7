import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { actorUserId, type ServiceContext } from "./context.ts";

/** Runs `fn` in the outer transaction when there is one, else in a new one bound to the context's merchant. No network inside. */
export function inMerchantTx<T>(ctx: ServiceContext, fn: (tx: MerchantTx) => Promise<T>): Promise<T> {
  if (ctx.tx) return fn(ctx.tx);
  const userId = actorUserId(ctx.actor);
  return withMerchant(ctx.platform.db, { merchantId: ctx.merchantId, ...(userId ? { userId } : {}) }, fn);
}

/** The same for reads; may be answered by a replica. */
export function readMerchant<T>(ctx: ServiceContext, fn: (tx: MerchantTx) => Promise<T>): Promise<T> {
  if (ctx.tx) return fn(ctx.tx);
  const userId = actorUserId(ctx.actor);
  return withMerchant(
    ctx.platform.db,
    { merchantId: ctx.merchantId, ...(userId ? { userId } : {}), readOnly: true },
    fn,
  );
}
