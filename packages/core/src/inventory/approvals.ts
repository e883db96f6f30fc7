import { type ApprovalsPage, DecideApprovalsInput } from "@nexusone/contracts/inventory";
import type { ChangeKind } from "@nexusone/contracts/inventory-terms";
import type { ProductId } from "@nexusone/contracts/ids";
import { PageInput } from "@nexusone/contracts/paging";
import { lockProduct, updateProductRow } from "@nexusone/db/queries/catalog-product";
import { clearHeldPrices, findLastReading } from "@nexusone/db/queries/catalog-supplier";
import {
  deleteProposals,
  findProposal,
  listOpenProposals,
  listProposalsOf,
  rejectProposal,
  type ProposalRow,
} from "@nexusone/db/queries/inventory-proposals";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { storedProduct } from "../catalog/compare-with-supplier.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import { takeReadings } from "../catalog/take-readings.ts";
import { updateProduct } from "../catalog/update-product.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { readFollowing } from "./following.ts";
import { smallPicture } from "./small-picture.ts";

/** What follows from suppliers' changes and waits for somebody's word, newest first. */
export async function listApprovals(
  ctx: ServiceContext,
  rawInput: z.input<typeof PageInput> = {},
): Promise<z.output<typeof ApprovalsPage>> {
  authorize(ctx, "catalog:read");
  const { limit, cursor } = PageInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const rows = await readMerchant(ctx, (tx) => listOpenProposals(tx, { limit, after }));
  const page = cutPage(rows, limit, ({ proposal }) => ({ at: proposal.foundAt.toISOString(), id: proposal.id }));
  return {
    ...page,
    items: page.items.map(({ proposal, product }) => ({
      id: proposal.id,
      productId: product.id as ProductId, // our own uuid column
      name: product.name,
      imageUrl: smallPicture(ctx, product),
      currency: product.currency,
      kind: proposal.kind,
      holds: proposal.holds,
      changes: proposal.changes,
      foundAt: proposal.foundAt.toISOString(),
    })),
  };
}

/**
 * Agrees to changes of suppliers, or refuses them: then everything stays as it is and the same is not asked again. Each is
 * decided on its own; what somebody else decided meanwhile is only counted. Safe to repeat.
 */
export async function decideApprovals(
  ctx: ServiceContext,
  rawInput: z.input<typeof DecideApprovalsInput>,
): Promise<{ decided: number; gone: number }> {
  authorize(ctx, "catalog:edit");
  const { ids, decision } = DecideApprovalsInput.parse(rawInput);
  let decided = 0;
  for (const id of new Set(ids)) if (await decide(ctx, id, decision)) decided += 1;
  return { decided, gone: new Set(ids).size - decided };
}

function decide(ctx: ServiceContext, id: string, decision: "approve" | "reject"): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    const named = await findProposal(tx, id);
    if (!named || !(await lockProduct(tx, named.productId))) return false;
    // Again under the product's lock: a sync or a person may have been faster.
    const found = await findProposal(tx, id);
    if (!found) return false;
    await (decision === "approve" ? approve(tx, ctx, found) : reject(tx, found));
    await releaseSale(tx, found.productId, decision === "reject" ? found.kind : null);
    await recordEvent(
      tx,
      ctx,
      "inventory.approval_decided",
      { productId: found.productId, kind: found.kind, decision },
      { kind: "product", id: found.productId },
    );
    return true;
  });
}

async function approve(tx: MerchantTx, ctx: ServiceContext, { productId, kind }: ProposalRow): Promise<void> {
  await deleteProposals(tx, productId, [kind]);
  if (kind === "stock") return;
  if (kind === "cost") {
    await updateProduct({ ...ctx, tx }, { id: productId as ProductId, acceptHeld: true }); // our own uuid column
    return;
  }
  const stored = await storedProduct(tx, productId);
  const last = (await findLastReading(tx, productId)) as ProductSnapshot | undefined; // written by imports and readings only
  const following = await readFollowing(tx);
  const agreed = { ...following, policies: { ...following.policies, [kind]: "apply" as const } };
  const reading = kind === "productGone" ? null : last;
  if (reading !== undefined) await takeReadings(tx, ctx, [{ stored, reading }], stored.link.lastReadAt, agreed);
}

async function reject(tx: MerchantTx, { id, productId, kind }: ProposalRow): Promise<void> {
  await rejectProposal(tx, id);
  if (kind === "cost") await clearHeldPrices(tx, productId);
}

/** The sale goes on unless something else still holds it, or its return was refused. */
async function releaseSale(tx: MerchantTx, productId: string, refused: ChangeKind | null): Promise<void> {
  const held = (await listProposalsOf(tx, [productId])).find(({ state, holds }) => state === "open" && holds);
  await updateProductRow(tx, productId, { saleHeldBy: held?.kind ?? (refused === "stock" ? "stock" : null) });
}
