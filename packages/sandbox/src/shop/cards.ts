import { priceText } from "../cj-api/product-views.ts";
import type { CatalogueProduct } from "../catalogue/product.ts";
import { productPath } from "../catalogue/slug.ts";
import type { World } from "../world.ts";
import { html, type Markup } from "./html.ts";

/** Class names carry a build's hash, and between releases the whole prefix changes: category and search pages differ. */
const RELEASES = {
  hashed: {
    card: "productCard--nLiHk",
    image: "productImage--mR3",
    fill: "fillBtn--sT5",
    name: "name--Zx8",
    price: "price--o2",
    currency: "sellCurrency--aa1",
    amount: "sellPriceSpan--bb2",
    second: "second--cc3",
  },
  prefixed: {
    card: "ProductCard-index__productCard--9f3Kd",
    image: "ProductCard-index__productImage--b7",
    fill: "ProductCard-index__fillBtn--c1",
    name: "ProductCard-index__name--d4",
    price: "ProductCard-index__price--o9",
    currency: "ProductCard-index__sellCurrency--e5",
    amount: "ProductCard-index__sellPriceSpan--f6",
    second: "ProductCard-index__second--g7",
  },
} as const;

export type CardRelease = keyof typeof RELEASES;

/** A card as scrapers know it (facts sheet B3): lazy image, pid inside the tracking JSON, price without its currency. */
export function card(world: World, product: CatalogueProduct, release: CardRelease = "hashed"): Markup {
  const names = RELEASES[release];
  const tracking = JSON.stringify({ event: "click", list: [{ fieldName: "productId", fieldValue: product.pid }] });
  const image = `${world.url}${product.imagePaths[0]}?x-oss-process=image/resize,m_fill,w_300`;
  const colours = new Set(product.variants.flatMap((variant) => variant.color ?? [])).size;
  return html`<div class="product-card">
    <a
      class="${names.card}"
      href="${productPath(product.nameEn, product.pid)}"
      ${release === "prefixed" ? "" : html` target="_self"`}
    >
      <div class="${names.image}">
        <div class="${names.fill}" data-tracking-element-click="${tracking}"></div>
        <img
          data-src="${image}"
          alt=""
          width="300"
          height="300"
        />${product.freeShipping ? html`<em class="badge--u7">Free shipping</em>` : ""}${product.warehouses.includes("US") ? html`<em class="badge--u7 us">US stock</em>` : ""}
      </div>
      <div class="${names.name}" title="${product.nameEn}">${product.nameEn}</div>
      <div class="${names.price}">
        <span class="${names.currency}"></span><span class="${names.currency}">$</span
        ><span class="${names.amount}">${priceText(product).replace(" -- ", "-")}</span>
      </div>
      <div class="${names.second}">
        <span>${product.listedNum >= 1000 ? `${(product.listedNum / 1000).toFixed(1)}k` : product.listedNum}</span>
        lists${colours > 1 ? ` · ${colours} colours` : ""}
      </div></a
    >
  </div>`;
}

export const cardGrid = (
  world: World,
  products: readonly CatalogueProduct[],
  release: CardRelease = "hashed",
): Markup => html`<div class="list-wrap">${products.map((product) => card(world, product, release))}</div>`;

export const skeletonGrid = (count: number): Markup =>
  html`<div class="list-wrap">
    ${Array.from({ length: count }, () => html`<div class="skeleton-card-wrap"><i></i><b></b><b></b></div>`)}
  </div>`;
