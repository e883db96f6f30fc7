import type { CarrierReason, CarrierRule } from "@nexusone/contracts/fulfilment-terms";
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

export type ByRule = { readonly option: CarrierOption; readonly why: CarrierReason };

/**
 * The carrier by the merchant's rule: the cheapest that arrives within `maxDays`, or the fastest for no more than `maxUsdMinor`.
 * When none meets it, the cheapest of all, whose days and price then say so. Undefined when nothing with a price goes there. Pure.
 */
export function chooseCarrier(
  options: readonly CarrierOption[],
  { rule, maxDays, maxUsdMinor }: Choice,
): ByRule | undefined {
  const [cheapest] = options;
  const byRule =
    rule === "cheapest"
      ? options.find((option) => latest(option) <= maxDays)
      : options
          .filter(({ usdMinor: price }) => price <= maxUsdMinor)
          .toSorted((a, b) => latest(a) - latest(b) || a.usdMinor - b.usdMinor)[0];
  if (byRule) return { option: byRule, why: rule === "cheapest" ? "cheapest_in_time" : "fastest_for_price" };
  return cheapest && { option: cheapest, why: "cheapest_of_all" };
}

/** Without a promise it may take for ever. */
const latest = ({ maxDays }: CarrierOption): number => maxDays ?? Number.POSITIVE_INFINITY;
