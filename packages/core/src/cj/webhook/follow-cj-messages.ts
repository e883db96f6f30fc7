import type { MessageRow, SettledMessage } from "@nexusone/db/queries/channel-events";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findNamedProducts } from "@nexusone/db/queries/inventory-hints";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../errors.ts";
import { hintSupplierOrders } from "../../fulfilment/jobs.ts";
import { hintProducts } from "../../inventory/follow-hints.ts";
import { CJ } from "../supplier-id.ts";

/** What `cj-channel.ts` keeps of messages about products. */
const Names = z.object({ pid: z.string().optional(), vids: z.array(z.string()).default([]) });
/** And of messages about orders: by our number, CJ's own id of it, or a parcel's number. */
const OrderNames = z
  .object({
    order: z.object({ orderNumber: z.string().nullish() }).optional(),
    originalOrderId: z.string().optional(),
    tracking: z.object({ trackingNumber: z.string().nullish() }).optional(),
  })
  .transform(({ order, originalOrderId, tracking }) => ({
    numbers: [order?.orderNumber ?? []].flat(),
    externalIds: [originalOrderId ?? []].flat(),
    trackingNumbers: [tracking?.trackingNumber ?? []].flat(),
  }));
const ABOUT_ORDERS = new Set(["order", "order_split", "logistic"]);
const ABOUT_PRODUCTS = new Set(["product", "variant", "stock"]);

/**
 * A message of CJ's is a hint: the products and orders it is about are read again, once however many messages there are. Nothing in
 * it is believed. @throws `cj.not_connected`
 */
export async function followCjMessages(
  tx: MerchantTx,
  ctx: ServiceContext,
  messages: readonly MessageRow[],
): Promise<SettledMessage[]> {
  const connection = await findCjConnection(tx);
  if (!connection) throw new DomainError("cj.not_connected");
  const named = messages.map((message) => ({
    message,
    names: ABOUT_PRODUCTS.has(message.kind) ? Names.parse(message.payload) : undefined,
    orders: ABOUT_ORDERS.has(message.kind) ? OrderNames.parse(message.payload) : undefined,
  }));
  const orders = named.flatMap((one) => one.orders ?? []);
  const hinted = await hintSupplierOrders(tx, ctx, CJ, {
    numbers: orders.flatMap(({ numbers }) => numbers),
    externalIds: orders.flatMap(({ externalIds }) => externalIds),
    trackingNumbers: orders.flatMap(({ trackingNumbers }) => trackingNumbers),
  });
  const all = named.flatMap(({ names }) => names ?? []);
  const found = await findNamedProducts(
    tx,
    { supplier: CJ, environment: connection.environment },
    { products: all.flatMap(({ pid }) => pid ?? []), variants: all.flatMap(({ vids }) => vids) },
  );
  await hintProducts(tx, ctx, [...new Set(found.map(({ productId }) => productId))]);
  const known = new Set(found.map(({ externalId }) => externalId));
  return named.map(({ message: { id }, names, orders: about }) => {
    if (about) {
      const ours = Object.values(about)
        .flat()
        .some((name) => hinted.has(name));
      return ours ? { id, state: "done", reason: null } : { id, state: "ignored", reason: "inbox.not_followed" };
    }
    if (!names) return { id, state: "ignored", reason: "inbox.not_followed" };
    const ours = [names.pid, ...names.vids].some((name) => name !== undefined && known.has(name));
    return ours ? { id, state: "done", reason: null } : { id, state: "ignored", reason: "inbox.not_in_catalogue" };
  });
}
