import type { ProductId, VariantId } from "@nexusone/contracts/ids";
import {
  DismissReordersInput,
  ListReordersInput,
  OrderReorderInput,
  ReceiveReorderInput,
  type ReorderView,
  type ReordersPage,
} from "@nexusone/contracts/reorder";
import type { ReorderState } from "@nexusone/contracts/reorder-terms";
import { addOwnStock } from "@nexusone/db/queries/catalog-own";
import { lockProduct } from "@nexusone/db/queries/catalog-product";
import {
  dismissReorderRows,
  findReorder,
  listReorderRows,
  moveReorder,
  type NamedReorder,
} from "@nexusone/db/queries/reorders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";
import { smallPicture } from "../inventory/small-picture.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { readReorderSettings } from "./settings.ts";

const Key = z.object({ days: z.number().int(), id: z.uuid() });

/** What should be ordered, or is on its way; what runs out first comes first. */
export async function listReorders(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListReordersInput> = {},
): Promise<z.output<typeof ReordersPage>> {
  authorize(ctx, "catalog:read");
  const { state, limit, cursor } = ListReordersInput.parse(rawInput);
  const after = decodeCursor(Key, cursor);
  const rows = await readMerchant(ctx, (tx) => listReorderRows(tx, { state, limit, after }));
  const page = cutPage(rows, limit, ({ reorder }) => ({ days: reorder.coverDays, id: reorder.id }));
  return { ...page, items: page.items.map((row) => viewOf(ctx, row)) };
}

/**
 * Notes that a suggestion was followed: from now on the units count as coming. Buying them is the merchant's own act.
 * @throws `reorder.not_found`, `reorder.moved_on`, `reorder.supplied` for stock that a supplier keeps.
 */
export async function orderReorder(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderReorderInput>,
): Promise<ReorderView> {
  authorize(ctx, "catalog:edit");
  const { id, quantity } = OrderReorderInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { reorder, variant } = await mustFind(tx, id);
    if (variant.externalId !== null) throw new DomainError("reorder.supplied", { productId: reorder.productId });
    const now = ctx.platform.clock.now();
    const { leadDays } = await readReorderSettings(tx);
    await move(tx, id, "suggested", {
      state: "ordered",
      quantity: quantity ?? reorder.quantity,
      decidedAt: now,
      expectedAt: addMs(now, leadDays * DAY_MS),
    });
    return told(tx, ctx, id);
  });
}

/** What has come goes into stock, once. @throws `reorder.not_found`, `reorder.moved_on`. */
export async function receiveReorder(
  ctx: ServiceContext,
  rawInput: z.input<typeof ReceiveReorderInput>,
): Promise<ReorderView> {
  authorize(ctx, "catalog:edit");
  const { id, quantity } = ReceiveReorderInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const { reorder } = await mustFind(tx, id);
    await lockProduct(tx, reorder.productId);
    await move(tx, id, "ordered", { state: "arrived", quantity });
    await addOwnStock(tx, reorder.productId, {
      variantId: reorder.variantId,
      units: quantity,
      now: ctx.platform.clock.now(),
    });
    await followAlerts(tx, ctx, [reorder.productId]);
    return told(tx, ctx, id);
  });
}

/** Puts suggestions aside for two weeks. Safe to repeat. */
export async function dismissReorders(
  ctx: ServiceContext,
  rawInput: z.input<typeof DismissReordersInput>,
): Promise<{ dismissed: number }> {
  authorize(ctx, "catalog:edit");
  const { ids } = DismissReordersInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const dismissed = await dismissReorderRows(tx, ids, ctx.platform.clock.now());
    if (dismissed > 0) await recordEvent(tx, ctx, "reorder.dismissed", { count: dismissed });
    return { dismissed };
  });
}

async function mustFind(tx: MerchantTx, id: string): Promise<NamedReorder> {
  const found = await findReorder(tx, id);
  if (!found) throw new DomainError("reorder.not_found");
  return found;
}

async function move(tx: MerchantTx, id: string, from: ReorderState, change: Parameters<typeof moveReorder>[2]) {
  if (!(await moveReorder(tx, { id, from }, change))) throw new DomainError("reorder.moved_on");
}

async function told(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<ReorderView> {
  const row = await mustFind(tx, id);
  const { state, quantity, productId } = row.reorder;
  await recordEvent(tx, ctx, "reorder.moved", { productId, state, quantity }, { kind: "product", id: productId });
  return viewOf(ctx, row);
}

const viewOf = (ctx: ServiceContext, { reorder, product, variant }: NamedReorder): ReorderView => ({
  id: reorder.id,
  state: reorder.state,
  productId: product.id as ProductId, // our own uuid columns
  variantId: variant.id as VariantId,
  name: product.name,
  variant: product.variantCount > 1 ? variant.label : "",
  imageUrl: smallPicture(ctx, product),
  supplied: variant.externalId !== null,
  quantity: reorder.quantity,
  sum: reorder.sum,
  suggestedAt: reorder.suggestedAt.toISOString(),
  expectedAt: reorder.expectedAt?.toISOString() ?? null,
});
