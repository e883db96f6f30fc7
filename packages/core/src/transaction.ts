import { withMerchant, type MerchantScope, type MerchantTx } from "@nexusone/db/with-merchant";
import { actingAs } from "./audit/acting.ts";
import { actorUserId, type ServiceContext } from "./context.ts";

/** Runs `fn` in the outer transaction when there is one, else in a new one bound to the context's merchant. No network inside. */
export function inMerchantTx<T>(ctx: ServiceContext, fn: (tx: MerchantTx) => Promise<T>): Promise<T> {
  return ctx.tx ? fn(ctx.tx) : withMerchant(ctx.platform.db, scopeOf(ctx), fn);
}

/** The same for reads; may be answered by a replica. */
export function readMerchant<T>(ctx: ServiceContext, fn: (tx: MerchantTx) => Promise<T>): Promise<T> {
  return ctx.tx ? fn(ctx.tx) : withMerchant(ctx.platform.db, { ...scopeOf(ctx), readOnly: true }, fn);
}

function scopeOf(ctx: ServiceContext): MerchantScope {
  const userId = actorUserId(ctx.actor);
  return { merchantId: ctx.merchantId, by: actingAs(ctx), ...(userId ? { userId } : {}) };
}
