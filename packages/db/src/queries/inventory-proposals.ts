import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { ChangeKind } from "@nexusone/contracts/inventory-terms";
import { products } from "../schema/catalog.ts";
import { inventoryProposals } from "../schema/inventory.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ProposalRow = typeof inventoryProposals.$inferSelect;
export type NewProposal = Pick<ProposalRow, "kind" | "holds" | "changes" | "digest">;

export async function listProposalsOf(tx: MerchantTx, productIds: readonly string[]): Promise<ProposalRow[]> {
  return tx
    .select()
    .from(inventoryProposals)
    .where(inArray(inventoryProposals.productId, [...productIds]));
}

/** Asks, or asks anew for something else. */
export async function putProposal(tx: MerchantTx, productId: string, row: NewProposal, foundAt: Date): Promise<void> {
  const { holds, changes, digest } = row;
  await tx
    .insert(inventoryProposals)
    .values({ ...row, productId, state: "open", foundAt })
    .onConflictDoUpdate({
      target: [inventoryProposals.merchantId, inventoryProposals.productId, inventoryProposals.kind],
      set: { state: "open", holds, changes, digest, foundAt },
    });
}

export async function deleteProposals(tx: MerchantTx, productId: string, kinds: readonly ChangeKind[]): Promise<void> {
  if (kinds.length === 0) return;
  await tx
    .delete(inventoryProposals)
    .where(and(eq(inventoryProposals.productId, productId), inArray(inventoryProposals.kind, [...kinds])));
}

export async function rejectProposal(tx: MerchantTx, id: string): Promise<void> {
  await tx.update(inventoryProposals).set({ state: "rejected", holds: false }).where(eq(inventoryProposals.id, id));
}

export async function findProposal(tx: MerchantTx, id: string): Promise<ProposalRow | undefined> {
  const [row] = await tx
    .select()
    .from(inventoryProposals)
    .where(and(eq(inventoryProposals.id, id), eq(inventoryProposals.state, "open")));
  return row;
}

/**
 * After somebody changed prices of these products: where none waits any more, the question about them is withdrawn, and the sale
 * goes on unless something else holds it.
 */
export async function withdrawPriceQuestions(tx: MerchantTx, productIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    with withdrawn as (
      delete from inventory_proposals p
      where p.kind = 'cost' and p.state = 'open' and p.product_id = any(${sql.param([...productIds])}::uuid[])
        and not exists (
          select from product_variants v where v.product_id = p.product_id and v.held_price_minor is not null)
      returning p.product_id)
    update products x
    set sale_held_by = (
      select o.kind from inventory_proposals o
      where o.product_id = x.id and o.state = 'open' and o.holds and o.kind <> 'cost' limit 1)
    from withdrawn where x.id = withdrawn.product_id and x.sale_held_by = 'cost'`);
}

type Key = { readonly at: Date; readonly id: string };

/** What waits for somebody's word with its product, newest first, one more than `limit` when there is a next page. */
export async function listOpenProposals(tx: MerchantTx, page: { limit: number; after?: Key | undefined }) {
  const { limit, after } = page;
  return tx
    .select({ proposal: inventoryProposals, product: products })
    .from(inventoryProposals)
    .innerJoin(
      products,
      and(eq(products.merchantId, inventoryProposals.merchantId), eq(products.id, inventoryProposals.productId)),
    )
    .where(
      and(
        eq(inventoryProposals.state, sql`'open'`),
        after &&
          sql`(${inventoryProposals.foundAt}, ${inventoryProposals.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(inventoryProposals.foundAt), desc(inventoryProposals.id))
    .limit(limit + 1);
}
