import type { CjPage, CjProductSummary } from "@nexusone/cj/client";
import type { CjProductsPage } from "@nexusone/contracts/cj";
import { findImported } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

/** CJ serves pages 1 to 1000. */
const LAST_PAGE = 1_000;

/** A page of CJ's products with a mark on those the merchant has: one query for the whole page. */
export async function toTiles(
  ctx: ServiceContext,
  page: CjPage<CjProductSummary>,
): Promise<z.output<typeof CjProductsPage>> {
  const imported = await readMerchant(ctx, (tx) =>
    findImported(
      tx,
      "cj",
      page.items.map((item) => item.pid),
    ),
  );
  return {
    page: page.page,
    totalPages: Math.min(LAST_PAGE, page.totalPages),
    total: page.total,
    items: page.items.map((item) => ({
      externalId: item.pid,
      name: item.name,
      imageUrl: item.image,
      minUsd: (item.discountPrice ?? item.price)?.minUsd ?? null,
      maxUsd: (item.discountPrice ?? item.price)?.maxUsd ?? null,
      listedCount: item.listedCount,
      stock: item.stockTotal,
      freeShipping: item.freeShipping,
      productId: imported.get(item.pid) ?? null,
    })),
  };
}
