/**
 * Every selector the readers rely on. CJ's class names are CSS-module names with a build hash ("priceBox--jttAF", or
 * "ProductCard-index__name--d4" since 2026-01), so they are matched by their stable part. Sources: facts B2 and B3.
 */
export const PRODUCT = {
  heading: "h1",
  priceBox: '[class*="priceBox"]',
  gallery: "#slides [data-id]",
  lazyPicture: 'img[class*="pic--"][data-src]',
  /** Blocks that show other products. */
  recommended: '[class*="recommend"], .product-card, a[href*="/product/"]',
  skeleton: '[class*="skeleton"]',
  notice: "h1, h2, h3, h4, p, div, span",
};

export const DETAILS = {
  description: '#description-description [class*="descriptionContainer"]',
  specText: '[class*="tableItem"] [class*="tableText"]',
  breadcrumb: '[class*="bread"] a',
};

export const LISTING = {
  link: 'a[href*="/product/"]',
  card: ".product-card",
  name: '[class*="name"]',
  price: '[class*="sellPriceSpan"]',
  picture: "img",
  listed: '[class*="second"] span',
  /** The search page of an older release, still probed by clients. */
  oldRow: ".product-row[data-product-id]",
  oldTitle: ".product-title",
  pageField: ".to-go input",
  pageCount: ".to-go span",
  recommended: '[class*="recommend"]',
  skeleton: ".skeleton-card-wrap",
};
