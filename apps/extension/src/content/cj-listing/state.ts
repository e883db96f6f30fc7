import type { Refusal } from "../../refusal.ts";
import type { QueueBatch, Selected, TileView } from "../../views.ts";
import type { DrawnCard } from "./cards.ts";

/** What one `queue.add` of a page may name, and so what can be selected. */
export const MAX_SELECTED = 120;
const MAX_NAME = 500;

/** Everything a listing shows beside the page's own cards. Sets and maps are replaced, never changed. */
export type ListingState = {
  readonly paired: boolean;
  readonly cards: readonly DrawnCard[];
  /** What is known of a product, kept while the page is open. */
  readonly tiles: ReadonlyMap<string, TileView>;
  /** Products whose margin is being asked. */
  readonly asking: ReadonlySet<string>;
  readonly selected: ReadonlyMap<string, Selected>;
  /** Where a range begins: the product toggled last. */
  readonly anchor: string | undefined;
  /** A selection that was cut short. */
  readonly full: boolean;
  readonly sending: boolean;
  readonly batch: QueueBatch | undefined;
  /** Reasons whose products are left out of the import, by their sentence. */
  readonly leftOut: ReadonlySet<string>;
  readonly problem: Refusal | undefined;
  readonly outdated: boolean;
};

export const begun = (paired: boolean, problem: Refusal | null, selection: readonly Selected[]): ListingState => ({
  paired,
  cards: [],
  tiles: new Map(),
  asking: new Set(),
  selected: new Map(selection.map((item) => [item.pid, item])),
  anchor: undefined,
  full: false,
  sending: false,
  batch: undefined,
  leftOut: new Set(),
  problem: problem ?? undefined,
  outdated: false,
});

/** What is in the catalogue already cannot be imported again. */
export const selectable = (state: ListingState, pid: string): boolean => !state.tiles.get(pid)?.imported;

const item = ({ pid, name, image }: DrawnCard): Selected => ({
  pid,
  name: name?.slice(0, MAX_NAME) ?? null,
  imageUrl: image,
});

/** Selects or deselects a product, or, as a range, all from the one toggled before it to it. */
export function toggle(state: ListingState, pid: string, range: boolean): ListingState {
  const at = state.cards.findIndex((card) => card.pid === pid);
  const from = range ? state.cards.findIndex((card) => card.pid === state.anchor) : -1;
  if (at < 0) return state;
  const span = from < 0 ? [at, at] : [Math.min(from, at), Math.max(from, at)];
  const cards = state.cards.slice(span[0], (span[1] ?? at) + 1);
  // A range does to all what its first click did to the first.
  const on = from < 0 ? !state.selected.has(pid) : state.selected.has(state.anchor ?? "");
  return { ...set(state, cards, on), anchor: pid };
}

export const selectAll = (state: ListingState): ListingState => set(state, state.cards, true);

export const clear = (state: ListingState): ListingState => ({
  ...state,
  selected: new Map(),
  anchor: undefined,
  full: false,
});

/** Products of this page that can be selected and are not. */
export const unselected = (state: ListingState): number =>
  state.cards.filter(({ pid }) => selectable(state, pid) && !state.selected.has(pid)).length;

function set(state: ListingState, cards: readonly DrawnCard[], on: boolean): ListingState {
  const selected = new Map(state.selected);
  let full = false;
  for (const card of cards) {
    if (!on) selected.delete(card.pid);
    else if (selectable(state, card.pid) && !selected.has(card.pid)) {
      if (selected.size >= MAX_SELECTED) full = true;
      else selected.set(card.pid, item(card));
    }
  }
  return { ...state, selected, full };
}

/** Learns of products; those that turn out to be in the catalogue leave the selection. */
export function learned(state: ListingState, tiles: readonly TileView[]): ListingState {
  const known = new Map(state.tiles);
  const selected = new Map(state.selected);
  const asking = new Set(state.asking);
  for (const tile of tiles) {
    known.set(tile.pid, tile);
    asking.delete(tile.pid);
    if (tile.imported) selected.delete(tile.pid);
  }
  return { ...state, tiles: known, selected, asking };
}

/** Rows that would be imported and rows left out, of a batch that waits for a decision. */
export function decision({ batch, leftOut }: Pick<ListingState, "batch" | "leftOut">) {
  const rows = batch?.rows.filter(({ ok }) => ok) ?? [];
  const out = rows.filter(({ say }) => leftOut.has(say));
  return { taken: rows.length - out.length, leaveOut: out.flatMap(({ rowId }) => rowId ?? []) };
}
