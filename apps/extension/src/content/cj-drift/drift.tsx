import type { Refusal } from "../../refusal.ts";
import type { DriftView } from "../../views.ts";
import { ReasonLine } from "../cj-product/reason-line.tsx";

export type DriftState =
  | { at: "reading" }
  | { at: "read" | "fixing"; view: DriftView }
  | { at: "failed"; reason: Refusal };

type Props = { readonly state: DriftState; readonly onRead: () => void; readonly onFix: () => void };

/** Cost, stock and margin then and now; words come finished, in the reader's language. */
export function Drift({ state, onRead, onFix }: Props) {
  if (state.at === "reading")
    return (
      <div class="skeleton" aria-hidden="true">
        <i />
        <i />
      </div>
    );
  if (state.at === "failed")
    return <ReasonLine reason={state.reason} retry={onRead} retryLabel={state.reason.remedy.label} />;
  const { view } = state;
  return (
    <>
      <p class="note" role="status">
        {view.differs ? <span class="badge amber">{view.title}</span> : view.title}
      </p>
      <dl class="facts">
        {view.figures.map(({ label, before, now }) => [
          <dt key={`${label} name`}>{label}</dt>,
          <dd key={label}>{now === before ? now : `${before} → ${now}`}</dd>,
        ])}
      </dl>
      {view.changes.map((say) => (
        <p class="note" key={say}>
          {say}
        </p>
      ))}
      {view.fix && (
        <button
          type="button"
          class="second"
          disabled={state.at === "fixing"}
          onClick={(event) => event.isTrusted && onFix()}
        >
          {state.at === "fixing" ? view.fixing : view.fix}
        </button>
      )}
    </>
  );
}
