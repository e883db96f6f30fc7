import type { TileView } from "../../views.ts";
import type { Place } from "./places.ts";
import type { ListingWords } from "./words.ts";

export type TileProps = {
  readonly pid: string;
  readonly name: string | null;
  readonly place: Place;
  readonly tile: TileView | undefined;
  readonly asking: boolean;
  readonly selected: boolean;
  /** The one mark that Tab reaches; arrows go to the others. */
  readonly first: boolean;
  readonly words: ListingWords;
  readonly onToggle: (pid: string, range: boolean) => void;
  readonly onPrice: (pid: string) => void;
};

/** Beside a card of the page: what the product would earn or where it already is, and the box that selects it. */
export function Tile({ pid, name, place, tile, asking, selected, first, words, onToggle, onPrice }: TileProps) {
  return (
    <div class={selected ? "tile on" : "tile"} style={place} data-pid={pid}>
      <Chip {...{ pid, tile, asking, words, onPrice }} />
      {!tile?.imported && (
        <button
          type="button"
          role="checkbox"
          class="box"
          aria-checked={selected}
          aria-label={`${words.select} ${name ?? pid}`}
          tabIndex={first ? 0 : -1}
          onClick={(event) => onToggle(pid, event.shiftKey)}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m3.5 8.5 3 3 6-7" />
          </svg>
        </button>
      )}
    </div>
  );
}

function Chip({ pid, tile, asking, words, onPrice }: Pick<TileProps, "pid" | "tile" | "asking" | "words" | "onPrice">) {
  if (asking && tile) return <span class="chip">{words.asking}</span>;
  if (!tile) return null;
  if (tile.imported)
    return (
      <a
        class={tile.imported.changed ? "chip amber" : "chip in"}
        href={tile.imported.href}
        target="_blank"
        rel="noopener"
        title={tile.imported.title}
      >
        {tile.imported.changed ? words.changed : words.inCatalogue}
      </a>
    );
  if (tile.margin)
    return (
      <span class={`chip ${tile.margin.tone}`} title={tile.margin.title}>
        {tile.margin.say}
      </span>
    );
  return (
    <button
      type="button"
      class="chip ask"
      title={tile.note ?? undefined}
      tabIndex={-1}
      onClick={(event) => event.isTrusted && onPrice(pid)}
    >
      {tile.note ? (
        words.retry
      ) : (
        <>
          <b>{words.tapForMargin}</b> {tile.cost}
        </>
      )}
    </button>
  );
}
