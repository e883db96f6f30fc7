import type { StockRow } from "@nexusone/contracts/cj";
import type { z } from "zod";

type Stock = z.infer<typeof StockRow>;

/** Members of the EU customs union: a parcel between them crosses no border. */
const EU = new Set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "));

/**
 * The warehouse country a parcel should start from: the destination's own, else one inside the same customs union, else the
 * supplier's home. Abroad only what the supplier itself holds counts: factory stock lies at its home whatever the row says (Q14).
 */
export function bestOrigin(stock: readonly Stock[] | null, destination: string, home: string): string {
  const held = (stock ?? []).filter((row) => (row.country === home ? row.total : (row.cjOwned ?? row.total)) > 0);
  const near =
    held.find((row) => row.country === destination) ??
    (EU.has(destination) ? largest(held.filter((row) => EU.has(row.country))) : undefined);
  if (near) return near.country;
  if (held.length === 0 || held.some((row) => row.country === home)) return home;
  return largest(held)?.country ?? home;
}

const largest = (rows: readonly Stock[]): Stock | undefined => [...rows].sort((a, b) => b.total - a.total)[0];
