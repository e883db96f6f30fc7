import { fill } from "@nexusone/contracts/locale";
import type { QueueUndone } from "../views.ts";
import type { PanelWords } from "./words.ts";

type Sure = {
  count: number;
  words: PanelWords;
  busy: boolean;
  onUndo: () => void;
  onKeep: () => void;
};

/** The question before a whole import is taken back. */
export function UndoQuestion({ count, words, busy, onUndo, onKeep }: Sure) {
  const label = count === 1 ? words.undoOne : fill(words.undoMany, { count });
  return (
    <div class="sure" role="group" aria-label={words.undoSure}>
      <p>
        <strong>{words.undoSure}</strong> {words.undoText}
      </p>
      <div class="buttons">
        <button type="button" class="danger" disabled={busy} onClick={onUndo}>
          {busy ? words.undoing : label}
        </button>
        <button type="button" class="second" disabled={busy} onClick={onKeep}>
          {words.keep}
        </button>
      </div>
    </div>
  );
}

/** What was undone, what was changed since, and what is too late. */
export function TookBack({
  done,
  words,
  busy,
  onForce,
}: { done: QueueUndone; onForce: () => void } & Omit<Sure, "count" | "onUndo" | "onKeep">) {
  return (
    <div class="took-back" role="status">
      <p>{done.say}</p>
      <Names title={words.tooLate} names={done.refused} />
      <Names title={words.changedSince} names={done.edited} />
      {done.edited.length > 0 && (
        <div class="buttons">
          <button type="button" class="danger" disabled={busy} onClick={onForce}>
            {busy ? words.undoing : words.undoChanged}
          </button>
        </div>
      )}
    </div>
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
