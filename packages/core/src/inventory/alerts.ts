import { type AlertsPage, DismissAlertsInput, SetLowStockInput, type LevelView } from "@nexusone/contracts/inventory";
import type { ProductId } from "@nexusone/contracts/ids";
import { PageInput } from "@nexusone/contracts/paging";
import { lockProduct, updateProductRow } from "@nexusone/db/queries/catalog-product";
import { dismissAlertRows, listOpenAlerts } from "@nexusone/db/queries/inventory-alerts";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { followAlerts } from "./follow-alerts.ts";
import { readFollowing } from "./following.ts";
import { smallPicture } from "./small-picture.ts";

/** What is low or out and was not dismissed, newest first. */
export async function listAlerts(
  ctx: ServiceContext,
  rawInput: z.input<typeof PageInput> = {},
): Promise<z.output<typeof AlertsPage>> {
  authorize(ctx, "catalog:read");
  const { limit, cursor } = PageInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  const rows = await readMerchant(ctx, (tx) => listOpenAlerts(tx, { limit, after }));
  const page = cutPage(rows, limit, ({ alert }) => ({ at: alert.raisedAt.toISOString(), id: alert.id }));
  return {
    ...page,
    items: page.items.map(({ alert, product }) => ({
      id: alert.id,
      productId: product.id as ProductId, // our own uuid column
      name: product.name,
      imageUrl: smallPicture(ctx, product),
      kind: alert.kind,
      units: alert.units,
      threshold: alert.threshold,
      raisedAt: alert.raisedAt.toISOString(),
    })),
  };
}

/** Puts alerts out of sight until they end; the next one of the product shows again. Safe to repeat. */
export async function dismissAlerts(
  ctx: ServiceContext,
  rawInput: z.input<typeof DismissAlertsInput>,
): Promise<{ dismissed: number }> {
  authorize(ctx, "catalog:edit");
  const { ids } = DismissAlertsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const dismissed = await dismissAlertRows(tx, ids, ctx.platform.clock.now());
    if (dismissed > 0) await recordEvent(tx, ctx, "inventory.alerts_dismissed", { count: dismissed });
    return { dismissed };
  });
}

/** What counts as low for one product; null goes back to the shop's. @throws `catalog.product_not_found`. */
export async function setLowStock(
  ctx: ServiceContext,
  rawInput: z.input<typeof SetLowStockInput>,
): Promise<Pick<LevelView, "productId" | "lowStockAt" | "ownThreshold">> {
  authorize(ctx, "catalog:edit");
  const { productId, lowStockAt } = SetLowStockInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await lockProduct(tx, productId))) throw new DomainError("catalog.product_not_found", { productId });
    await updateProductRow(tx, productId, { lowStockAt });
    await followAlerts(tx, ctx, [productId]);
    const shop = await readFollowing(tx);
    return { productId, lowStockAt: lowStockAt ?? shop.lowStockAt, ownThreshold: lowStockAt !== null };
  });
}
