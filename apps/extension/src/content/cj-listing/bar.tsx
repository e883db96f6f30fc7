import { fill } from "@nexusone/contracts/locale";
import { ReasonLine } from "../cj-product/reason-line.tsx";
import { BatchView } from "./batch.tsx";
import type { Listing } from "./controller.ts";
import { MAX_SELECTED, unselected } from "./state.ts";
import type { ListingWords } from "./words.ts";

type Props = { readonly listing: Listing; readonly words: ListingWords; readonly onClose: () => void };

/** At the foot of the window while something is selected, on its way, or has to be said. */
export function Bar({ listing, words, onClose }: Props) {
  const { state } = listing;
  const { problem, selected, batch, outdated, paired } = state;
  if (outdated || !paired)
    return (
      <Frame words={words}>
        {outdated ? <p class="lead">{words.outdated}</p> : null}
        {!outdated && problem ? <ReasonLine reason={problem} plain /> : null}
        {!outdated && !problem ? <p class="lead">{words.unpaired}</p> : null}
        <div class="acts">
          {!outdated && (
            <button type="button" class="main" onClick={() => void listing.pair()}>
              {words.pair}
            </button>
          )}
          <Close words={words} onClose={onClose} />
        </div>
      </Frame>
    );
  if (selected.size === 0 && !batch && !problem) return null;
  return (
    <Frame words={words}>
      {problem && <ReasonLine reason={problem} retry={() => void listing.retry()} retryLabel={words.retry} />}
      {batch && <BatchView {...{ listing, batch, words }} />}
      {selected.size > 0 && <Selection {...{ listing, words }} />}
      {selected.size === 0 && !batch && (
        <div class="acts">
          <Close words={words} onClose={listing.close} />
        </div>
      )}
    </Frame>
  );
}

const Frame = ({ words, children }: { words: ListingWords; children: preact.ComponentChildren }) => (
  <section class="bar" aria-label={words.bar}>
    {children}
  </section>
);

const Close = ({ words, onClose }: { words: ListingWords; onClose: () => void }) => (
  <button type="button" class="quiet" onClick={onClose}>
    {words.close}
  </button>
);

function Selection({ listing, words }: Omit<Props, "onClose">) {
  const { state } = listing;
  const count = state.selected.size;
  const more = unselected(state);
  // While another import waits for a decision, that is the one main act; this one is read after it.
  const deciding = state.batch?.state === "triage";
  const label = count === 1 ? words.importOne : words.import;
  return (
    <div class="acts">
      <p class="count" role="status">
        <strong>{fill(count === 1 ? words.selectedOne : words.selected, { count })}</strong>{" "}
        {state.full && <small>{fill(words.full, { count: MAX_SELECTED })}</small>}
      </p>
      {more > 0 && count < MAX_SELECTED && (
        <button type="button" class="quiet" onClick={listing.selectAll}>
          {fill(words.selectAll, { count: more })}
        </button>
      )}
      <button type="button" class="quiet" onClick={listing.clear}>
        {words.clear}
      </button>
      <button
        type="button"
        class={deciding ? "second" : "main"}
        disabled={state.sending}
        onClick={(event) => event.isTrusted && void listing.import()}
      >
        {state.sending ? words.sending : fill(deciding ? words.queue : label, { count })}
      </button>
    </div>
  );
}
