import type { FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { ServiceContext } from "../context.ts";
import type { SupplierSession } from "../suppliers/supplier.ts";
import { bestOrigin } from "./best-origin.ts";
import { askFreight, quoteKey, quoteOf, type Destination } from "./freight-question.ts";
import { planBands } from "./freight-bands.ts";
import type { KnownQuotes } from "./known-quotes.ts";
import { toSnapshot, type ProductSnapshot } from "./snapshot.ts";

/** Reads a product with its stock, made safe to keep. Throws what the supplier throws. */
export async function readProduct(
  ctx: ServiceContext,
  session: SupplierSession,
  externalId: string,
): Promise<ProductSnapshot> {
  const product = await session.readProduct(externalId);
  return toSnapshot(product, { environment: session.environment, readAt: ctx.platform.clock.now() });
}

/**
 * Adds freight to every variant that has a price: an exact quote for `ownVid` (else the first priced variant), shared ones
 * for the rest as `planBands` decides. What is `known` is not asked again; `keep` gets the new answers to store. A supplier
 * without quotes leaves the product as it is.
 */
export async function withFreight(
  ctx: ServiceContext,
  session: SupplierSession,
  product: ProductSnapshot,
  destination: Destination,
  ownVid: string | null,
  knownQuotes: KnownQuotes,
  keep: (answers: readonly FreightQuoteRow[]) => void,
): Promise<ProductSnapshot> {
  const { quoteFreight, supplier, homeCountry } = session;
  const priced = product.variants.filter((variant) => variant.costUsd !== null);
  const own = priced.find((variant) => variant.externalId === ownVid) ?? priced[0];
  if (!own || !quoteFreight) return product;
  const parcels = priced.map((variant) => ({
    vid: variant.externalId,
    origin: bestOrigin(variant.stock, destination.country, homeCountry),
    grams: variant.parcelGrams,
  }));
  const keyOf = new Map(parcels.map(({ origin, vid }) => [vid, quoteKey(supplier, origin, destination, vid)]));
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
        await askFreight(ctx, { supplier, homeCountry, quoteFreight }, product.externalId, band, destination),
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
