import { useState } from "../draw/render.ts";
import type { Asks } from "../popup/popup.tsx";
import type { QueueBatch, QueueUndone, QueueView } from "../views.ts";
import { Rows } from "./rows.tsx";
import { TookBack, UndoQuestion } from "./undo.tsx";
import type { PanelWords } from "./words.ts";

type Props = Pick<Asks, "ask"> & {
  batch: QueueBatch;
  words: PanelWords;
  follow: (view: QueueView | undefined) => void;
  onRetry: () => void;
  onRemove: () => void;
};

/** What became of a batch, and the ways from there: try again what failed, take all of it back, forget about it. */
export function Finished({ batch, words, follow, ask, onRetry, onRemove }: Props) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<QueueUndone | undefined>(undefined);
  const failed = batch.counts.some(({ reason }) => reason !== null);
  const undo = async (force: boolean) => {
    setBusy(true);
    const answer = await ask("queue.undo", { batchId: batch.id, force });
    setBusy(false);
    if (!answer) return;
    setSure(false);
    setDone(answer);
    follow(answer.queue);
  };
  return (
    <>
      <ul class="counts">
        {batch.counts.map(({ reason, say, count }) => (
          <li key={say} class={reason === null ? "good" : "amber"}>
            <strong>{count}</strong>
            <span>{say}</span>
          </li>
        ))}
      </ul>
      <Rows batch={batch} words={words} />
      {done && <TookBack {...{ done, words, busy }} onForce={() => void undo(true)} />}
      {sure ? (
        <UndoQuestion
          {...{ words, busy }}
          count={batch.imported}
          onUndo={() => void undo(false)}
          onKeep={() => setSure(false)}
        />
      ) : (
        <div class="buttons">
          {failed && (
            <button type="button" class="second" onClick={onRetry}>
              {words.retryFailed}
            </button>
          )}
          {!done && batch.imported > 0 && (
            <button type="button" class="second" onClick={() => setSure(true)}>
              {words.undo}
            </button>
          )}
          <button type="button" class="quiet" onClick={onRemove}>
            {words.remove}
          </button>
        </div>
      )}
    </>
  );
}
