import { compare, fraction } from "@nexusone/contracts/fraction";
import type { FreightSnapshot } from "@nexusone/db/schema/catalog";
import type { FreightOption } from "../suppliers/supplier.ts";

export type Route = { readonly origin: string; readonly destination: string; readonly quotedAt: string };

/**
 * The default carrier rule: the cheapest that arrives within `maxDays`; when none does, the cheapest of all, whose days then
 * say so. Undefined when nothing with a price goes there.
 */
export function pickCarrier(
  options: readonly FreightOption[],
  maxDays: number,
  route: Route,
): FreightSnapshot | undefined {
  const priced = options.flatMap((option) => {
    const { usd } = option;
    return usd === null ? [] : [{ option, usd }];
  });
  const inTime = priced.filter(({ option }) => option.maxDays !== null && option.maxDays <= maxDays);
  const [best] = (inTime.length > 0 ? inTime : priced).sort(
    (a, b) => compare(fraction(a.usd), fraction(b.usd)) || (a.option.maxDays ?? 999) - (b.option.maxDays ?? 999),
  );
  if (!best) return undefined;
  const { carrier, minDays, maxDays: latest, taxesUsd } = best.option;
  return { usd: best.usd, taxesUsd, carrier, minDays, maxDays: latest, ...route, banded: false };
}
