/** A variant as far as freight is concerned. */
export type Parcel = { readonly vid: string; readonly origin: string; readonly grams: number | null };

/** One question to the supplier: this variant's freight stands for all of `vids` (its own included). */
export type Band = { readonly vid: string; readonly origin: string; readonly vids: readonly string[] };

/** Parcel lines bill in steps of 50 g. */
const STEP_GRAMS = 50;
/** Calls beside the exact one: points are money, and an account of one call a second must answer a person in time. */
const MAX_BANDS = 3;

/**
 * Which questions to ask for the variants of one product. The merchant's own variant always gets its exact quote. The others
 * share by origin and weight step; when there are more steps than calls, neighbouring steps share the quote of the heaviest,
 * so a shared number may be too high and never too low.
 */
export function planBands(parcels: readonly Parcel[], own: string): Band[] {
  const mine = parcels.find((parcel) => parcel.vid === own) ?? parcels[0];
  if (!mine) return [];
  const classOf = (parcel: Parcel): string => `${parcel.origin}:${step(parcel)}`;
  const alike = parcels.filter((parcel) => classOf(parcel) === classOf(mine));
  const rest = parcels.filter((parcel) => classOf(parcel) !== classOf(mine));

  const byClass = Map.groupBy(rest, classOf);
  const classes = [...byClass.values()].sort(
    (a, b) => compareText(a[0]?.origin ?? "", b[0]?.origin ?? "") || heaviest(a) - heaviest(b),
  );
  return [
    { vid: mine.vid, origin: mine.origin, vids: alike.map((parcel) => parcel.vid) },
    ...merge(classes, MAX_BANDS).flatMap((group) => {
      const last = [...group].sort((a, b) => (a.grams ?? 0) - (b.grams ?? 0)).at(-1);
      return last ? [{ vid: last.vid, origin: last.origin, vids: group.map((parcel) => parcel.vid) }] : [];
    }),
  ];
}

/** Joins neighbours of one origin until at most `limit` groups are left; origins are never mixed. */
function merge(classes: readonly Parcel[][], limit: number): Parcel[][] {
  const groups = classes.map((group) => [...group]);
  while (groups.length > limit) {
    const at = groups.findIndex((group, index) => group[0]?.origin === groups[index + 1]?.[0]?.origin);
    if (at < 0) break;
    groups.splice(at, 2, [...(groups[at] ?? []), ...(groups[at + 1] ?? [])]);
  }
  return groups;
}

const step = ({ grams }: Parcel): number => (grams === null ? -1 : Math.ceil(grams / STEP_GRAMS));
const heaviest = (parcels: readonly Parcel[]): number => Math.max(...parcels.map((parcel) => parcel.grams ?? 0));
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
