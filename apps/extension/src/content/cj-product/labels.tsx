import { Component } from "preact";
import type { Facets } from "../../views.ts";
import type { Words } from "../words.ts";

type Props = {
  category: string;
  tags: readonly string[];
  words: Words;
  suggest: () => Promise<Facets | undefined>;
  onCategory: (name: string) => void;
  onTags: (tags: readonly string[]) => void;
};

// The limits of the contract (packages/contracts/src/catalog.ts).
const MAX_TAGS = 20;
const MAX_TAG = 40;
const MAX_CATEGORY = 80;

type State = { facets?: Facets | undefined; typed?: string };

/** Category and tags, with what the merchant uses already as suggestions. */
export class Labels extends Component<Props, State> {
  override componentDidMount(): void {
    void this.props.suggest().then((facets) => this.setState({ facets }));
  }

  add(text: string): void {
    const { tags, onTags } = this.props;
    const tag = text.trim().slice(0, MAX_TAG);
    this.setState({ typed: "" });
    if (tag && !tags.includes(tag) && tags.length < MAX_TAGS) onTags([...tags, tag]);
  }

  override render({ category, tags, words, onCategory, onTags }: Props, { facets, typed = "" }: State) {
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
            onInput={(event) => onCategory(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{words.tags}</span>
          <input
            type="text"
            list="tags"
            maxLength={MAX_TAG}
            placeholder={words.tagsHint}
            value={typed}
            onInput={(event) => {
              const { value } = event.currentTarget;
              if (value.endsWith(",")) this.add(value.slice(0, -1));
              else this.setState({ typed: value });
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              this.add(typed);
            }}
            onBlur={() => this.add(typed)}
          />
        </label>
        {/* Always there, so that a tag taken on leaving the field does not move the button being pressed. */}
        <ul class="tags">
          {tags.map((tag) => (
            <li key={tag}>
              {tag}
              <button
                type="button"
                aria-label={`${words.removeTag} ${tag}`}
                onClick={() => onTags(tags.filter((other) => other !== tag))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
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
}
