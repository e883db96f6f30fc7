import { createHash } from "node:crypto";
import type { CjProductFilter } from "@nexusone/cj/client";
import { ListCjProductsInput, ListTrendingInput, type CjProductsPage } from "@nexusone/contracts/cj";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { leavesUnder } from "./list-cj-categories.ts";
import { keptAnswer } from "./kept-answer.ts";
import { KeptPage, toKeptPage, withMarks } from "./tiles.ts";

type Page = z.output<typeof CjProductsPage>;

const ORDER = {
  best: { orderBy: "best_match" },
  listed: { orderBy: "listed", descending: true },
  price_asc: { orderBy: "price", descending: false },
  price_desc: { orderBy: "price", descending: true },
  newest: { orderBy: "created", descending: true },
  stock: { orderBy: "stock", descending: true },
} as const satisfies Record<z.output<typeof ListCjProductsInput>["sort"], CjProductFilter>;

/** Going back to a page costs nothing for so long. */
const FRESH_MS = 10 * MINUTE_MS;

/**
 * CJ's products by filter (CAT-01), those already imported marked. Calls CJ (50 points) unless the same page was read within
 * ten minutes; while CJ is away the kept page is given with its age. Throws CJ's failure, `catalog.category_not_found`.
 */
export async function listCjProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListCjProductsInput> = {},
): Promise<Page> {
  authorize(ctx, "catalog:read");
  const input = ListCjProductsInput.parse(rawInput);
  const leaves = input.categoryPath ? await leavesUnder(ctx, input.categoryPath) : undefined;
  if (leaves?.length === 0) throw new DomainError("catalog.category_not_found");
  return listPage(ctx, {
    page: input.page,
    pageSize: input.size,
    ...(input.keyword && { keyword: input.keyword }),
    ...(input.categoryId && { categoryId: input.categoryId }),
    ...(leaves && { categoryIds: leaves }),
    ...(input.collection && { collection: input.collection === "newest" ? "new" : "trending" }),
    ...(input.country && { countryCodes: [input.country] }),
    ...(input.minPrice !== undefined && { minPriceUsd: String(input.minPrice) }),
    ...(input.maxPrice !== undefined && { maxPriceUsd: String(input.maxPrice) }),
    ...(input.freeShipping && { freeShippingOnly: true }),
    ...(input.minStock !== undefined && { minStock: input.minStock }),
    ...ORDER[input.sort],
  });
}

/** What sells at CJ right now (CAT-03). Calls CJ as the list does. */
export async function listTrendingProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListTrendingInput> = {},
): Promise<Page> {
  authorize(ctx, "catalog:read");
  const { page, size } = ListTrendingInput.parse(rawInput);
  return listPage(ctx, { page, pageSize: size, collection: "trending" });
}

async function listPage(ctx: ServiceContext, filter: CjProductFilter): Promise<Page> {
  // The filter is built in one order, so the same question is the same text; many leaves make it long.
  const key = `list:${createHash("sha256").update(JSON.stringify(filter)).digest("base64url")}`;
  const kept = await keptAnswer(ctx, { key, freshMs: FRESH_MS, schema: KeptPage }, async ({ client }) =>
    toKeptPage(await client.listProducts(filter)),
  );
  return withMarks(ctx, kept);
}
