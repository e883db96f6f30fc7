import type { CjProductFilter } from "@nexusone/cj/client";
import { ListCjProductsInput, ListTrendingInput, type CjProductsPage } from "@nexusone/contracts/cj";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { withCj } from "./gateway.ts";
import { toTiles } from "./tiles.ts";

type Page = z.output<typeof CjProductsPage>;

const ORDER = {
  best: { orderBy: "best_match" },
  listed: { orderBy: "listed", descending: true },
  price_asc: { orderBy: "price", descending: false },
  price_desc: { orderBy: "price", descending: true },
  newest: { orderBy: "created", descending: true },
  stock: { orderBy: "stock", descending: true },
} as const satisfies Record<z.output<typeof ListCjProductsInput>["sort"], CjProductFilter>;

/** CJ's products by filter (CAT-01), those already imported marked. Calls CJ: 50 points. Throws its `cj.*` failure. */
export async function listCjProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListCjProductsInput> = {},
): Promise<Page> {
  authorize(ctx, "catalog:read");
  const input = ListCjProductsInput.parse(rawInput);
  return listPage(ctx, {
    page: input.page,
    pageSize: input.size,
    ...(input.keyword && { keyword: input.keyword }),
    ...(input.categoryId && { categoryId: input.categoryId }),
    ...(input.country && { countryCodes: [input.country] }),
    ...(input.minPrice !== undefined && { minPriceUsd: String(input.minPrice) }),
    ...(input.maxPrice !== undefined && { maxPriceUsd: String(input.maxPrice) }),
    ...(input.freeShipping && { freeShippingOnly: true }),
    ...ORDER[input.sort],
  });
}

/** What sells at CJ right now (CAT-03). Calls CJ: 50 points. */
export async function listTrendingProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListTrendingInput> = {},
): Promise<Page> {
  authorize(ctx, "catalog:read");
  const { page, size } = ListTrendingInput.parse(rawInput);
  return listPage(ctx, { page, pageSize: size, collection: "trending" });
}

async function listPage(ctx: ServiceContext, filter: CjProductFilter): Promise<Page> {
  return toTiles(ctx, await withCj(ctx, ({ client }) => client.listProducts(filter)));
}
