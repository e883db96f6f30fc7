import { useOnce, useState } from "../../draw/render.ts";
import type { Facets } from "../../views.ts";
import type { Words } from "../words.ts";

type Props = {
  category: string;
  tags: readonly string[];
  /** A tag being typed; it counts on import even when Enter was never pressed. */
  pending: string;
  words: Words;
  suggest: () => Promise<Facets | undefined>;
  onChange: (changed: { category?: string; tags?: readonly string[]; pending?: string }) => void;
};

// The limits of the contract (packages/contracts/src/catalog.ts).
const MAX_TAGS = 20;
const MAX_TAG = 40;
const MAX_CATEGORY = 80;

/** The tags with one more, cleaned up; the same ones when it is empty, known, or one too many. */
export function withTag(tags: readonly string[], text: string): readonly string[] {
  const tag = text.trim().slice(0, MAX_TAG);
  return tag && !tags.includes(tag) && tags.length < MAX_TAGS ? [...tags, tag] : tags;
}

/** Category and tags, with what the merchant uses already as suggestions. */
export function Labels({ category, tags, pending, words, suggest, onChange }: Props) {
  const [facets, setFacets] = useState<Facets | undefined>(undefined);
  useOnce(() => void suggest().then(setFacets));
  const add = (text: string) => onChange({ tags: withTag(tags, text), pending: "" });
  return (
    <div class="fields">
      <label class="field">
        <span>{words.category}</span>
        <input
          type="text"
          list="categories"
          maxLength={MAX_CATEGORY}
          placeholder={words.categoryHint}
          value={category}
          onInput={(event) => onChange({ category: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{words.tags}</span>
        <input
          type="text"
          list="tags"
          maxLength={MAX_TAG}
          placeholder={words.tagsHint}
          value={pending}
          onInput={({ currentTarget: { value } }) =>
            value.endsWith(",") ? add(value.slice(0, -1)) : onChange({ pending: value })
          }
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add(pending);
          }}
        />
      </label>
      {tags.length > 0 && (
        <ul class="tags">
          {tags.map((tag) => (
            <li key={tag}>
              {tag}
              <button
                type="button"
                aria-label={`${words.removeTag} ${tag}`}
                onClick={() => onChange({ tags: tags.filter((other) => other !== tag) })}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <datalist id="categories">
        {facets?.categories.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id="tags">
        {facets?.tags.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </div>
  );
}
