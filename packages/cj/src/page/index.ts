export { findProductCards, readListingPage } from "./listing.ts";
export type { ListingProduct, ListingReading, NotListingReason } from "./listing.ts";
export type { SizeMm } from "./product-dom.ts";
export { readProductPage } from "./product.ts";
export type { NotProductReason, PageVariant, ProductReading } from "./product.ts";
export { CJ_HOSTS, parseProductUrl, productPath } from "./url.ts";
export type { PageOptions } from "./url.ts";
export type { CjPriceRange, CjRange } from "../shared/decimal.ts";
export type { CjStock, CjWarehouseStock } from "../shared/stock.ts";
