import type { Listing } from "./controller.ts";
import type { Place } from "./places.ts";
import { selectable } from "./state.ts";
import { Tile } from "./tile.tsx";
import type { ListingWords } from "./words.ts";

type Props = {
  readonly listing: Listing;
  readonly places: ReadonlyMap<string, Place>;
  readonly words: ListingWords;
};

/** The marks of all cards, one group: Tab enters it, arrows move in it, Space selects, Shift extends, Ctrl+A takes all. */
export function Marks({ listing, places, words }: Props) {
  const { state } = listing;
  const shown = state.cards.flatMap((card) => {
    const place = places.get(card.pid);
    return place ? [{ ...card, place }] : [];
  });
  const first =
    shown.find(({ pid }) => pid === state.anchor)?.pid ?? shown.find(({ pid }) => selectable(state, pid))?.pid;
  return (
    <div
      class={state.selected.size > 0 ? "marks choosing" : "marks"}
      role="group"
      aria-label={words.cards}
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && event.key === "a") {
          event.preventDefault();
          listing.selectAll();
        } else if (step(event.currentTarget, event.target as Element, event.key)) event.preventDefault();
      }}
    >
      {shown.map(({ pid, name, place }) => (
        <Tile
          key={pid}
          {...{ pid, name, place, words }}
          tile={state.tiles.get(pid)}
          asking={state.asking.has(pid)}
          selected={state.selected.has(pid)}
          first={pid === first}
          onToggle={listing.toggle}
          onPrice={(asked) => void listing.price(asked)}
        />
      ))}
    </div>
  );
}

const STEPS: Record<string, (columns: number) => number> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
};

/** Moves focus to the neighbour in the grid the page draws; false when the key means nothing here. */
function step(group: Element, target: Element, key: string): boolean {
  const by = STEPS[key];
  if (!by) return false;
  const tiles = [...group.children].filter((tile) => tile.querySelector(".box, a"));
  const at = tiles.findIndex((tile) => tile.contains(target));
  const topOf = (tile: Element | undefined) => (tile as HTMLElement | undefined)?.style.top;
  const columns = tiles.filter((tile) => topOf(tile) === topOf(tiles[0])).length;
  tiles[at + by(Math.max(1, columns))]?.querySelector<HTMLElement>(".box, a")?.focus();
  return true;
}
