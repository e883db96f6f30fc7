import { sql } from "drizzle-orm";
import { boolean, check, customType, date, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { type Origin, PRODUCT_STATUSES, type STOCK_STATES } from "@nexusone/contracts/catalog";
import { ENVIRONMENTS, type Environment } from "@nexusone/contracts/cj";
import { GUARDS, type Guard } from "@nexusone/contracts/guard-rails";
import { CHANGE_KINDS, type ChangeKind } from "@nexusone/contracts/inventory-terms";
import type { DutyRule } from "@nexusone/contracts/margin";
import { SUPPLIER_ID_FORMAT, type SupplierId } from "@nexusone/contracts/ids";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { OwnableField } from "@nexusone/contracts/supplier-sync";
import { instant, matches, moneyMinor, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { tsvector } from "./tsvector.ts";

/** Compared byte by byte, so that words with the same beginning lie together in an index. */
export const bytewiseText = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const categories = tenantTable(
  "categories",
  { name: text("name").notNull(), nameLower: text("name_lower").notNull(), ...timestamps() },
  (t) => [unique("categories_name_key").on(t.merchantId, t.nameLower)],
);

/** Which of the merchant's categories takes what a supplier keeps under these names; the longest path that fits counts. */
export const categoryMappings = tenantTable(
  "category_mappings",
  {
    supplier: text("supplier").$type<SupplierId>().notNull(),
    /** From the widest to the narrowest, as the supplier writes them. */
    path: text("path").array().notNull(),
    /** The same in one form of writing. */
    pathKey: text("path_key").notNull(),
    categoryId: uuid("category_id").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.categoryId, categories, "cascade"),
    unique("category_mappings_key").on(t.merchantId, t.supplier, t.pathKey),
    index("category_mappings_category").on(t.merchantId, t.categoryId),
    matches(t.supplier, SUPPLIER_ID_FORMAT),
  ],
);

/**
 * What the merchant sells. Knows no supplier (`supplier_links` does). Price and cost summaries are copies of the variants',
 * kept by the verbs that change variants, so that lists sort and filter on plain indexed columns.
 */
export const products = tenantTable(
  "products",
  {
    name: text("name").notNull(),
    nameLower: text("name_lower").notNull(),
    /** Sanitised. */
    descriptionHtml: text("description_html").notNull().default(""),
    status: text("status").$type<(typeof PRODUCT_STATUSES)[number]>().notNull(),
    categoryId: uuid("category_id"),
    currency: text("currency").notNull(),
    optionNames: text("option_names")
      .array()
      .notNull()
      .default(sql`'{}'`),
    priceRule: jsonb("price_rule").$type<PriceRule>(),
    /** Of the first picture, like the next: its supplier's address, and our copy of it (`product_media`). */
    imageUrl: text("image_url"),
    imageMediaId: uuid("image_media_id"),
    brand: text("brand"),
    barcode: text("barcode"),
    ingredients: text("ingredients"),
    expiresOn: date("expires_on", { mode: "string" }),
    minPriceMinor: moneyMinor("min_price_minor").notNull(),
    maxPriceMinor: moneyMinor("max_price_minor").notNull(),
    /** Units in all warehouses; null is unknown, not zero. */
    stockTotal: integer("stock_total"),
    /** Of the least earning variant; null without a quote. */
    minMarginBps: integer("min_margin_bps"),
    variantCount: integer("variant_count").notNull(),
    /** What the merchant changed by hand (`OWNABLE_FIELDS`): the supplier's readings leave it alone. */
    ownedFields: text("owned_fields")
      .array()
      .$type<OwnableField[]>()
      .notNull()
      .default(sql`'{}'`),
    /** Typed limits that no rule crosses. */
    boundMinMinor: moneyMinor("bound_min_minor"),
    boundMaxMinor: moneyMinor("bound_max_minor"),
    /** What somebody has to decide before it is sold; kept by the sync, apart from the merchant's own switch. */
    saleHeldBy: text("sale_held_by").$type<ChangeKind>(),
    /** Units that count as low, when they are not the shop's. */
    lowStockAt: integer("low_stock_at"),
    /** Rises with every edit: an edit that names an older one is refused as `catalog.stale`. */
    version: integer("version").notNull().default(1),
    /** The merchant changed it after the import: an undo asks first. */
    editedAt: instant("edited_at"),
    importedAt: instant("imported_at").notNull(),
    /** The supplier of its link, or `own`: a copy, so that lists can ask for it by index. */
    origin: text("origin").$type<Origin>().notNull().default("own"),
    /** The questions lists ask of the columns above, as columns that an index can hold. */
    stockState: text("stock_state")
      .$type<(typeof STOCK_STATES)[number]>()
      .generatedAlwaysAs(
        sql`case when stock_total is null then 'unknown' when stock_total > 0 then 'in' else 'out' end`,
      ),
    edited: boolean("edited").generatedAlwaysAs(sql`edited_at is not null`),
    /** Words of name, SKU and tags. */
    searchText: text("search_text").notNull().default(""),
    /** Lexemes prefixed with the merchant: one plain GIN answers for one merchant only. See system/search.ts. */
    search: tsvector("search").generatedAlwaysAs(
      sql`merchant_lexemes(merchant_id, to_tsvector('simple', search_text))`,
    ),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.categoryId, categories),
    unique("products_barcode_key").on(t.merchantId, t.barcode),
    index("products_newest").on(t.merchantId, t.importedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("products_status").on(t.merchantId, t.status, t.importedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("products_category").on(
      t.merchantId,
      t.categoryId,
      t.importedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("products_stock").on(t.merchantId, t.stockState, t.importedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("products_edited").on(t.merchantId, t.edited, t.importedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("products_origin").on(t.merchantId, t.origin, t.importedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("products_name").on(t.merchantId, t.nameLower, t.id),
    index("products_price").on(t.merchantId, t.minPriceMinor, t.id),
    index("products_margin").on(t.merchantId, t.minMarginBps, t.id),
    index("products_search").using("gin", t.search).with({ fastupdate: false }),
    index("products_held")
      .on(t.merchantId, t.importedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`sale_held_by is not null`),
    oneOf(t.status, PRODUCT_STATUSES),
    oneOf(t.saleHeldBy, CHANGE_KINDS),
    check("products_price_check", sql`${t.minPriceMinor} >= 0 and ${t.maxPriceMinor} >= ${t.minPriceMinor}`),
    check("products_bounds_check", sql`${t.boundMinMinor} >= 0 and ${t.boundMaxMinor} >= ${t.boundMinMinor}`),
  ],
);

/**
 * The vocabulary of a merchant's products, for what is nearly spelled right. Learned from the events of products, so a word may
 * outlive its last product for a month.
 */
export const productWords = tenantTable(
  "product_words",
  { term: bytewiseText("term").notNull(), seenAt: instant("seen_at").notNull(), ...timestamps() },
  (t) => [
    unique("product_words_key").on(t.merchantId, t.term),
    // Nothing waits in a list that every search would read through.
    index("product_words_near").using("gin", t.merchantId, t.term.op("gin_trgm_ops")).with({ fastupdate: false }),
  ],
);

export const productTags = tenantTable(
  "product_tags",
  { productId: uuid("product_id").notNull(), tag: text("tag").notNull(), ...timestamps() },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    unique("product_tags_key").on(t.merchantId, t.productId, t.tag),
    index("product_tags_tag").on(t.merchantId, t.tag, t.productId),
  ],
);

/** A sellable form of a product. Cost and price are separate for ever: the supplier moves one, rule or merchant the other. */
export const productVariants = tenantTable(
  "product_variants",
  {
    productId: uuid("product_id").notNull(),
    position: integer("position").notNull(),
    externalId: text("external_id"),
    sku: text("sku"),
    label: text("label").notNull(),
    options: text("options")
      .array()
      .notNull()
      .default(sql`'{}'`),
    active: boolean("active").notNull().default(true),
    /** Since when the supplier does not sell it any more; apart from the merchant's own switch. */
    offSaleAt: instant("off_sale_at"),
    /** The supplier's, exact decimal USD; null for a variant of the merchant's own. */
    costUsd: text("cost_usd"),
    /** What the merchant pays for one of their own, in the product's currency; null is unknown. */
    costMinor: moneyMinor("cost_minor"),
    priceMinor: moneyMinor("price_minor").notNull(),
    /** False once the merchant typed the price: the rule no longer moves it. */
    priceFromRule: boolean("price_from_rule").notNull(),
    /** What the rule wants and which guard rail kept it back; somebody decides. */
    heldPriceMinor: moneyMinor("held_price_minor"),
    heldBy: text("held_by").$type<Guard>(),
    /** The quote the margin was computed from, with its carrier, days and time; null when there was none. */
    freight: jsonb("freight").$type<FreightSnapshot>(),
    duty: jsonb("duty").$type<DutyRule>(),
    landedMinor: moneyMinor("landed_minor"),
    profitMinor: moneyMinor("profit_minor"),
    marginBps: integer("margin_bps"),
    weightGrams: integer("weight_grams"),
    imageUrl: text("image_url"),
    /** Whether the supplier told any stock; the rows are `variant_stock`. */
    stockKnown: boolean("stock_known").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    index("product_variants_product").on(t.merchantId, t.productId, t.position),
    index("product_variants_external").on(t.merchantId, t.externalId),
    check("product_variants_price_check", sql`${t.priceMinor} >= 0`),
    check("product_variants_cost_check", sql`${t.costMinor} is null or (${t.costMinor} >= 0 and ${t.costUsd} is null)`),
    oneOf(t.heldBy, GUARDS),
    check("product_variants_held_check", sql`(${t.heldPriceMinor} is null) = (${t.heldBy} is null)`),
  ],
);

/** One carrier's price for one parcel, as shown and used. */
export type FreightSnapshot = {
  usd: string;
  taxesUsd: string | null;
  carrier: string;
  minDays: number | null;
  maxDays: number | null;
  origin: string;
  destination: string;
  quotedAt: string;
  banded: boolean;
};

/** Stock by warehouse country. */
export const variantStock = tenantTable(
  "variant_stock",
  {
    variantId: uuid("variant_id").notNull(),
    country: text("country").notNull(),
    total: integer("total").notNull(),
    cjOwned: integer("cj_owned"),
    factory: integer("factory"),
    verified: boolean("verified"),
    readAt: instant("read_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.variantId, productVariants, "cascade"),
    unique("variant_stock_key").on(t.merchantId, t.variantId, t.country),
    check("variant_stock_check", sql`${t.total} >= 0`),
  ],
);

/** Which supplier's product this is: the one place that knows. Its unique key refuses duplicates. */
export const supplierLinks = tenantTable(
  "supplier_links",
  {
    productId: uuid("product_id").notNull(),
    supplier: text("supplier").$type<SupplierId>().notNull(),
    environment: text("environment").$type<Environment>().notNull(),
    externalId: text("external_id").notNull(),
    url: text("url").notNull(),
    supplierName: text("supplier_name"),
    categoryPath: text("category_path")
      .array()
      .notNull()
      .default(sql`'{}'`),
    lastReadAt: instant("last_read_at").notNull(),
    offSaleAt: instant("off_sale_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    unique("supplier_links_external_key").on(t.merchantId, t.supplier, t.externalId),
    unique("supplier_links_product_key").on(t.merchantId, t.productId),
    matches(t.supplier, SUPPLIER_ID_FORMAT),
    oneOf(t.environment, ENVIRONMENTS),
  ],
);

/** What the supplier said at each reading: word for word, and in our words, from which fields are given back. */
export const supplierSnapshots = tenantTable(
  "supplier_snapshots",
  {
    productId: uuid("product_id").notNull(),
    raw: jsonb("raw").notNull(),
    /** `ProductSnapshot` of core without `raw`; null for readings older than this column. */
    reading: jsonb("reading"),
    readAt: instant("read_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    index("supplier_snapshots_product").on(t.merchantId, t.productId, t.readAt.desc().nullsFirst()),
  ],
);
