import { z } from "zod";
import { Country } from "./identity.ts";
import { CjProductId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";

export const ENVIRONMENTS = ["sandbox", "live"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
export const CjApiKey = z
  .string()
  .trim()
  .regex(/^CJ\w{3,20}@api@[0-9a-f]{32}$/i);
export const ConnectCjInput = z.object({ apiKey: CjApiKey, environment: z.enum(ENVIRONMENTS) });
export const CjConnectionView = z.object({
  environment: z.enum(ENVIRONMENTS),
  accountLabel: z.string(),
  status: z.enum(["connected", "failing"]),
  reason: z.string().nullable(),
  qpsLimit: z.number(),
  pointsUsedToday: z.number().int(),
  pointsPerDay: z.number().int(),
  connectedAt: Instant,
  lastTestedAt: Instant.nullable(),
  tokenExpiresAt: Instant.nullable(),
});
/** Which environments this installation and merchant may use, and the connection when there is one. */
export const CjStatusView = z.object({
  allowed: z.array(z.enum(ENVIRONMENTS)),
  connection: CjConnectionView.nullable(),
});
export const CjUsageRow = z.object({
  id: z.uuid(),
  at: Instant,
  endpoint: z.string(),
  method: z.string(),
  httpStatus: z.number().nullable(),
  code: z.string().nullable(),
  failure: z.string().nullable(),
  points: z.number().int(),
  durationMs: z.number().int(),
});
export const CjUsagePage = page(CjUsageRow);
export const ListCjUsageInput = PageInput;

export const ListCjProductsInput = z.object({
  keyword: z.string().trim().max(200).optional(),
  categoryId: z.string().max(64).optional(),
  /** The first one or two levels of CJ's tree, joined by " > ": CJ gives them no ids. */
  categoryPath: z.string().trim().max(300).optional(),
  collection: z.enum(["trending", "newest"]).optional(),
  country: Country.optional(),
  minPrice: z.coerce.number().min(0).max(100_000).optional(),
  maxPrice: z.coerce.number().min(0).max(100_000).optional(),
  freeShipping: z.stringbool().or(z.boolean()).optional(),
  /** Pieces in all warehouses together. */
  minStock: z.coerce.number().int().min(1).max(1_000_000).optional(),
  page: z.coerce.number().int().min(1).max(1_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
  sort: z.enum(["best", "listed", "price_asc", "price_desc", "newest", "stock"]).default("best"),
});
export const ListTrendingInput = ListCjProductsInput.pick({ page: true, size: true });
export const CjProductTile = z.object({
  externalId: z.string(),
  name: z.string().nullable(),
  imageUrl: z.string().nullable(),
  minUsd: z.string().nullable(),
  maxUsd: z.string().nullable(),
  listedCount: z.number().nullable(),
  stock: z.number().nullable(),
  freeShipping: z.boolean().nullable(),
  /** Set when the merchant has it already. */
  productId: z.uuid().nullable(),
});
/** How old an answer is. `stale` says why CJ could not be asked again, when the kept answer is older than it should be. */
export const Freshness = {
  readAt: Instant,
  stale: z.object({ reason: z.string(), details: z.record(z.string(), z.string().or(z.number())) }).nullable(),
};
export const CjProductsPage = z.object({
  items: z.array(CjProductTile),
  page: z.number(),
  totalPages: z.number(),
  total: z.number(),
  ...Freshness,
});
/** A leaf of CJ's tree. The two levels above it are names only. */
export const CjCategory = z.object({ id: z.string(), name: z.string(), path: z.array(z.string()) });
export const CjCategoriesView = z.object({ categories: z.array(CjCategory), ...Freshness });
export const CjProductInput = z.object({ id: CjProductId });
export const StockRow = z.object({
  country: z.string(),
  total: z.number().int(),
  cjOwned: z.number().int().nullable(),
  factory: z.number().int().nullable(),
  verified: z.boolean().nullable(),
});
/** As it was read at `readAt`; `stale`: it is older than it should be, because CJ cannot be asked now. */
export const CjProductView = z.object({
  readAt: Instant,
  stale: z.object({ reason: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  externalId: z.string(),
  name: z.string().nullable(),
  sku: z.string().nullable(),
  images: z.array(z.string()),
  descriptionHtml: z.string(),
  categoryPath: z.array(z.string()),
  minUsd: z.string().nullable(),
  maxUsd: z.string().nullable(),
  optionNames: z.array(z.string()),
  status: z.enum(["on_sale", "off_sale", "unknown"]),
  productId: z.uuid().nullable(),
  variants: z.array(
    z.object({
      externalId: z.string(),
      sku: z.string().nullable(),
      label: z.string(),
      options: z.array(z.string()),
      costUsd: z.string().nullable(),
      imageUrl: z.string().nullable(),
      weightGrams: z.number().nullable(),
      stock: z.array(StockRow).nullable(),
    }),
  ),
});
