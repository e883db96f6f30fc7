import { fill } from "@nexusone/contracts/locale";
import { useState } from "../draw/render.ts";
import type { Asks } from "../popup/popup.tsx";
import type { QueueBatch, QueueUndone, QueueView } from "../views.ts";
import type { PanelWords } from "./words.ts";

type Props = Pick<Asks, "ask"> & { batch: QueueBatch; words: PanelWords; follow: (view: QueueView) => void };

/** Takes a whole import back: asks first, then says what was undone, what was changed since and what is too late. */
export function Undo({ batch, words, follow, ask }: Props) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<QueueUndone | undefined>(undefined);
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
      {done && (
        <div class="undone" role="status">
          <p>{done.say}</p>
          <Names title={words.changedSince} names={done.edited} />
          <Names title={words.tooLate} names={done.refused} />
        </div>
      )}
      {done && done.edited.length > 0 && (
        <div class="buttons">
          <button type="button" class="danger" disabled={busy} onClick={() => void undo(true)}>
            {busy ? words.undoing : words.undoChanged}
          </button>
        </div>
      )}
      {!done && batch.imported > 0 && !sure && (
        <div class="buttons">
          <button type="button" class="second" onClick={() => setSure(true)}>
            {words.undo}
          </button>
        </div>
      )}
      {sure && (
        <div class="sure" role="group" aria-label={words.undoSure}>
          <p>
            <strong>{words.undoSure}</strong> {words.undoText}
          </p>
          <div class="buttons">
            <button type="button" class="danger" disabled={busy} onClick={() => void undo(false)}>
              {busy ? words.undoing : undoLabel(batch.imported, words)}
            </button>
            <button type="button" class="second" disabled={busy} onClick={() => setSure(false)}>
              {words.keep}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

function Names({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <p class="note">{title}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}

const undoLabel = (count: number, words: PanelWords): string =>
  count === 1 ? words.undoOne : fill(words.undoMany, { count });
