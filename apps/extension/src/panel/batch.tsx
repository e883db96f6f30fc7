import { fill, type Locale } from "@nexusone/contracts/locale";
import { ReasonLine } from "../content/cj-product/reason-line.tsx";
import { ago } from "../format.ts";
import type { Facets, QueueBatch, QueueView } from "../views.ts";
import type { Asks } from "../popup/popup.tsx";
import { Finished } from "./finished.tsx";
import { Rows } from "./rows.tsx";
import { Triage } from "./triage.tsx";
import type { PanelWords } from "./words.ts";

type Props = Pick<Asks, "ask"> & {
  batch: QueueBatch;
  words: PanelWords;
  locale: Locale;
  currency: string;
  facets: Facets | undefined;
  follow: (view: QueueView | undefined) => void;
};

/** One selection on its way: where it stands, what it waits for, what a person can do about it. */
export function Batch({ batch, words, locale, currency, facets, follow, ask }: Props) {
  const { id: batchId, state, read, total, refusal } = batch;
  const moving = state === "waiting" || state === "reading" || state === "importing";
  const outlived = refusal?.code === "preview.expired" || refusal?.code === "preview.not_found";
  const retry = () => void ask("queue.retry", { batchId }).then(follow);
  const pause = () => void ask("queue.pause", { batchId, paused: state === "importing" }).then(follow);
  const discard = () => void ask("queue.discard", { batchId }).then(follow);
  return (
    <article class={`batch ${state}`} aria-label={`${sizeOf(total, words)}, ${words.states[state]}`}>
      <header>
        <h3>{sizeOf(total, words)}</h3>
        <p class="state" role="status">
          {words.states[state]}
          {((moving && state !== "waiting") || state === "paused") && ` · ${fill(words.progress, { read, total })}`}
        </p>
        <small>{ago(batch.addedAt, Date.now(), locale)}</small>
      </header>
      {(moving || state === "paused") && (
        <progress max={total} value={state === "waiting" ? 0 : read} aria-label={words.states[state]} />
      )}
      {refusal && <ReasonLine reason={refusal} plain={state === "held" && refusal.remedy.href === null} />}
      {state === "done" ? (
        <Finished {...{ batch, words, follow, ask }} onRetry={retry} onRemove={discard} />
      ) : state === "triage" ? (
        <Triage
          {...{ batch, words, locale, currency, facets }}
          onReprice={async (rule) => follow(await ask("queue.reprice", { batchId, priceRule: rule ?? null }))}
          onImport={async (leaveOut, settings) => follow(await ask("queue.commit", { batchId, leaveOut, settings }))}
          onDiscard={discard}
        />
      ) : (
        <>
          <Rows batch={batch} words={words} />
          <div class="buttons">
            {refusal && (
              <button type="button" class="second" onClick={retry}>
                {outlived ? words.readAgain : words.tryAgain}
              </button>
            )}
            {batch.pausable && (
              <button type="button" class="second" onClick={pause}>
                {state === "paused" ? words.goOn : words.pause}
              </button>
            )}
            {state !== "importing" && state !== "paused" && (
              <button type="button" class="quiet" onClick={discard}>
                {words.discard}
              </button>
            )}
          </div>
        </>
      )}
    </article>
  );
}

const sizeOf = (total: number, words: PanelWords): string =>
  total === 1 ? words.one : fill(words.many, { count: total });
