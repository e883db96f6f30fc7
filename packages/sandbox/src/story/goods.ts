import { Catalogue } from "../catalogue/catalogue.ts";
import { quoteFreight, type FreightItem } from "../catalogue/freight.ts";
import type { Good, ShopTerms } from "./types.ts";

/** Prices of CJ's that the story's shop would take: dear enough against their freight, cheap enough for a day's limit. */
const LEAST_CENTS = 400;
const MOST_CENTS = 6_000;
/** Of eight products about one is such a good. */
export const CATALOGUE_PER_PRODUCT = 40;

/**
 * The first products whose end can be told from documented rules alone: they lie in China only, with plenty of everything, every
 * variant has a price, a carrier takes them everywhere, and the goods cost at least `dear` times their freight.
 */
export function pickGoods(seed: string, count: number, terms: Pick<ShopTerms, "country" | "carrierMaxDays">): Good[] {
  const catalogue = new Catalogue(seed, count * CATALOGUE_PER_PRODUCT);
  const goods: Good[] = [];
  for (let index = 0; index < catalogue.size && goods.length < count; index++) {
    const good = catalogue.isRemoved(index) ? undefined : goodOf(catalogue, index, terms);
    if (good) goods.push(good);
  }
  if (goods.length < count) throw new RangeError(`only ${goods.length} of ${count} products fit the story`);
  return goods;
}

const DEAR = 1.3;

function goodOf(
  catalogue: Catalogue,
  index: number,
  { country, carrierMaxDays }: Pick<ShopTerms, "country" | "carrierMaxDays">,
): Good | undefined {
  const product = catalogue.product(index);
  const [variant] = product.variants;
  if (!variant || product.variants.length < 2 || !product.stockKnown || product.leaf.group.property !== "COMMON")
    return undefined;
  const fits = product.variants.every(
    ({ priceCents, stock }) =>
      priceCents !== null &&
      stock.every((row) => row.countryCode === "CN") &&
      stock.some((row) => row.cj + row.factory >= 2_000),
  );
  const cents = variant.priceCents ?? 0;
  if (!fits || cents < LEAST_CENTS || cents > MOST_CENTS) return undefined;
  const item: FreightItem = {
    vid: variant.vid,
    quantity: 1,
    grams: variant.grams,
    volumeMm3: variant.lengthMm * variant.widthMm * variant.heightMm,
    property: "COMMON",
    available: true,
  };
  const inTime = quoteFreight("CN", country, [item])
    .filter(({ placeholder, aging }) => !placeholder && Number(aging.split("-").at(-1)) <= carrierMaxDays)
    .map(({ priceCents, taxesCents, clearanceCents }) => priceCents + taxesCents + clearanceCents);
  const freightCents = Math.min(...inTime);
  if (inTime.length === 0 || cents < DEAR * freightCents) return undefined;
  return { index, pid: product.pid, vid: variant.vid, cents, freightCents };
}
