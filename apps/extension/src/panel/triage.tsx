import { fill, type Locale } from "@nexusone/contracts/locale";
import { useState } from "../draw/render.ts";
import { SettingsForm } from "../forms/settings-form.tsx";
import type { BatchSettings, Facets, QueueBatch } from "../views.ts";
import { Rows } from "./rows.tsx";
import type { PanelWords } from "./words.ts";

type Props = {
  batch: QueueBatch;
  words: PanelWords;
  locale: Locale;
  currency: string;
  facets: Facets | undefined;
  /** Prices by another rule; null is the shop's own. */
  onReprice: (rule: BatchSettings["priceRule"] | null) => Promise<void>;
  onImport: (leaveOut: string[], settings: BatchSettings | undefined) => Promise<void>;
  onDiscard: () => void;
};

/** What would be imported and what not, by reason; leave out what is not wanted, set rule, category and tags, import the rest. */
export function Triage({ batch, words, locale, currency, facets, onReprice, onImport, onDiscard }: Props) {
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [settings, setSettings] = useState<BatchSettings | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const offered = batch.rows.flatMap(({ ok, rowId, say }) => (ok && rowId ? [{ rowId, say }] : []));
  const taken = offered.filter(({ rowId }) => !out.has(rowId)).length;
  const turn = (rowIds: readonly string[], leave: boolean) => {
    const next = new Set(out);
    for (const rowId of rowIds)
      if (leave) next.add(rowId);
      else next.delete(rowId);
    setOut(next);
  };
  const change = async (next: BatchSettings) => {
    const before = (settings ?? batch.settings).priceRule;
    setSettings(next);
    if (JSON.stringify(next.priceRule) === JSON.stringify(before)) return;
    setBusy(true);
    await onReprice(next.priceRule ?? null);
    setBusy(false);
  };
  const submit = async () => {
    setBusy(true);
    await onImport([...out], settings);
    setBusy(false);
  };
  return (
    <>
      <ul class="counts">
        {batch.counts.map(({ reason, say, count }) => {
          const group = offered.filter((row) => row.say === say).map(({ rowId }) => rowId);
          const left = group.length > 0 && group.every((rowId) => out.has(rowId));
          return (
            <li key={say} class={reason === null ? "good" : "amber"}>
              <strong>{count}</strong>
              <span>{say}</span>
              {reason !== null && group.length > 0 && (
                <button type="button" class="link" aria-pressed={left} onClick={() => turn(group, !left)}>
                  {left ? words.takeIn : words.leaveOut}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <Rows {...{ batch, words, out }} onTurn={(rowId, leave) => turn([rowId], leave)} />
      {offered.length > 0 && (
        <details>
          <summary>{words.settings}</summary>
          <SettingsForm
            name={batch.id}
            value={settings ?? batch.settings}
            {...{ currency, facets, locale }}
            onChange={(next) => void change(next)}
          />
        </details>
      )}
      {batch.creditsSay && offered.length > 0 && <p class="note">{batch.creditsSay}</p>}
      <div class="buttons">
        <button type="button" class="main" disabled={busy || taken === 0} onClick={() => void submit()}>
          {taken === 1 ? words.importOne : fill(words.import, { count: taken })}
        </button>
        <button type="button" class="quiet" aria-expanded={sure} disabled={busy} onClick={() => setSure(!sure)}>
          {words.discard}
        </button>
      </div>
      {sure && (
        <div class="sure" role="group" aria-label={words.discardSure}>
          <p>{words.discardSure}</p>
          <div class="buttons">
            <button type="button" class="danger" onClick={onDiscard}>
              {words.discardYes}
            </button>
            <button type="button" class="second" onClick={() => setSure(false)}>
              {words.keep}
            </button>
          </div>
        </div>
      )}
    </>
  );
}
