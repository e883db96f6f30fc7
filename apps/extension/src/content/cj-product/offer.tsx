import { useState } from "../../draw/render.ts";
import type { CardVariant } from "../../views.ts";
import type { CardProps } from "./card.tsx";
import { Facts } from "./facts.tsx";
import { Labels, withTag } from "./labels.tsx";
import { MarginBar } from "./margin-bar.tsx";
import { PriceFields } from "./price-fields.tsx";
import { editOf, marginAt, priceOf, untouched, type Prices } from "./pricing.ts";
import { ReasonLine } from "./reason-line.tsx";
import type { CardState } from "./state.ts";
import { VariantPicker } from "./variant-picker.tsx";

type Props = CardProps & {
  readonly state: Extract<CardState, { at: "ready" | "importing" | "imported" | "undoing" | "undone" }>;
};

type Edit = {
  vid: string | undefined;
  /** The variant of the page that was followed last. */
  followed: string | undefined;
  prices: Prices;
  category: string;
  tags: readonly string[];
  pending: string;
};

const begun = ({ state: { preview }, pageVid }: Props): Edit => ({
  vid: firstVid(preview.variants, pageVid),
  followed: pageVid,
  prices: untouched(preview),
  category: preview.categoryName,
  tags: preview.tags,
  pending: "",
});

/** A choice made on the page is followed once; after it the card's own picker is free again. */
function follow(edit: Edit, { state: { preview }, pageVid }: Props): Edit {
  if (pageVid === edit.followed) return edit;
  const known = preview.variants.some(({ externalId }) => externalId === pageVid);
  return { ...edit, followed: pageVid, ...(known && { vid: pageVid }) };
}

/** A previewed product: its margin, what may be changed before the import, and the import itself. */
export function Offer(props: Props) {
  const { state, words, locale, controller } = props;
  const [kept, keep] = useState(begun(props));
  const edit = follow(kept, props);
  const { vid, prices, category, tags, pending } = edit;
  const { preview } = state;
  const variant = preview.variants.find(({ externalId }) => externalId === vid);
  // A product that is there already is not read again: its row has no variants, only the way to it.
  if (!variant)
    return (
      <>
        <Problem state={state} words={words} controller={controller} />
        {preview.existing && <Act {...{ state, words, controller }} onImport={() => undefined} />}
      </>
    );
  const price = priceOf(preview, prices, variant);
  const margin = marginAt(preview, variant, price);
  const under = margin !== undefined && margin.percentOfNetBps < preview.floorMarginBps;
  const set = (changed: Partial<Edit>) => keep({ ...edit, ...changed });
  return (
    <>
      <VariantPicker {...{ preview, variant, words }} onChoose={(chosen) => set({ vid: chosen })} />
      {variant.reason && <p class="reason amber">{variant.reason}</p>}
      <MarginBar {...{ margin, variant, words, locale, under }} dutyKnown={preview.terms.duty.kind !== "unknown"} />
      {under && <p class="under">{preview.floorSays}</p>}
      <Facts {...{ variant, words }} />
      {(state.at === "ready" || state.at === "importing") && !preview.refusal && (
        <fieldset disabled={state.at === "importing"}>
          <PriceFields
            {...{ preview, variant, prices, price, margin, words }}
            onChange={(changed) => set({ prices: changed })}
          />
          <Labels {...{ category, tags, pending, words }} suggest={controller.facets} onChange={set} />
        </fieldset>
      )}
      <Problem state={state} words={words} controller={controller} />
      <Act
        {...{ state, words, controller }}
        onImport={() => void controller.import(editOf(prices, category, withTag(tags, pending)))}
      />
    </>
  );
}

type Part = Pick<Props, "state" | "words" | "controller">;

function Problem({ state, words, controller }: Part) {
  const reason = ("problem" in state && state.problem) || (state.at === "ready" && state.preview.refusal);
  if (!reason) return null;
  const existing = state.preview.existing && reason === state.preview.refusal;
  if (existing && reason.remedy.href)
    return (
      <p class="done">
        <Check /> {reason.sentence}
      </p>
    );
  return <ReasonLine reason={reason} retry={() => void controller.preview()} retryLabel={words.retry} />;
}

/** The one main button. Only a press by a person imports: the page's own scripts can dispatch clicks, but no trusted ones. */
function Act({ state, words, controller, onImport }: Part & { onImport: () => void }) {
  const { preview } = state;
  const { href, label } = preview.refusal?.remedy ?? {};
  if (state.at === "ready" && preview.existing && href)
    return (
      <a class="main" href={href} target="_blank" rel="noopener">
        {label}
      </a>
    );
  switch (state.at) {
    case "ready":
    case "importing": {
      const busy = state.at === "importing";
      return (
        <div class="act">
          <button
            type="button"
            class="main"
            disabled={busy || preview.refusal !== null}
            aria-busy={busy}
            onClick={(event) => event.isTrusted && onImport()}
          >
            {busy ? words.importing : words.import}
          </button>
          <small>{preview.creditsSay}</small>
        </div>
      );
    }
    case "imported":
    case "undoing":
      return (
        <div class="act result">
          <span class="done">
            <Check /> {words.imported}
          </span>
          {state.row.productUrl && (
            <a class="second" href={state.row.productUrl} target="_blank" rel="noopener">
              {words.open}
            </a>
          )}
          {state.row.undoable && (
            <button
              type="button"
              class="quiet"
              disabled={state.at === "undoing"}
              onClick={(event) => event.isTrusted && void controller.undo()}
            >
              {state.at === "undoing" ? words.undoing : words.undo}
            </button>
          )}
        </div>
      );
    case "undone":
      return (
        <div class="act">
          <p class="note">{words.undone}</p>
          <button type="button" class="second" onClick={() => void controller.preview()}>
            {words.importAgain}
          </button>
        </div>
      );
  }
}

const Check = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="m3 8.5 3.5 3.5L13 4.5" />
  </svg>
);

/** The page's variant, else the first that can be sold, else the first. */
const firstVid = (variants: readonly CardVariant[], pageVid: string | undefined): string | undefined =>
  (
    variants.find(({ externalId }) => externalId === pageVid) ??
    variants.find(({ reason }) => reason === null) ??
    variants[0]
  )?.externalId;
