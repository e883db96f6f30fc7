import { costBasis } from "@nexusone/contracts/cost-basis";
import { landedMargin, type Margin } from "@nexusone/contracts/margin";
import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { parseAmount } from "@nexusone/contracts/money";
import { termsOf } from "../pricing/terms.ts";
import type { Variant } from "./use-product.ts";

/** Texts typed into price fields, by variant. */
export type PriceEdits = Readonly<Record<string, string>>;
export type Typed = { readonly priceMinor: number } | "bad" | undefined;

/** What was typed for a variant: a price, something unreadable, or nothing new. */
export function typedPrice(edits: PriceEdits, variant: Variant, currency: string): Typed {
  const text = edits[variant.id];
  if (text === undefined) return undefined;
  const priceMinor = parseAmount(text, currency);
  if (priceMinor === undefined || priceMinor < 0) return "bad";
  return priceMinor === variant.priceMinor ? undefined : { priceMinor };
}

/** The margin the typed price would earn, computed here exactly as the server will. */
export function marginAt(variant: Variant, priceMinor: number, settings: MerchantSettings | undefined): Margin | null {
  const basis = settings && costBasis(variant, termsOf(settings, variant.margin));
  return (basis && landedMargin({ ...basis, priceMinor })) ?? null;
}
