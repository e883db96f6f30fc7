import type { Locale } from "@nexusone/contracts/locale";
import { NumberField } from "../content/cj-product/number-field.tsx";
import { RULE_KINDS, RULE_START, ruleFrom, ruleText, type RuleKind } from "../content/cj-product/pricing.ts";
import type { BatchSettings, Facets } from "../views.ts";
import { TextField } from "./text-field.tsx";
import { FORM_WORDS } from "./words.ts";

type Rule = NonNullable<BatchSettings["priceRule"]>;
type Props = {
  /** Tells the suggestions of several forms on one page apart. */
  name: string;
  value: BatchSettings;
  currency: string;
  facets: Facets | undefined;
  locale: Locale;
  onChange: (next: BatchSettings) => void;
};

const START: Rule = { kind: "multiplier", factor: RULE_START.multiplier, of: "landed" };
// The limits of the contract (packages/contracts/src/catalog.ts).
const MAX = { tags: 20, tag: 40, category: 80 };

/** Rule, category and tags for many products at once. What is left empty is the shop's own. */
export function SettingsForm({ name, value, currency, facets, locale, onChange }: Props) {
  const words = FORM_WORDS[locale];
  const { priceRule: rule } = value;
  const choose = (kind: string) =>
    onChange({
      ...value,
      priceRule: isKind(kind) ? ruleFrom(kind, RULE_START[kind], rule ?? START, currency) : undefined,
    });
  return (
    <div class="settings">
      <div class="pair">
        <label class="field">
          <span>{words.rule}</span>
          <select value={rule?.kind ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{words.shopRule}</option>
            {RULE_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words.rules[kind]}
              </option>
            ))}
          </select>
        </label>
        {rule && (
          <NumberField
            label={words.ruleValue}
            unit={unitOf(rule, currency)}
            value={ruleText(rule, currency).replace(".", words.point)}
            take={(text) => {
              const changed = ruleFrom(rule.kind, text, rule, currency);
              if (!changed) return words.invalid;
              onChange({ ...value, priceRule: changed });
              return undefined;
            }}
          />
        )}
      </div>
      <div class="pair">
        <TextField
          label={words.category}
          list={`${name}-categories`}
          maxLength={MAX.category}
          value={value.categoryName ?? ""}
          take={(text) => onChange({ ...value, categoryName: text.trim() || undefined })}
        />
        <TextField
          label={words.tags}
          placeholder={words.tagsHint}
          value={(value.tags ?? []).join(", ")}
          take={(text) => onChange({ ...value, tags: tagsIn(text) })}
        />
      </div>
      <datalist id={`${name}-categories`}>
        {facets?.categories.map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
    </div>
  );
}

const isKind = (kind: string): kind is RuleKind => RULE_KINDS.some((known) => known === kind);

function unitOf({ kind }: Rule, currency: string): string {
  if (kind === "fixed") return currency;
  return kind === "multiplier" ? "×" : "%";
}

/** Tags as typed: trimmed, once each, none for an empty field. */
export function tagsIn(text: string): string[] | undefined {
  const tags = [...new Set(text.split(",").map((tag) => tag.trim().slice(0, MAX.tag)))].filter(Boolean);
  return tags.length === 0 ? undefined : tags.slice(0, MAX.tags);
}
