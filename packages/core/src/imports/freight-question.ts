import type { SupplierId } from "@nexusone/contracts/ids";
import type { FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { FreightSnapshot } from "@nexusone/db/schema/catalog";
import type { ServiceContext } from "../context.ts";
import type { FreightOption, SupplierSession } from "../suppliers/supplier.ts";
import type { Band } from "./freight-bands.ts";
import { pickCarrier } from "./pick-carrier.ts";

export type Destination = { readonly country: string; readonly zip: string | null; readonly maxDays: number };

type Quoting = Required<Pick<SupplierSession, "supplier" | "homeCountry" | "quoteFreight">>;
type StoredAnswer = { origin: string; options: readonly FreightOption[] };

/** From the chosen warehouse, and from the supplier's home when nothing goes from there. */
export async function askFreight(
  ctx: ServiceContext,
  { supplier, homeCountry, quoteFreight }: Quoting,
  externalId: string,
  { vid, origin: chosen }: Pick<Band, "vid" | "origin">,
  destination: Destination,
): Promise<FreightQuoteRow> {
  const from = (origin: string) =>
    quoteFreight({ variantId: vid, origin, destination: destination.country, zip: destination.zip });
  let origin = chosen;
  let options = await from(origin);
  if (options.length === 0 && origin !== homeCountry) {
    const fromHome = await from(homeCountry);
    if (fromHome.length > 0) [origin, options] = [homeCountry, fromHome];
  }
  return {
    // The key names the question as it was asked; the answer says which origin it is from.
    key: quoteKey(supplier, chosen, destination, vid),
    externalId,
    options: { origin, options } satisfies StoredAnswer,
    quotedAt: ctx.platform.clock.now(),
  };
}

/** The quote a stored answer holds for the merchant's carrier rule; undefined when nothing with a price goes there. */
export function quoteOf(row: FreightQuoteRow, destination: Destination): FreightSnapshot | undefined {
  const { origin, options } = row.options as StoredAnswer; // written by `askFreight` only
  return pickCarrier(options, destination.maxDays, {
    origin,
    destination: destination.country,
    quotedAt: row.quotedAt.toISOString(),
  });
}

/** Supplier, origin, destination, zip, variant and quantity. */
export const quoteKey = (
  supplier: SupplierId,
  origin: string,
  { country, zip }: Pick<Destination, "country" | "zip">,
  vid: string,
): string => `${supplier}:${origin}:${country}:${zip ?? ""}:${vid}:1`;
