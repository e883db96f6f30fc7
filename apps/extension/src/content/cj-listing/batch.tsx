import { fill } from "@nexusone/contracts/locale";
import type { QueueBatch } from "../../views.ts";
import { ReasonLine } from "../cj-product/reason-line.tsx";
import type { Listing } from "./controller.ts";
import { decision } from "./state.ts";
import type { ListingWords } from "./words.ts";

type Props = { readonly listing: Listing; readonly batch: QueueBatch; readonly words: ListingWords };

/** What became of an import of many: its progress, its reasons with a choice for each, its result. */
export function BatchView({ listing, batch, words }: Props) {
  const { read, total, refusal } = batch;
  const moving = batch.state === "waiting" || batch.state === "reading" || batch.state === "importing";
  return (
    <div class="batch">
      {moving && (
        <p role="status">
          {batch.state === "waiting"
            ? fill(words.waiting, { count: total })
            : fill(batch.state === "reading" ? words.reading : words.importing, { read, total })}
        </p>
      )}
      {moving && <progress max={total} value={read} aria-label={words.bar} />}
      {batch.state === "paused" && <p role="status">{fill(words.paused, { read, total })}</p>}
      {refusal && <ReasonLine reason={refusal} retry={() => void listing.retryBatch()} retryLabel={words.retry} />}
      {(batch.state === "triage" || batch.state === "done") && <Counts {...{ listing, batch, words }} />}
      {batch.state === "done" && (
        <p class="note">
          {words.done} {words.undoHint}
        </p>
      )}
      <Acts {...{ listing, batch, words }} />
    </div>
  );
}

/** One sentence per reason. What could be imported all the same can be left out. */
function Counts({ listing, batch, words }: Props) {
  const importable = new Set(batch.rows.filter(({ ok }) => ok).map(({ say }) => say));
  return (
    <div role={batch.state === "done" ? "status" : undefined}>
      <ul class="counts">
        {batch.counts.map(({ reason, say, count }) => (
          <li key={say} class={reason === null ? "good" : undefined}>
            <strong>{count}</strong> <span>{say}</span>
            {batch.state === "triage" && reason !== null && importable.has(say) && (
              <button
                type="button"
                class="quiet"
                aria-pressed={listing.state.leftOut.has(say)}
                onClick={() => listing.leaveOut(say)}
              >
                {listing.state.leftOut.has(say) ? words.take : words.leaveOut}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Acts({ listing, batch, words }: Props) {
  const { taken } = decision(listing.state);
  return (
    <div class="acts">
      {batch.state === "triage" && batch.creditsSay && <small class="count">{batch.creditsSay}</small>}
      <button type="button" class="quiet" onClick={(event) => event.isTrusted && void listing.panel()}>
        {words.review}
      </button>
      {batch.state === "triage" && (
        <>
          <button type="button" class="quiet" onClick={(event) => event.isTrusted && void listing.discard()}>
            {words.discard}
          </button>
          <button
            type="button"
            class="main"
            disabled={taken === 0 || listing.state.sending}
            onClick={(event) => event.isTrusted && void listing.commit()}
          >
            {fill(taken === 1 ? words.importOne : words.import, { count: taken })}
          </button>
        </>
      )}
      {batch.state === "done" && (
        <button type="button" class="second" onClick={listing.close}>
          {words.close}
        </button>
      )}
    </div>
  );
}
