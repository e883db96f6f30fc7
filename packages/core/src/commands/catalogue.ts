import { findCategory, listCategories } from "@nexusone/db/queries/catalog-categories";
import { listProductRows, type ProductHead } from "@nexusone/db/queries/catalog-list";
import { findProductParts } from "@nexusone/db/queries/catalog-product";
import { listPoolOf, listSellable, type PoolRow } from "@nexusone/db/queries/orders-stock";
import { findOrderSettings } from "@nexusone/db/queries/orders";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import { plainText } from "../imports/plain-text.ts";
import { freeUnits, isForSale } from "../orders/stock-pool.ts";
import { pictureFor } from "./picture.ts";
import {
  buttons,
  catalogueButton,
  list,
  money,
  personButton,
  rowsShown,
  type Reply,
  type Row,
  type Talk,
} from "./talk.ts";
import { tapId } from "./tap-ids.ts";

/** Read at once, since some of them are sold out. */
const READ = 60;
const VARIANTS = 200;
const DESCRIBED = 300;
/** What a row offers beside one and two. */
const QUANTITIES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12] as const;

/** The shelves, or at once the products of a shop that has none. */
export async function showCategories(talk: Talk, page: number): Promise<Reply> {
  const filled = (await listCategories(talk.tx)).filter(({ productCount }) => productCount > 0);
  if (filled.length < 2) return showProducts(talk, "all", "0");
  const from = page * (rowsShown - 1);
  const shown = filled.slice(from, from + rowsShown - 1);
  const rows: Row[] = [
    { id: tapId("products", "all", "0"), title: talk.say("allProducts") },
    ...shown.map(({ id, name }) => ({ id: tapId("products", id, "0"), title: name, description: name })),
    ...(filled.length > from + shown.length ? [{ id: tapId("categories", page + 1), title: talk.say("more") }] : []),
  ];
  return { messages: [list(talk, talk.say("categories"), rows)] };
}

/** One page of what is for sale and in stock, by name; from the beginning when the product before it is gone. */
export async function showProducts(talk: Talk, category: string, after: string): Promise<Reply> {
  const { tx, say } = talk;
  const known = category === "all" ? undefined : await findCategory(tx, category);
  const last = after === "0" ? undefined : (await findProductParts(tx, after))?.product;
  const rows = await listProductRows(tx, {
    filter: { status: "active", ...(known && { categoryId: known.id }) },
    sort: "name",
    limit: READ,
    ...(last && { after: { value: last.nameLower, id: last.id } }),
  });
  const sellable = rows.filter(({ saleHeldBy, stockTotal }) => saleHeldBy === null && stockTotal !== 0);
  const shown = sellable.slice(0, rowsShown);
  const end = shown.length < sellable.length ? shown.at(-1) : rows.length === READ ? rows.at(-1) : undefined;
  if (shown.length === 0 && !end) return { messages: [buttons(say("noProducts"), [personButton(talk)])] };
  const more = end ? [{ id: tapId("products", known?.id ?? "all", end.id), title: say("more") }] : [];
  const found = shown.map((product) => ({
    id: tapId("product", product.id),
    title: product.name,
    description: `${priceOf(talk, product)} · ${product.name}`,
  }));
  return { messages: [list(talk, known?.name ?? say("products"), [...found, ...more])] };
}

function priceOf(talk: Talk, { minPriceMinor, maxPriceMinor }: ProductHead): string {
  const price = money(talk, minPriceMinor ?? 0);
  return minPriceMinor === maxPriceMinor ? price : talk.say("from", { price });
}

/** A product with its picture: how many of it, or which of its variants. */
export async function showProduct(talk: Talk, productId: string): Promise<Reply> {
  const rows = (await listSellable(talk.tx, [productId], VARIANTS)).filter(isForSale);
  const [first, ...others] = rows;
  if (!first) return gone(talk);
  const picture = await pictureFor(talk, first.product);
  if (others.length === 0) return { messages: [...picture, ...(await card(talk, first))] };
  return { messages: [...picture, ...(await showVariants(talk, productId, 0)).messages] };
}

/** Its variants from one of them on. */
export async function showVariants(talk: Talk, productId: string, from: number): Promise<Reply> {
  const rows = (await listSellable(talk.tx, [productId], VARIANTS)).filter(isForSale);
  const [first] = rows;
  if (!first) return gone(talk);
  const shown = rows.slice(from, from + rowsShown);
  const found = shown.map(({ variant }) => ({
    id: tapId("variant", variant.id),
    title: tellingLabel(variant.label) ?? variant.label,
    description: `${money(talk, variant.priceMinor)} · ${variant.label}`,
  }));
  const left = rows.length > from + shown.length;
  const more = left ? [{ id: tapId("variants", productId, from + shown.length), title: talk.say("more") }] : [];
  if (found.length === 0) return showVariants(talk, productId, 0);
  return { messages: [list(talk, `${described(first)}\n\n${talk.say("whichVariant")}`, [...found, ...more])] };
}

export async function showVariant(talk: Talk, variantId: string): Promise<Reply> {
  const row = await sellable(talk, variantId);
  return row ? { messages: await card(talk, row) } : gone(talk);
}

/** How many of it, and what one costs now. */
export async function card(talk: Talk, row: PoolRow, before = ""): Promise<OutgoingMessage[]> {
  const { product, variant } = row;
  const label = product.variantCount > 1 ? variant.label : "";
  const price = money(talk, variant.priceMinor);
  const { safetyBuffer } = await findOrderSettings(talk.tx);
  const free = freeUnits(row, safetyBuffer);
  if (free === 0) return (await gone(talk)).messages as OutgoingMessage[];
  const body = [before, described(row), [label, price].filter(Boolean).join(" · "), talk.say("howMany")];
  const some = [
    { id: tapId("add", variant.id, 1, variant.priceMinor), title: talk.say("addOne") },
    ...(free === 1 ? [] : [{ id: tapId("quantity", variant.id, variant.priceMinor), title: talk.say("moreUnits") }]),
    catalogueButton(talk),
  ];
  return [buttons(body.filter(Boolean).join("\n"), some)];
}

export async function showQuantities(talk: Talk, variantId: string, shownMinor: number): Promise<Reply> {
  const row = await sellable(talk, variantId);
  if (!row) return gone(talk);
  const { priceMinor } = row.variant;
  if (priceMinor !== shownMinor) return { messages: await card(talk, row, priceNow(talk, priceMinor)) };
  const { safetyBuffer } = await findOrderSettings(talk.tx);
  const free = freeUnits(row, safetyBuffer) ?? Number.POSITIVE_INFINITY;
  const rows = QUANTITIES.filter((quantity) => quantity <= free).map((quantity) => ({
    id: tapId("add", variantId, quantity, priceMinor),
    title: String(quantity),
    description: money(talk, quantity * priceMinor),
  }));
  if (rows.length === 0) return { messages: await card(talk, row) };
  return { messages: [list(talk, `${row.product.name}\n${talk.say("howMany")}`, rows)] };
}

export const priceNow = (talk: Talk, priceMinor: number): string =>
  talk.say("priceNow", { price: money(talk, priceMinor) });

/** The variant, if anybody can buy it now. */
export async function sellable({ tx }: Talk, variantId: string): Promise<PoolRow | undefined> {
  const [row] = await listPoolOf(tx, [variantId]);
  return row && isForSale(row) ? row : undefined;
}

export async function gone(talk: Talk): Promise<Reply> {
  return { messages: [buttons(talk.say("gone"), [catalogueButton(talk), personButton(talk)])] };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: " " };
const readable = (entity: string, name: string): string => ENTITIES[name] ?? entity;

const described = ({ product }: PoolRow): string => {
  const about = plainText(product.descriptionHtml.replace(/<[^>]+>/g, " ").replace(/&(\w+|#39);/g, readable))
    .replace(/\s+/g, " ")
    .trim();
  const cut = about.length > DESCRIBED ? `${about.slice(0, DESCRIBED)}…` : about;
  return [`*${product.name}*`, cut].filter(Boolean).join("\n");
};
