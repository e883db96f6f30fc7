import { absolute, descriptionOf, habit, priceText, usd } from "../cj-api/product-views.ts";
import { firstIndexOfLeaf } from "../catalogue/core.ts";
import { colors, type ColorName } from "../catalogue/colors.ts";
import type { CatalogueProduct, CatalogueVariant } from "../catalogue/product.ts";
import { sumStock } from "../catalogue/stock.ts";
import { categoryPath } from "../catalogue/slug.ts";
import { leafPositions, leaves } from "../catalogue/taxonomy.ts";
import type { World } from "../world.ts";
import { card } from "./cards.ts";
import { html, raw, type Markup } from "./html.ts";
import { jsLiteral } from "./js-literal.ts";
import { page } from "./layout.ts";
import { productDetailData } from "./product-data.ts";

const BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

export function productPage(
  world: World,
  product: CatalogueProduct,
  options: { vid: string | undefined; dark: boolean },
): string {
  const data = jsLiteral(productDetailData(world, product), { unicodeSlashes: habit(product, "unicode", 3) === 0 });
  const spaced = habit(product, "spaced", 2) === 0;
  return page({
    title: habit(product, "title", 2) === 0 ? product.nameEn : `${product.nameEn} - CJdropshipping`,
    description: `${product.nameEn} from CJdropshipping, ready to list.`,
    dark: options.dark,
    main: body(
      world,
      product,
      product.variants.find((variant) => variant.vid === options.vid),
    ),
    scripts: raw(
      `<script>window.CjProductDetail_type="ordinary";${spaced ? "\n  " : ""}window.productDetailData${spaced ? " = " : "="}${data};\nwindow.anotherThing = {a: 1};</script>`,
    ),
  });
}

function body(world: World, product: CatalogueProduct, chosen: CatalogueVariant | undefined): Markup {
  const { first, second, name, id } = product.leaf;
  const price = chosen?.priceCents ? usd(chosen.priceCents).toFixed(2) : priceText(product);
  return html`<div class="${habit(product, "bread", 2) === 0 ? "breadcrumb--k2PqZ" : "breadWrap--Zt4Ra"}">
      <a href="/">Home</a><span>/</span><a href="${categoryPath(first.name, first.id)}">${first.name}</a><span>/</span
      ><a href="${categoryPath(second.name, second.id)}">${second.name}</a><span>/</span
      ><a href="${categoryPath(name, id)}">${name}</a>
    </div>
    <div class="productDetail--a81Lx">
      <div class="gallery--V3x">
        <div class="stage--w2">
          <img
            src="${absolute(world, (chosen?.imagePath ?? product.imagePaths[0]) || "")}"
            alt="${product.nameEn}"
            width="800"
            height="800"
          />
        </div>
        <div id="slides">${product.imagePaths.map((path) => slide(absolute(world, path)))}</div>
      </div>
      <div class="info--Tq7">
        <h1 class="title--Qq1mN">${product.nameEn}</h1>
        <p class="sub--e4">SKU: ${product.sku} · Lists: ${product.listedNum}</p>
        <div class="priceRow--h1">
          <span class="priceBox--jttAF notranslate"><span class="symbol--T9Jzt">$</span>${price}</span
          ><small>per piece, shipping apart</small>
        </div>
        ${picker(world, product, chosen)}
        <div class="stockRow--m8">${stockSummary(product)}</div>
        <div class="actions--g5">
          <button type="button" class="primary">List</button><button type="button">Add to cart</button
          ><button type="button" aria-label="Save">♡</button>
        </div>
        <ul class="facts--n0">
          <li>Processing 1-3 days</li>
          <li>Ships from ${product.warehouses.join(", ")}</li>
          <li>No minimum order</li>
        </ul>
      </div>
    </div>
    <section class="panel--D2">
      <h2>Specifications</h2>
      <div class="table--u7Jq">${specs(product)}</div>
    </section>
    <section class="panel--D2">
      <h2>Description</h2>
      <div id="description-description">
        <div class="descriptionContainer--p0Xy2">${raw(descriptionOf(world, product) ?? "")}</div>
      </div>
    </section>
    <section class="recommend--Xo9">
      <h2>Similar products</h2>
      <div class="list-wrap">${similar(world, product).map((one) => card(world, one))}</div>
    </section>`;
}

const slide = (url: string): Markup =>
  html`<div data-id="${url}">
    <div data-id="${url}">
      <img class="pic--fwzAT" src="${BLANK}" data-src="${url}" alt="" width="80" height="80" />
    </div>
  </div>`;

/** Buttons per option; the shop's script finds the variant by its values and updates the price box. */
function picker(world: World, product: CatalogueProduct, chosen: CatalogueVariant | undefined): Markup {
  const state = product.variants.map((variant) => ({
    vid: variant.vid,
    values: variant.values,
    price: variant.priceCents === null ? null : usd(variant.priceCents).toFixed(2),
    image: variant.imagePath === null ? null : absolute(world, variant.imagePath),
  }));
  const options = product.optionNames.map((name, at) => ({
    name,
    values: [...new Set(product.variants.map((variant) => variant.values[at] ?? ""))],
  }));
  return html`<div class="sku--Bw6" data-sku-state="${JSON.stringify(state)}">
    ${options.map(
      ({ name, values }, at) =>
        html`<div class="attrs--Lm2" role="group" aria-label="${name}">
          <span>${name}:</span>${values.map(
            (value) =>
              html`<button
                type="button"
                data-option="${at}"
                data-value="${value}"
                aria-pressed="${String(chosen?.values[at] === value)}"
              >
                ${value in colors ? html`<i style="background:${colors[value as ColorName]}"></i>` : ""}${value}
              </button>`,
          )}
        </div>`,
    )}
  </div>`;
}

function stockSummary(product: CatalogueProduct): Markup {
  if (!product.stockKnown) return html`<span>Stock: ask supplier</span>`;
  return html`${sumStock(product.variants.map((variant) => variant.stock)).map((row) => html`<span><b>${row.countryCode}</b> ${row.cj + row.factory === 0 ? "out of stock" : `${row.cj + row.factory} in stock`}</span>`)}`;
}

function specs(product: CatalogueProduct): Markup[] {
  const sizes = [
    ...new Set(product.variants.map((variant) => `${variant.lengthMm}*${variant.widthMm}*${variant.heightMm}(mm)`)),
  ];
  const rows: Array<readonly [string, string]> = [
    [habit(product, "zh-label", 6) === 0 ? "包装尺寸" : "Packing size", sizes.join(";")],
    [
      "Weight",
      product.lowGrams === product.highGrams ? `${product.lowGrams}g` : `${product.lowGrams}-${product.highGrams}g`,
    ],
    ["Packing weight", `${product.packingGrams}g`],
    ["Material", product.materialEn],
    ["Product attribute", product.leaf.group.property.toLowerCase()],
    ["Package", "plastic bag"],
  ];
  return rows.map(
    ([label, value]) =>
      html`<div class="tableItem--d1Wz">
        <div class="tableLabel--n3Rt">${label}</div>
        <div class="tableText--v9Lm">${value}</div>
      </div>`,
  );
}

/** Up to six neighbours from the same second-level category, by arithmetic: no search per page view. */
function similar(world: World, product: CatalogueProduct): CatalogueProduct[] {
  const { catalogue } = world;
  const starts = leafPositions(product.leaf.second.id).map(firstIndexOfLeaf);
  const round = Math.floor(product.index / leaves.length);
  return [round, round + 1, round - 1, round + 2]
    .flatMap((at) => starts.map((start) => start + at * leaves.length))
    .filter((index) => index >= 0 && index < catalogue.size && index !== product.index && !catalogue.isRemoved(index))
    .slice(0, 6)
    .map((index) => catalogue.product(index));
}

/** Taken off the shelves: the words, no data. */
export const removedPage = (dark: boolean): string =>
  page({
    title: "Product removed - CJdropshipping",
    dark,
    main: html`<section class="empty--c7">
      <h1>Product removed</h1>
      <p>This product has been removed from the shelves.</p>
      <p><a class="button--k3" href="/">Back to the shop</a></p>
    </section>`,
    scripts: raw("<script>window.productDetailData={};</script>"),
  });
