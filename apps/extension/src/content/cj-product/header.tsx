import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import type { CardProps } from "./card.tsx";
import { range } from "../../format.ts";
import { marginAt } from "./pricing.ts";

type Props = CardProps;

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-16, 0],
  ArrowRight: [16, 0],
  ArrowUp: [0, -16],
  ArrowDown: [0, 16],
};

const previewOf = (state: Props["state"]) => ("preview" in state ? state.preview : undefined);

/** Product and handle. The handle is a button: arrow keys move the card as dragging does. */
export function Header({ state, reading, words, onFold, onMove, onDrag, onDrop }: Props) {
  const preview = previewOf(state);
  const name = preview?.name ?? reading?.name;
  const image = preview?.imageUrl ?? reading?.images[0];
  return (
    <header
      onPointerDown={(event) => {
        // Buttons are pressed, everything else of the header drags.
        if (event.button === 0 && !(event.target as Element).closest(".icon"))
          event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => onDrag(event, event.currentTarget.hasPointerCapture(event.pointerId))}
      onLostPointerCapture={onDrop}
    >
      {image && (
        <img src={image} alt="" width="40" height="40" onError={(event) => (event.currentTarget.hidden = true)} />
      )}
      <div class="name">
        <button
          type="button"
          class="handle"
          aria-label={words.move}
          title={words.move}
          onKeyDown={(event) => {
            const step = ARROWS[event.key];
            if (!step) return;
            event.preventDefault();
            onMove(...step);
            onDrop();
          }}
        >
          <Mark /> NexusOne
        </button>
        {name && <h2 title={name}>{name}</h2>}
      </div>
      <button
        type="button"
        class="icon"
        aria-label={words.collapse}
        title={words.collapse}
        onClick={() => onFold(true)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3 8h10" />
        </svg>
      </button>
    </header>
  );
}

const Mark = () => (
  <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3 13V3l10 10V3" />
  </svg>
);

/** The card folded away: the best number known, and the way back. */
export function Pill({ state, reading, words, locale, onFold }: Props) {
  return (
    <button
      type="button"
      class="pill"
      lang={locale}
      aria-label={`${words.expand}. ${pillText()}`}
      onClick={() => onFold(false)}
    >
      <Mark />
      <span>{pillText()}</span>
    </button>
  );

  function pillText(): string {
    const preview = previewOf(state);
    const variant = preview?.variants.find(({ reason }) => reason === null);
    const margin = preview && variant && marginAt(preview, variant, variant.priceMinor);
    if (state.at === "imported" || preview?.existing) return words.imported;
    if (margin) {
      const profit = formatMoney(margin.profitMinor, margin.currency, locale);
      return `${variant.banded ? "~" : ""}${profit} · ${formatPercent(margin.percentOfPriceBps, locale)}`;
    }
    const cost = reading?.price ? `${range(reading.price, locale)} · ` : "";
    return state.at === "resting" || state.at === "unpaired" ? `${cost}${words.tapForMargin}` : `${cost}NexusOne`;
  }
}
