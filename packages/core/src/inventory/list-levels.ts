import { ListLevelsInput, type LevelView, type LevelsPage } from "@nexusone/contracts/inventory";
import type { ProductId } from "@nexusone/contracts/ids";
import { listLevelRows, type LevelRow } from "@nexusone/db/queries/inventory-levels";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { isAvailable } from "../catalog/availability.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { readFollowing } from "./following.ts";
import { smallPicture } from "./small-picture.ts";

/** What is in stock, product by product, with the age of the reading and why a newer one is missing. */
export async function listLevels(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListLevelsInput> = {},
): Promise<z.output<typeof LevelsPage>> {
  authorize(ctx, "catalog:read");
  const { show, limit, cursor } = ListLevelsInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  return readMerchant(ctx, async (tx) => {
    const { lowStockAt } = await readFollowing(tx);
    const rows = await listLevelRows(tx, { show, limit, after });
    const page = cutPage(rows, limit, ({ product }) => ({ at: product.importedAt.toISOString(), id: product.id }));
    return { ...page, items: page.items.map((row) => levelView(ctx, row, lowStockAt)) };
  });
}

const levelView = (
  ctx: ServiceContext,
  { product, link, tracking, reserved }: LevelRow,
  lowStockAt: number,
): LevelView => ({
  productId: product.id as ProductId, // our own uuid column
  name: product.name,
  imageUrl: smallPicture(ctx, product),
  status: product.status,
  stock: product.stockTotal,
  reserved,
  available: isAvailable(product),
  heldBy: product.saleHeldBy,
  lowStockAt: product.lowStockAt ?? lowStockAt,
  ownThreshold: product.lowStockAt !== null,
  readAt: link?.lastReadAt.toISOString() ?? null,
  problem:
    tracking?.reason == null
      ? null
      : { reason: tracking.reason, failures: tracking.failures, retryAt: tracking.retryAt?.toISOString() ?? null },
});
