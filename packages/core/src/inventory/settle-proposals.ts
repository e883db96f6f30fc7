import type { ChangeKind } from "@nexusone/contracts/inventory-terms";
import {
  deleteProposals,
  listProposalsOf,
  putProposal,
  type ProposalRow,
} from "@nexusone/db/queries/inventory-proposals";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { Merged } from "../catalog/merge-reading.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvents } from "../events/record-event.ts";
import type { Kept } from "./keep-back.ts";

export type Settled = {
  readonly merged: Merged;
  readonly saleHeldBy: ChangeKind | null;
  /** Kinds that began to wait. */
  readonly asked: number;
};

/**
 * Brings what waits for somebody's word up to these readings: the same as before stays as it was asked, what is no longer so is
 * withdrawn, and what was rejected is not asked again until it is something else. @returns one for each
 */
export async function settleProposals(
  tx: MerchantTx,
  ctx: ServiceContext,
  kept: readonly (Kept & { readonly productId: string })[],
  foundAt: Date,
): Promise<Settled[]> {
  const rows = await listProposalsOf(
    tx,
    kept.map(({ productId }) => productId),
  );
  const known = Map.groupBy(rows, ({ productId }) => productId);
  const settled: Settled[] = [];
  for (const one of kept) settled.push(await settleOne(tx, ctx, one, known.get(one.productId) ?? [], foundAt));
  return settled;
}

async function settleOne(
  tx: MerchantTx,
  ctx: ServiceContext,
  { productId, merged, proposals }: Kept & { readonly productId: string },
  rows: readonly ProposalRow[],
  foundAt: Date,
): Promise<Settled> {
  const known = new Map(rows.map((row) => [row.kind, row]));
  const wanted = new Set(proposals.map(({ kind }) => kind));
  await deleteProposals(
    tx,
    productId,
    [...known.keys()].filter((kind) => !wanted.has(kind)),
  );
  const rejected = (kind: ChangeKind): boolean => {
    const row = known.get(kind);
    return row?.state === "rejected" && proposals.some((one) => one.kind === kind && one.digest === row.digest);
  };
  const open = proposals.filter(({ kind }) => !rejected(kind));
  const news = open.filter(({ kind, digest, holds }) => {
    const row = known.get(kind);
    return !row || row.state !== "open" || row.digest !== digest || row.holds !== holds;
  });
  for (const one of news) await putProposal(tx, productId, one, foundAt);
  await recordEvents(
    tx,
    ctx,
    "inventory.approval_asked",
    news.map(({ kind, holds }) => ({
      payload: { productId, kind, holds },
      subject: { kind: "product", id: productId },
    })),
  );
  // A return of stock that somebody refused keeps the product off sale.
  const held = open.find(({ holds }) => holds)?.kind ?? (rejected("stock") ? "stock" : null);
  return { merged: rejected("cost") ? withoutHeld(merged) : merged, saleHeldBy: held, asked: news.length };
}

const withoutHeld = (merged: Merged): Merged => ({
  ...merged,
  variants: merged.variants.map((variant) => ({ ...variant, heldPriceMinor: null, heldBy: null })),
});
