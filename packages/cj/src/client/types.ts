import type { CjPriceRange, CjRange } from "../shared/decimal.ts";
import type { CjStock } from "../shared/stock.ts";

/** "unknown" keeps a word CJ added since; it stands in `statusRaw`. */
export type CjSaleStatus = "on_sale" | "off_sale" | "unknown";

/**
 * One variant. `vid` is digits or a UUID, always text. Money is exact decimal text in US dollars; `priceUsd` null means it
 * cannot be sold. Weight in grams, packed sides in millimetres. `stock` null means unknown, never zero.
 */
export type CjVariant = {
  vid: string;
  pid: string | null;
  sku: string | null;
  name: string | null;
  /** Values in the order of the product's `optionNames`; empty for a single variant. */
  options: string[];
  /** The values as CJ joins them: "Off-White-XL". */
  optionLabel: string | null;
  priceUsd: string | null;
  suggestedPriceUsd: string | null;
  image: string | null;
  weightGrams: number | null;
  lengthMm: number | null;
  widthMm: number | null;
  heightMm: number | null;
  stock: CjStock[] | null;
};

/** One product with its variants. Names and texts come from strangers; `description` is raw HTML and NOT sanitised. */
export type CjProduct = {
  pid: string;
  name: string | null;
  /** Chinese working title. */
  nameChinese: string | null;
  sku: string | null;
  /** Absolute https addresses, distinct pictures in CJ's order (Q34). */
  images: string[];
  description: string | null;
  categoryId: string | null;
  /** From the widest to the narrowest, names only. */
  categoryPath: string[];
  price: CjPriceRange | null;
  suggestedPrice: CjPriceRange | null;
  /** Grams, product alone and packed; null for unknown (CJ writes 0). */
  weightGrams: CjRange | null;
  packWeightGrams: CjRange | null;
  optionNames: string[];
  /** ORDINARY_PRODUCT, SUPPLIER_PRODUCT, ... verbatim. */
  productType: string | null;
  /** Freight properties: COMMON, BATTERY, LIQUID, ... */
  properties: string[];
  hsCode: string | null;
  material: string | null;
  status: CjSaleStatus;
  statusRaw: string | null;
  supplierName: string | null;
  listedCount: number | null;
  createdAt: Date | null;
  variants: CjVariant[];
  /** CJ's own object, digits kept. */
  raw: unknown;
};

/** A row of a product list. `incomplete`: no usable name, picture or price, so not ready for import as it is. */
export type CjProductSummary = {
  pid: string;
  name: string | null;
  sku: string | null;
  image: string | null;
  price: CjPriceRange | null;
  /** What it costs now, when CJ has it on discount. */
  discountPrice: CjPriceRange | null;
  /** ISO code of the amounts CJ sent; `price` is null unless it is USD (Q40). */
  currency: string;
  weightGrams: CjRange | null;
  categoryId: string | null;
  categoryPath: string[];
  optionNames: string[];
  productType: string | null;
  status: CjSaleStatus;
  statusRaw: string | null;
  supplierName: string | null;
  listedCount: number | null;
  hasVideo: boolean | null;
  freeShipping: boolean | null;
  /** Pieces over all warehouses, factory stock included. */
  stockTotal: number | null;
  stock: CjStock[] | null;
  createdAt: Date | null;
  incomplete: boolean;
  raw: unknown;
};

/** A page of a list. `unreadable` counts rows without an id, which cannot be named. */
export type CjPage<T> = {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
  totalPages: number;
  unreadable: number;
};

/** A leaf category. CJ gives no ids for the two levels above it. */
export type CjCategory = { id: string; name: string; path: string[] };

export type CjWarehouse = { areaId: string; name: string | null; countryCode: string | null; disabled: boolean | null };

/** Stock of a whole product: per country, and per variant where CJ knows it. */
export type CjProductStock = { totals: CjStock[] | null; variants: { vid: string; stock: CjStock[] | null }[] };

/**
 * One way to ship. Amounts are exact decimal text in US dollars. `placeholder`: CJ answered 0, which is "no price yet" and
 * never "free" (Q36). `minDays`/`maxDays` are null when CJ gives no time.
 */
export type CjFreightOption = {
  carrier: string;
  minDays: number | null;
  maxDays: number | null;
  priceUsd: string;
  taxesUsd: string | null;
  clearanceUsd: string | null;
  /** CJ's own total; use `freightTotalUsd` for the amount to pay. */
  totalUsd: string | null;
  placeholder: boolean;
};

/** The account. `openId` is the secret of CJ's webhook signatures: keep it encrypted, never log it. */
export type CjSettings = {
  openId: string | null;
  name: string | null;
  email: string | null;
  qpsLimit: number | null;
  quotas: {
    endpoint: string | null;
    limit: number | null;
    period: "total" | "year" | "quarter" | "month" | "day" | "hour" | "unknown";
  }[];
  role: string | null;
  sandbox: boolean | null;
  /** Where its messages go, by topic: product, order, ... */
  callbacks: { topic: string; enabled: boolean; urls: string[] }[];
};

/** Tokens of one account. `openId` (secret, see CjSettings) comes with the first token only: a refresh omits it (Q31). */
export type CjTokens = {
  openId?: string;
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  refreshExpiresAt: Date;
};

export type { CjPriceRange, CjRange, CjStock };
