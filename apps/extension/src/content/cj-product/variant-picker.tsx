import type { CardPreview, CardVariant } from "../../views.ts";
import type { Words } from "../words.ts";

type Props = { preview: CardPreview; variant: CardVariant; words: Words; onChoose: (vid: string) => void };

/** One list per option (colour, size), or one of labels where options are not known for every variant. */
export function VariantPicker({ preview, variant, words, onChoose }: Props) {
  const { variants, optionNames } = preview;
  if (variants.length < 2) return null;
  const split = optionNames.length > 0 && variants.every(({ options }) => options.length === optionNames.length);
  if (!split)
    return (
      <label class="field">
        <span>{words.variant}</span>
        <select value={variant.externalId} onChange={(event) => onChoose(event.currentTarget.value)}>
          {variants.map(({ externalId, label, reason }) => (
            <option key={externalId} value={externalId}>
              {reason ? `${label} –` : label}
            </option>
          ))}
        </select>
      </label>
    );
  const choose = (at: number, value: string) => {
    const wanted = variant.options.map((old, index) => (index === at ? value : old));
    const exact = variants.find(({ options }) => options.every((option, index) => option === wanted[index]));
    const found = exact ?? variants.find(({ options }) => options[at] === value);
    if (found) onChoose(found.externalId);
  };
  return (
    <div class="fields">
      {optionNames.map((name, at) => (
        <label class="field" key={name}>
          <span>{name}</span>
          <select value={variant.options[at]} onChange={(event) => choose(at, event.currentTarget.value)}>
            {[...new Set(variants.map(({ options }) => options[at] ?? ""))].map((value) => (
              <option key={value}>{value}</option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
