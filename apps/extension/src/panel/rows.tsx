import type { QueueBatch, QueueRow } from "../views.ts";
import type { PanelWords } from "./words.ts";

type Props = {
  batch: QueueBatch;
  words: PanelWords;
  /** Rows left out; absent where nothing can be chosen any more. */
  out?: ReadonlySet<string>;
  onTurn?: (rowId: string, leaveOut: boolean) => void;
};

/** The products of a batch, one line each, with a box where one can still be left out. */
export function Rows({ batch, words, out, onTurn }: Props) {
  const plain = batch.counts.find(({ reason }) => reason === null)?.say;
  return (
    <details>
      <summary>{words.products}</summary>
      <ul class="rows">
        {batch.rows.map((row) => (
          <li key={row.pid} class={row.ok ? undefined : "off"}>
            {out && onTurn && row.ok && row.rowId !== null ? (
              <input
                type="checkbox"
                aria-label={`${words.take}: ${row.name ?? row.pid}`}
                checked={!out.has(row.rowId)}
                onChange={({ currentTarget }) => onTurn(row.rowId ?? "", !currentTarget.checked)}
              />
            ) : null}
            {row.imageUrl ? <img src={row.imageUrl} alt="" width="32" height="32" /> : <span class="noimage" />}
            <Said row={row} plain={plain} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What is said of a product beyond its price; what goes well needs no word of its own. */
function Said({ row: { name, pid, price, say }, plain }: { row: QueueRow; plain: string | undefined }) {
  return (
    <div>
      <span title={name ?? pid}>{name ?? pid}</span>
      <small title={say}>{price === null ? say : say === plain ? price : `${price} · ${say}`}</small>
    </div>
  );
}
