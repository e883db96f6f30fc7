import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** Addresses for people without an account: whose they are, by the hash of their token. */
export const publicLinkFunctions: readonly SystemFunction[] = [
  {
    name: "tracking_link",
    reason:
      "A customer's link names no merchant: whoever has the token learns whose order it opens, and nothing without it.",
    access: { tracking_links: ["select"] },
    args: "p_hash text",
    returns: "table (merchant_id uuid, order_id uuid)",
    volatility: "stable",
    body: `
      select l.merchant_id, l.order_id from public.tracking_links l
      where l.token_hash = p_hash and l.revoked_at is null`,
  },
  {
    name: "delivery_link",
    reason:
      "A driver's link names no merchant: whoever has the token learns whose delivery it opens, and nothing without it.",
    access: { delivery_tasks: ["select"] },
    args: "p_hash text",
    returns: "table (merchant_id uuid, task_id uuid)",
    volatility: "stable",
    body: `
      select d.merchant_id, d.id from public.delivery_tasks d where d.token_hash = p_hash and d.revoked_at is null`,
  },
  {
    name: "order_link_cart",
    reason:
      "An order link names no merchant: whoever has it is led to the cart that stands in it, and learns nothing else.",
    access: { order_links: ["select"] },
    args: "p_code text",
    returns: "text",
    volatility: "stable",
    body: `
      select l.cart_url from public.order_links l where l.code = p_code and l.status = 'pending'`,
  },
];

/** Whose order a token's hash opens. */
export async function findOrderOfLink(
  db: Database,
  tokenHash: string,
): Promise<{ merchantId: MerchantId; orderId: string } | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ merchantId: MerchantId; orderId: string }>(
      sql`select merchant_id as "merchantId", order_id as "orderId" from system.tracking_link(${tokenHash})`,
    );
    return rows[0];
  });
}

/** Whose delivery a driver's token opens. */
export async function findDeliveryOfLink(
  db: Database,
  tokenHash: string,
): Promise<{ merchantId: MerchantId; taskId: string } | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ merchantId: MerchantId; taskId: string }>(
      sql`select merchant_id as "merchantId", task_id as "taskId" from system.delivery_link(${tokenHash})`,
    );
    return rows[0];
  });
}

/** Where an order link leads; undefined for a code that nobody has, and once its order was placed or it was cancelled. */
export async function findCartOfLink(db: Database, code: string): Promise<string | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ cart: string | null }>(sql`select system.order_link_cart(${code}) as cart`);
    return rows[0]?.cart ?? undefined;
  });
}
