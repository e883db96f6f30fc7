import type { MessageRow, SettledMessage } from "@nexusone/db/queries/channel-events";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findNamedProducts } from "@nexusone/db/queries/inventory-hints";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import type { ServiceContext } from "../../context.ts";
import { DomainError } from "../../errors.ts";
import { hintProducts } from "../../inventory/follow-hints.ts";
import { CJ } from "../supplier-id.ts";

/** What `cj-channel.ts` keeps of messages about products. */
const Names = z.object({ pid: z.string().optional(), vids: z.array(z.string()).default([]) });
const ABOUT_PRODUCTS = new Set(["product", "variant", "stock"]);

/**
 * A message of CJ's is a hint: the products it is about are read again, once however many messages there are. Nothing in it is
 * believed. @throws `cj.not_connected`
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
  }));
  const all = named.flatMap(({ names }) => names ?? []);
  const found = await findNamedProducts(
    tx,
    { supplier: CJ, environment: connection.environment },
    { products: all.flatMap(({ pid }) => pid ?? []), variants: all.flatMap(({ vids }) => vids) },
  );
  await hintProducts(tx, ctx, [...new Set(found.map(({ productId }) => productId))]);
  const known = new Set(found.map(({ externalId }) => externalId));
  return named.map(({ message: { id }, names }) => {
    if (!names) return { id, state: "ignored", reason: "inbox.not_followed" };
    const ours = [names.pid, ...names.vids].some((name) => name !== undefined && known.has(name));
    return ours ? { id, state: "done", reason: null } : { id, state: "ignored", reason: "inbox.not_in_catalogue" };
  });
}
