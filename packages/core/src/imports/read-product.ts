import { CjFailure, type CjFreightOption, type CjProduct } from "@nexusone/cj/client";
import type { FreightQuoteRow } from "@nexusone/db/queries/cj-quotes";
import type { FreightSnapshot } from "@nexusone/db/schema/catalog";
import { baseUrlOf } from "../cj/connection.ts";
import { NO_ROUTE_CODES } from "../cj/failure.ts";
import type { CjGateway } from "../cj/gateway.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { bestOrigin, HOME_ORIGIN } from "./best-origin.ts";
import { planBands, type Band } from "./freight-bands.ts";
import { pickCarrier } from "./pick-carrier.ts";
import type { KnownQuotes } from "./known-quotes.ts";
import { toSnapshot, type ProductSnapshot } from "./snapshot.ts";

export type Destination = { readonly country: string; readonly zip: string | null; readonly maxDays: number };

const LIVE_SHOP = "https://cjdropshipping.com";

/** Where the product pages of an environment are: CJ's shop, or the simulated one beside the simulated API. */
export function shopUrlOf(ctx: ServiceContext, environment: "sandbox" | "live"): string {
  return environment === "live" ? LIVE_SHOP : new URL(baseUrlOf(ctx, environment)).origin;
}

/**
 * Reads a product with its stock: one call, a second one only when the first says nothing about stock. 10 or 20 points.
 * @throws CjFailure; `import.product_removed` when it is off sale.
 */
export async function readProduct(ctx: ServiceContext, cj: CjGateway, pid: string): Promise<ProductSnapshot> {
  const product = await cj.client.getProduct({ pid, inventory: true });
  if (product.status === "off_sale") throw new DomainError("import.product_removed");
  const stocked = product.variants.some((variant) => variant.stock !== null)
    ? product
    : await withInventory(cj, product);
  const { environment } = cj.connection;
  return toSnapshot(stocked, {
    environment,
    shopUrl: shopUrlOf(ctx, environment),
    readAt: ctx.platform.clock.now(),
  });
}

async function withInventory(cj: CjGateway, product: CjProduct): Promise<CjProduct> {
  const inventory = await cj.client.getInventoryByPid(product.pid);
  const byVid = new Map(inventory.variants.map((entry) => [entry.vid, entry.stock]));
  return {
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, stock: byVid.get(variant.vid) ?? null })),
  };
}

/**
 * Adds freight to every variant that has a price: an exact quote for `ownVid` (else the first priced variant), shared ones
 * for the rest as `planBands` decides. What is `known` is not asked again; `keep` gets the new answers to store. 10 points a question.
 */
export async function withFreight(
  ctx: ServiceContext,
  cj: CjGateway,
  product: ProductSnapshot,
  destination: Destination,
  ownVid: string | null,
  knownQuotes: KnownQuotes,
  keep: (answers: readonly FreightQuoteRow[]) => void,
): Promise<ProductSnapshot> {
  const priced = product.variants.filter((variant) => variant.costUsd !== null);
  const own = priced.find((variant) => variant.externalId === ownVid) ?? priced[0];
  if (!own) return product;
  const parcels = priced.map((variant) => ({
    vid: variant.externalId,
    origin: bestOrigin(variant.stock, destination.country),
    grams: variant.parcelGrams,
  }));
  const keyOf = new Map(parcels.map(({ origin, vid }) => [vid, quoteKey(origin, destination, vid)]));
  const quotes = await knownQuotes([...keyOf.values()]);
  const known = new Map(
    [...keyOf].flatMap(([vid, key]) => {
      const quote = quotes.get(key);
      return quote ? [[vid, quote] as const] : [];
    }),
  );
  const bands = planBands(parcels, own.externalId);
  const asked = await settled(
    bands
      .filter((band) => !known.has(band.vid))
      .map(async (band): Promise<[string, FreightQuoteRow]> => [
        band.vid,
        await ask(ctx, cj, product.externalId, band, destination),
      ]),
  );
  keep(asked.map(([, answer]) => answer));

  const answers = new Map([...known, ...asked]);
  const bandOf = new Map(bands.flatMap((band) => band.vids.map((vid) => [vid, band.vid] as const)));
  return {
    ...product,
    variants: product.variants.map((variant) => {
      if (variant.costUsd === null) return variant;
      const exact = answers.get(variant.externalId);
      const answer = exact ?? answers.get(bandOf.get(variant.externalId) ?? "");
      const freight = answer && quoteOf(answer, destination);
      if (!freight) return { ...variant, reason: "import.no_route" as const };
      return { ...variant, freight: { ...freight, banded: exact === undefined } };
    }),
  };
}

/** Waits for all before the first failure is thrown: a call still under way would escape the records. */
async function settled(calls: readonly Promise<[string, FreightQuoteRow]>[]): Promise<[string, FreightQuoteRow][]> {
  const results = await Promise.allSettled(calls);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** From the chosen warehouse, and from CJ's home when nothing goes from there. */
async function ask(
  ctx: ServiceContext,
  cj: CjGateway,
  externalId: string,
  band: Pick<Band, "vid" | "origin">,
  destination: Destination,
): Promise<FreightQuoteRow> {
  let origin = band.origin;
  let options = await calculate(cj, origin, destination, band.vid);
  if (options.length === 0 && origin !== HOME_ORIGIN) {
    const fromHome = await calculate(cj, HOME_ORIGIN, destination, band.vid);
    if (fromHome.length > 0) [origin, options] = [HOME_ORIGIN, fromHome];
  }
  return {
    // The key names the question as it was asked; the answer says which origin it is from.
    key: quoteKey(band.origin, destination, band.vid),
    externalId,
    options: { origin, options } satisfies StoredAnswer,
    quotedAt: ctx.platform.clock.now(),
  };
}

async function calculate(
  cj: CjGateway,
  origin: string,
  destination: Destination,
  vid: string,
): Promise<CjFreightOption[]> {
  try {
    return await cj.client.calculateFreight({
      startCountry: origin,
      endCountry: destination.country,
      ...(destination.zip && { zip: destination.zip }),
      products: [{ vid, quantity: 1 }],
    });
  } catch (error) {
    // Some routes are refused by code instead of answered by an empty list.
    if (error instanceof CjFailure && error.vendorCode !== null && NO_ROUTE_CODES.has(error.vendorCode)) return [];
    throw error;
  }
}

type StoredAnswer = { origin: string; options: CjFreightOption[] };

/** The quote a stored answer holds for the merchant's carrier rule; undefined when nothing with a price goes there. */
export function quoteOf(row: FreightQuoteRow, destination: Destination): FreightSnapshot | undefined {
  const { origin, options } = row.options as StoredAnswer; // written by `ask` only
  return pickCarrier(options, destination.maxDays, {
    origin,
    destination: destination.country,
    quotedAt: row.quotedAt.toISOString(),
  });
}

/** Origin, destination, zip, variant and quantity. */
const quoteKey = (origin: string, { country, zip }: Destination, vid: string): string =>
  `${origin}:${country}:${zip ?? ""}:${vid}:1`;
