import type { Locale } from "@nexusone/contracts/locale";
import { range } from "../../format.ts";
import type { Words } from "../words.ts";
import type { Controller } from "./controller.ts";
import { Header, Pill } from "./header.tsx";
import { Offer } from "./offer.tsx";
import { ReasonLine } from "./reason-line.tsx";
import type { CardState } from "./state.ts";

export type CardProps = {
  readonly state: CardState;
  /** What the page says; undefined when it could not be read. */
  readonly reading:
    | {
        readonly name: string;
        readonly images: readonly string[];
        readonly price: { readonly minUsd: string; readonly maxUsd: string } | null;
      }
    | undefined;
  /** The page could not be read, and that was not said yet. */
  readonly strange: boolean;
  readonly locale: Locale;
  readonly words: Words;
  /** The variant the page shows. */
  readonly pageVid: string | undefined;
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
  readonly onMove: (dx: number, dy: number) => void;
  /** Follows the pointer; `held` while it drags. */
  readonly onDrag: (pointer: { readonly clientX: number; readonly clientY: number }, held: boolean) => void;
  readonly onDrop: () => void;
  readonly controller: Pick<Controller, "preview" | "import" | "undo" | "draft" | "pair" | "facets">;
};

/** The whole card, or its pill. Draws only what it is given; every question goes through the controller. */
export function Card(props: CardProps) {
  const { state, folded, locale, words, onFold } = props;
  if (folded || state.at === "resting") return <Pill {...props} />;
  return (
    <section
      class="card"
      lang={locale}
      aria-label={words.card}
      onKeyDown={(event) => event.key === "Escape" && onFold(true)}
    >
      <Header {...props} />
      <div class="body">
        {props.strange && <p class="reason amber">{words.unreadable}</p>}
        <Body {...props} />
      </div>
      <p class="live" role="status">
        {announcement(state, words)}
      </p>
    </section>
  );
}

function Body(props: CardProps) {
  const { state, words, reading, locale, controller } = props;
  const cost = reading?.price && <p class="note">{`${words.parts.cost} ${range(reading.price, locale)}`}</p>;
  switch (state.at) {
    case "opening":
    case "resting":
      return null;
    case "unpaired":
      return (
        <>
          {state.reason ? <ReasonLine reason={state.reason} plain /> : <p class="lead">{words.unpaired}</p>}
          <button type="button" class="main" onClick={() => void controller.pair()}>
            {words.pair}
          </button>
        </>
      );
    case "previewing":
      return (
        <>
          {state.note && <ReasonLine reason={state.note} />}
          <p class={state.slow ? "wait slow" : "wait"}>{state.slow ? words.slow : words.previewing}</p>
          {cost}
          <div class="skeleton" aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        </>
      );
    case "ready":
    case "importing":
    case "imported":
    case "undoing":
    case "undone":
      return <Offer key={state.preview.previewId} {...props} state={state} />;
    case "failed":
      return (
        <>
          <ReasonLine reason={state.reason} retry={() => void controller.preview()} retryLabel={words.retry} />
          {cost}
          {state.draftable && (
            <>
              <p class="note">{words.draftOffer}</p>
              <button type="button" class="second" onClick={(event) => event.isTrusted && void controller.draft()}>
                {words.draft}
              </button>
            </>
          )}
        </>
      );
    case "drafting":
      return <p class="wait">{words.drafting}</p>;
    case "drafted":
      return (
        <>
          <p class="lead">
            <span class="badge amber">{words.drafted}</span>
          </p>
          <p class="note">{words.draftedMore}</p>
          <a class="second" href={state.draft.listUrl} target="_blank" rel="noopener">
            {words.seeDrafts}
          </a>
        </>
      );
    case "removed":
      return <p class="reason amber">{words.removed}</p>;
    case "outdated":
      return (
        <>
          <p class="lead">{words.outdated}</p>
          <button type="button" class="main" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </>
      );
  }
}

/** Said by screen readers when it changes; what stands in the card already needs no repeating. */
function announcement(state: CardState, words: Words): string {
  if ("problem" in state && state.problem) return state.problem.sentence;
  switch (state.at) {
    case "previewing":
      return state.slow ? words.slow : words.previewing;
    case "importing":
    case "imported":
    case "undone":
    case "drafted":
      return words[state.at];
    case "failed":
      return state.reason.sentence;
    default:
      return "";
  }
}
