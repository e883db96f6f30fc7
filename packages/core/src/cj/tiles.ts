import type { CjPage, CjProductSummary } from "@nexusone/cj/client";
import { CjProductsPage, CjProductTile } from "@nexusone/contracts/cj";
import { findImported } from "@nexusone/db/queries/imports-state";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import type { Kept } from "./kept-answer.ts";
import { CJ } from "./supplier-id.ts";

/** CJ serves pages 1 to 1000. */
const LAST_PAGE = 1_000;

/** A page as it is kept: whether the merchant has a product is looked up each time. */
export const KeptPage = CjProductsPage.pick({ page: true, totalPages: true, total: true }).extend({
  items: z.array(CjProductTile.omit({ productId: true })),
});
export type KeptPage = z.output<typeof KeptPage>;

export const toKeptPage = (page: CjPage<CjProductSummary>): KeptPage => ({
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
  })),
});

/** The page with a mark on what the merchant has: one query for all of it. */
export async function withMarks(ctx: ServiceContext, kept: Kept<KeptPage>): Promise<z.output<typeof CjProductsPage>> {
  const { answer, readAt, stale } = kept;
  const ids = answer.items.map((item) => item.externalId);
  const imported = await readMerchant(ctx, (tx) => findImported(tx, CJ, ids));
  return {
    ...answer,
    items: answer.items.map((item) => ({ ...item, productId: imported.get(item.externalId) ?? null })),
    readAt,
    stale,
  };
}
