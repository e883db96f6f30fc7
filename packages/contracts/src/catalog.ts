import { z } from "zod";
import { ENVIRONMENTS, StockRow } from "./cj.ts";
import { CHANGE_KINDS } from "./inventory-terms.ts";
import { CategoryId, ProductId, SUPPLIER_ID_FORMAT, SupplierId, VariantId } from "./ids.ts";
import { ProductMediaView } from "./media.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { GUARDS } from "./guard-rails.ts";
import { MarginView, Minor, PriceRuleSchema } from "./pricing.ts";
import { NewVariant, VariantEdits } from "./own-products.ts";
import { PackageFacts } from "./package-facts.ts";
import { PRODUCT_STATUSES, Tag, Tags } from "./product-terms.ts";
import { OWNABLE_FIELDS } from "./supplier-sync.ts";

/** Where products come from: a supplier's name, or "own" for the merchant's own hand. */
export const Origin = z.string().regex(new RegExp(SUPPLIER_ID_FORMAT));
export type Origin = z.infer<typeof Origin>;
export const STOCK_STATES = ["in", "out", "unknown"] as const;
export const PRODUCT_SORTS = ["newest", "name", "price_asc", "price_desc", "margin_asc", "margin_desc"] as const;
export { PRODUCT_STATUSES, Tag, Tags };

const MarginBps = z.number().int().min(-1_000_000).max(1_000_000);
/** What the catalogue can be narrowed by. All of it must hold. */
export const ProductFilters = z.object({
  /** Words of name, SKU, supplier id, brand, barcode and tags; the last may be a beginning. */
  q: z.string().trim().max(200).optional(),
  status: z.enum(PRODUCT_STATUSES).optional(),
  categoryId: CategoryId.optional(),
  tag: Tag.optional(),
  stock: z.enum(STOCK_STATES).optional(),
  origin: Origin.optional(),
  /** The lowest price of its variants, both ends included. */
  minPriceMinor: Minor.optional(),
  maxPriceMinor: Minor.optional(),
  /** Percent of price of the least earning variant; products without a quote have none. */
  minMarginBps: MarginBps.optional(),
  maxMarginBps: MarginBps.optional(),
  /** Whether the least earning variant is under the merchant's floor. */
  belowFloor: z.boolean().optional(),
  importedSince: Instant.optional(),
  /** Whether the merchant changed it after it came in. */
  edited: z.boolean().optional(),
});
export type ProductFilters = z.infer<typeof ProductFilters>;
export const ListProductsInput = PageInput.extend({
  ...ProductFilters.shape,
  sort: z.enum(PRODUCT_SORTS).default("newest"),
});
/** The list's own filters and order, without pages. */
export const ExportProductsInput = ProductFilters.extend({ sort: z.enum(PRODUCT_SORTS).default("newest") });
export const ProductListItem = z.object({
  id: ProductId,
  name: z.string(),
  /** A small picture: our copy, else the supplier's address. */
  imageUrl: z.string().nullable(),
  status: z.enum(PRODUCT_STATUSES),
  available: z.boolean().nullable(),
  currency: z.string(),
  minPriceMinor: z.number(),
  maxPriceMinor: z.number(),
  /** Of the supplier's variants; null when there are none. */
  minCostUsd: z.string().nullable(),
  maxCostUsd: z.string().nullable(),
  /** Of the merchant's own variants, in the shop's currency; null when nobody knows. */
  minCostMinor: z.number().nullable(),
  maxCostMinor: z.number().nullable(),
  /** Of the least earning variant; null without a quote. */
  margin: z
    .object({
      profitMinor: z.number(),
      percentOfPriceBps: z.number(),
      percentOfNetBps: z.number(),
      belowFloor: z.boolean(),
    })
    .nullable(),
  /** Units everywhere; null is unknown, not zero. */
  stock: z.number().int().nullable(),
  variantCount: z.number().int(),
  category: z.object({ id: CategoryId, name: z.string() }).nullable(),
  tags: z.array(z.string()),
  supplier: z.object({ id: SupplierId, environment: z.enum(ENVIRONMENTS), externalId: z.string() }).nullable(),
  importedAt: Instant,
  updatedAt: Instant,
});
export type ProductListItem = z.infer<typeof ProductListItem>;
export const ProductsPage = page(ProductListItem).extend({
  /** Exact up to 1,000, then null for "1,000+". */
  total: z.number().int().nullable(),
  /** Words nothing begins with, and the near ones that were looked for instead. Empty when all were found as written. */
  near: z.array(z.object({ word: z.string(), instead: z.array(z.string()) })),
  /** So many of the products with these words were looked at, the newest, because there are more; null when it was all of them. */
  newestHits: z.number().int().nullable(),
});
export const FreightView = z.object({
  usd: z.string(),
  carrier: z.string(),
  minDays: z.number().nullable(),
  maxDays: z.number().nullable(),
  origin: z.string(),
  destination: z.string(),
  taxesUsd: z.string().nullable(),
  quotedAt: Instant,
  banded: z.boolean(),
});
export const VariantView = z.object({
  id: VariantId,
  externalId: z.string().nullable(),
  sku: z.string().nullable(),
  label: z.string(),
  options: z.array(z.string()),
  active: z.boolean(),
  /** The supplier does not sell it any more. */
  offSale: z.boolean(),
  costUsd: z.string().nullable(),
  costMinor: z.number().nullable(),
  priceMinor: z.number(),
  priceRule: PriceRuleSchema.nullable(),
  /** The price was typed: no rule moves it. */
  byHand: z.boolean(),
  /** What the rule wants and the guard rails kept back. */
  held: z.object({ priceMinor: z.number(), by: z.enum(GUARDS) }).nullable(),
  freight: FreightView.nullable(),
  margin: MarginView.nullable(),
  stock: z.array(StockRow).nullable(),
  weightGrams: z.number().int().nullable(),
  imageUrl: z.string().nullable(),
});
export const ProductView = ProductListItem.extend({
  version: z.number().int(),
  descriptionHtml: z.string(),
  images: z.array(z.string()),
  /** The same pictures with what is known of each. */
  gallery: z.array(ProductMediaView),
  optionNames: z.array(z.string()),
  /** What somebody has to decide before it is sold; null when nothing stands in the way. */
  saleHeldBy: z.enum(CHANGE_KINDS).nullable(),
  priceRule: PriceRuleSchema.nullable(),
  /** Typed limits of every price of the product. */
  bounds: z.object({ minMinor: Minor.nullable(), maxMinor: Minor.nullable() }),
  /** What the merchant changed by hand: a refresh leaves it alone. */
  ownedFields: z.array(z.enum(OWNABLE_FIELDS)),
  variants: z.array(VariantView),
  ...PackageFacts.shape,
  origin: z
    .object({
      supplierUrl: z.string(),
      supplierName: z.string().nullable(),
      categoryPath: z.array(z.string()),
      lastReadAt: Instant,
      /** The supplier does not sell it any more. */
      offSale: z.boolean(),
      importedBy: z.string(),
      via: z.enum(["extension", "admin", "api", "draft"]),
      importLogId: z.uuid().nullable(),
      undoableUntil: Instant.nullable(),
    })
    .nullable(),
});
export type ProductView = z.infer<typeof ProductView>;
export const ProductInput = z.object({ id: ProductId });
export const UpdateProductInput = z.object({
  id: ProductId,
  version: z.number().int().optional(),
  name: z.string().trim().min(1).max(500).optional(),
  descriptionHtml: z.string().max(100_000).optional(),
  status: z.enum(PRODUCT_STATUSES).optional(),
  categoryId: CategoryId.nullable().optional(),
  tags: Tags.optional(),
  priceRule: PriceRuleSchema.nullable().optional(),
  /** Prices typed by hand; they leave the rule. */
  prices: z
    .array(z.object({ variantId: VariantId, priceMinor: Minor }))
    .max(500)
    .optional(),
  bounds: z
    .object({ minMinor: Minor.nullable(), maxMinor: Minor.nullable() })
    .refine(({ minMinor, maxMinor }) => minMinor === null || maxMinor === null || minMinor <= maxMinor)
    .optional(),
  /** Follows the supplier again, from its last reading on. */
  giveBack: z.array(z.enum(OWNABLE_FIELDS)).max(OWNABLE_FIELDS.length).optional(),
  /** Variants whose typed price follows the rule again. */
  pricesToRule: z.array(VariantId).max(500).optional(),
  /** Takes the prices that the guard rails kept back. */
  acceptHeld: z.literal(true).optional(),
  ...PackageFacts.partial().shape,
  variants: VariantEdits.optional(),
  /** Further variants of the merchant's own, their prices typed; at a supplier's product too, whose refreshes leave them alone. */
  addVariants: z.array(NewVariant).min(1).max(100).optional(),
});
export const HistoryEntry = z.object({
  id: z.uuid(),
  at: Instant,
  type: z.string(),
  actor: z.object({ kind: z.string(), label: z.string() }),
  payload: z.record(z.string(), z.unknown()),
});
export const ProductHistoryPage = page(HistoryEntry);
export const ProductHistoryInput = PageInput.extend({ id: ProductId });
export const CategoryView = z.object({
  id: CategoryId,
  name: z.string(),
  /** Exact up to 1,000; 1,001 stands for more. */
  productCount: z.number().int(),
});
export const CategoryNameInput = z.object({ name: z.string().trim().min(1).max(80) });
export const FacetsView = z.object({
  categories: z.array(CategoryView),
  tags: z.array(z.string()),
  /** Whose products can be imported here, by the name that people write. */
  suppliers: z.array(z.object({ id: SupplierId, name: z.string() })),
});
