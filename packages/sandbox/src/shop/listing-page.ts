import { listV2Item } from "../cj-api/list-views.ts";
import { habit } from "../cj-api/product-views.ts";
import { firstIndexOfLeaf } from "../catalogue/core.ts";
import { searchCatalogue, type SearchQuery } from "../catalogue/search.ts";
import { categoryTree, findCategory, leafPositions } from "../catalogue/taxonomy.ts";
import { categoryPath } from "../catalogue/slug.ts";
import type { CatalogueProduct } from "../catalogue/product.ts";
import type { World } from "../world.ts";
import { cardGrid, skeletonGrid } from "./cards.ts";
import { html, raw, type Markup } from "./html.ts";
import { jsLiteral } from "./js-literal.ts";
import { page } from "./layout.ts";

export const CARDS_PER_PAGE = 60;

export interface ListingOptions {
  pageNum: number;
  dark: boolean;
  /** Ship-from country. */
  from: string | undefined;
}

function find(world: World, query: Omit<SearchQuery, "page" | "size">, options: ListingOptions) {
  const countryCodes = options.from === undefined ? [] : [options.from];
  const { total, items } = searchCatalogue(world.catalogue, {
    ...query,
    countryCodes,
    page: options.pageNum,
    size: CARDS_PER_PAGE,
  });
  return {
    total,
    pages: Math.max(1, Math.ceil(total / CARDS_PER_PAGE)),
    products: items.map((core) => world.catalogue.product(core.index)),
  };
}

export function categoryPage(
  world: World,
  categoryId: string | undefined,
  options: ListingOptions,
): string | undefined {
  const category = categoryId === undefined ? undefined : findCategory(categoryId);
  if (categoryId !== undefined && !category) return undefined;
  const { total, pages, products } = find(world, category ? { categoryIds: [category.id] } : {}, options);
  const name = category?.name ?? "All Products";
  const children = category ? childrenOf(category.path.map((one) => one.id)) : categoryTree;
  return page({
    title: `Wholesale ${name} - CJdropshipping`,
    dark: options.dark,
    main: html`<div class="bread--Yu5">
        <a href="/">Home</a
        >${(category?.path ?? []).map((one) => html`<span>/</span><a href="${categoryPath(one.name, one.id)}">${one.name}</a>`)}
      </div>
      <div class="head--f2">
        <h1>${name}</h1>
        <p>${total.toLocaleString("en")} products</p>
      </div>
      <div id="vue-search-filter">
        <div class="select-item"><a class="filter-span" href="javascript:;">${name}</a></div>
        ${children.map((child) => html`<a class="chip--z1" href="${categoryPath(child.name, child.id)}">${child.name}</a>`)}
      </div>
      ${cardGrid(world, products)}
      <a class="promo--t6" href="/product-promotion/summer-sale.html">Summer sale: deals of the week</a>
      ${pagination(options.pageNum, pages)}`,
    scripts: raw(`<script>window.PRODUCTSRES=${jsLiteral(productsRes(world, products, total, pages))};</script>`),
  });
}

function childrenOf(ids: string[]): ReadonlyArray<{ id: string; name: string }> {
  let level: ReturnType<typeof childNodes> = categoryTree;
  for (const id of ids) level = level.find((node) => node.id === id)?.children ?? [];
  return level;
}
const childNodes = () => categoryTree;

/** Same nesting as listV2, with some names blank, counts as text or number, and bare `undefined`. */
function productsRes(
  world: World,
  products: readonly CatalogueProduct[],
  total: number,
  pages: number,
): Record<string, unknown> {
  const productList = products.map((product) => {
    const item = listV2Item(world, product, ["enable_category"]);
    return {
      id: product.pid,
      nameEn: habit(product, "blank-name", 15) === 0 ? "" : product.nameEn,
      sellPrice: item["sellPrice"],
      nowPrice: item["nowPrice"] ?? undefined,
      bigImage: item["bigImage"],
      listedNum: habit(product, "text-count", 2) === 0 ? String(product.listedNum) : product.listedNum,
      warehouseInventoryNum: item["warehouseInventoryNum"] ?? undefined,
      variantKeyEn: item["variantKeyEn"],
      oneCategoryName: item["oneCategoryName"],
      twoCategoryName: habit(product, "no-two", 3) === 0 ? undefined : item["twoCategoryName"],
      isFree: item["addMarkStatus"],
    };
  });
  return { content: [{ productList, keyWord: "" }], totalPages: pages, totalRecords: String(total) };
}

/** The search page has no PRODUCTSRES and the other release's class names: a reader must live from the cards. */
export function searchPage(world: World, term: string, options: ListingOptions): string {
  const { total, pages, products } = find(world, { keyword: term }, options);
  return page({
    title: `${term} - CJdropshipping`,
    dark: options.dark,
    search: term,
    main: html`<div class="head--f2">
        <h1>“${term}”</h1>
        <p>${total.toLocaleString("en")} products</p>
      </div>
      ${products.length === 0 ? html`<section class="empty--c7"><p>Nothing found. Try fewer or other words.</p></section>` : cardGrid(world, products, "prefixed")}
      ${pagination(options.pageNum, pages)}`,
  });
}

function pagination(current: number, pages: number): Markup {
  const link = (to: number, label: string): Markup | "" =>
    to < 1 || to > pages ? "" : html`<a href="?pageNum=${to}">${label}</a>`;
  return html`<div class="to-go">
    ${link(current - 1, "Previous")}<input value="${current}" aria-label="Page" /><span>of ${pages}</span
    >${link(current + 1, "Next")}
  </div>`;
}

export function homePage(world: World, dark: boolean): string {
  const pick = (flag: number) =>
    searchCatalogue(world.catalogue, { flag, page: 1, size: 12 }).items.map((core) =>
      world.catalogue.product(core.index),
    );
  const more = searchCatalogue(world.catalogue, { page: 1, size: 24 }).items.map((core) =>
    world.catalogue.product(core.index),
  );
  return page({
    title: "CJdropshipping - source, fulfil, ship",
    dark,
    main: html`<section class="hero--x1">
        <div>
          <h1>Source it, list it, we ship it</h1>
          <p>${world.catalogue.size.toLocaleString("en")} products from warehouses in China, the US and Europe.</p>
        </div>
        <div class="heroArt--e9">
          ${more.slice(2, 5).map((product) => html`<img data-src="${world.url}${product.imagePaths[0]}?x-oss-process=image/resize,w_300" alt="" width="132" height="132" />`)}
        </div>
      </section>
      <section>
        <h2>Shop by category</h2>
        <div class="tiles--o5">
          ${categoryTree.map((first, at) => html`<a href="${categoryPath(first.name, first.id)}"><img data-src="${world.url}${pictureOf(world, first.id, at)}?x-oss-process=image/resize,w_200" alt="" width="72" height="72" /><span>${first.name}</span></a>`)}
        </div>
      </section>
      <section>
        <h2>Trending now</h2>
        ${cardGrid(world, pick(0))}
      </section>
      <section>
        <h2>New arrivals</h2>
        ${cardGrid(world, pick(1))}
      </section>
      <section>
        <h2>Just for you</h2>
        ${cardGrid(world, more)}
      </section>`,
  });
}

function pictureOf(world: World, categoryId: string, skip: number): string {
  const positions = leafPositions(categoryId);
  const index = firstIndexOfLeaf(positions[skip % positions.length] ?? 0);
  return index < world.catalogue.size ? (world.catalogue.product(index).imagePaths[0] ?? "") : "";
}

/** What the shop serves to visitors it finds too quick: placeholders and no product link. */
export const skeletonPage = (): string =>
  page({ title: "CJdropshipping", dark: false, main: skeletonGrid(CARDS_PER_PAGE) });

/** An account page that talks about products and is none. */
export const accountPage = (dark: boolean): string =>
  page({
    title: "My CJ - API key",
    dark,
    main: html`<section class="panel--D2">
      <h1>API key</h1>
      <p>Demo Store: <code>CJ1000001@api@0123456789abcdef0123456789abcdef</code></p>
      <p>Free Shop: <code>CJ1000002@api@fedcba9876543210fedcba9876543210</code></p>
      <p>
        A product link looks like
        <code>https://cjdropshipping.com/product/your-product-name-p-0000000000000000000.html</code>.
      </p>
      <p>
        Plans start at <span class="priceBox--jttAF notranslate"><span class="symbol--T9Jzt">$</span>15.99</span> a
        month.
      </p>
    </section>`,
    scripts: raw(
      `<script>window.helpText="Developers sometimes look for window.productDetailData={\\"id\\":\\"1\\"} in the page source.";</script>`,
    ),
  });
