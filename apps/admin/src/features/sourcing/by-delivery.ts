import type { Estimate, Tile } from "./use-sourcing.ts";

/**
 * The tiles that no stored quote calls slower than `most` days, and how many were left out for it. What has no quote stays and
 * is counted: nothing is known of it, and most of a page would be gone.
 */
export function byDelivery(
  tiles: readonly Tile[],
  estimates: ReadonlyMap<string, Pick<Estimate, "estimate">>,
  most: number | undefined,
) {
  if (most === undefined) return { shown: tiles, slower: 0, unknown: 0 };
  const days = ({ externalId }: Tile): number | null => estimates.get(externalId)?.estimate?.maxDays ?? null;
  const shown = tiles.filter((tile) => (days(tile) ?? 0) <= most);
  return { shown, slower: tiles.length - shown.length, unknown: shown.filter((tile) => days(tile) === null).length };
}
