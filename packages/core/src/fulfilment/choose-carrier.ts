import type { CarrierRule } from "@nexusone/contracts/fulfilment-terms";
import { convertToMinor } from "@nexusone/contracts/money";
import type { CarrierOption } from "@nexusone/db/schema/fulfilment";
import type { FreightOption } from "../suppliers/supplier.ts";

export type Choice = { readonly rule: CarrierRule; readonly maxDays: number; readonly maxUsdMinor: number };

/** Exact decimal dollars in cents; a fraction of a cent is rounded. */
export const usdMinor = (usd: string): number => convertToMinor(usd, "1", "USD");

/** What can be chosen from a quote: ways with a price, the cheapest first, of equals the faster one. */
export const carrierOptions = (quote: readonly FreightOption[]): CarrierOption[] =>
  quote
    .flatMap(({ carrier, usd, minDays, maxDays }) =>
      usd === null ? [] : [{ carrier, usdMinor: usdMinor(usd), minDays, maxDays }],
    )
    .toSorted((a, b) => a.usdMinor - b.usdMinor || latest(a) - latest(b));

/**
 * The carrier by the merchant's rule: the cheapest that arrives within `maxDays`, or the fastest for no more than `maxUsdMinor`.
 * When none meets it, the cheapest of all, whose days and price then say so. `wanted` is a person's own choice. Undefined when
 * nothing with a price goes there, or the wanted one does not. Pure.
 */
export function chooseCarrier(
  options: readonly CarrierOption[],
  { rule, maxDays, maxUsdMinor }: Choice,
  wanted?: string,
): CarrierOption | undefined {
  if (wanted !== undefined) return options.find(({ carrier }) => carrier === wanted);
  const byRule =
    rule === "cheapest"
      ? options.find((option) => latest(option) <= maxDays)
      : options
          .filter(({ usdMinor: price }) => price <= maxUsdMinor)
          .toSorted((a, b) => latest(a) - latest(b) || a.usdMinor - b.usdMinor)[0];
  return byRule ?? options[0];
}

/** Without a promise it may take for ever. */
const latest = ({ maxDays }: CarrierOption): number => maxDays ?? Number.POSITIVE_INFINITY;
