import type { Margin } from "@nexusone/contracts/margin";
import { amountText, parseAmount } from "@nexusone/contracts/money";
import type { CardPreview, CardVariant } from "../../views.ts";
import type { Words } from "../words.ts";
import { NumberField } from "./number-field.tsx";
import {
  factorOf,
  parsePercent,
  percentText,
  priceEarning,
  RULE_KINDS,
  RULE_START,
  ruleFrom,
  ruleText,
  type Prices,
  type RuleKind,
} from "./pricing.ts";

type Props = {
  preview: CardPreview;
  variant: CardVariant;
  prices: Prices;
  price: number | null;
  margin: Margin | undefined;
  words: Words;
  onChange: (prices: Prices) => void;
};

const SIGNS = { multiplier: "×", percent: "+ %", fixed: "+" };
const MAX_PRICE = 1_000_000_000_000;

/**
 * Price, margin and rule are three ways of saying one thing: typing one recomputes the others. A price or margin is this
 * variant's own; the rule is for all variants and takes the place of prices typed by hand.
 */
export function PriceFields({ preview, variant, prices, price, margin, words, onChange }: Props) {
  const { currency } = preview.terms;
  const { rule } = prices;
  const of = rule.kind === "target_margin" ? "landed" : rule.of;
  const byHand = (minor: number) => onChange({ ...prices, byHand: { ...prices.byHand, [variant.externalId]: minor } });
  const follow = (changed: Prices["rule"]) => onChange({ rule: changed, ruleTouched: true, byHand: {} });
  const shown = (number: string) => number.replace(".", words.point);
  const typed = prices.byHand[variant.externalId] !== undefined;
  const factor = typed ? factorOf(preview, variant, price) : undefined;
  return (
    <>
      <div class="fields">
        <NumberField
          label={words.price}
          unit={currency}
          value={price === null ? "" : shown(amountText(price, currency))}
          take={(text) => {
            const minor = parseAmount(text, currency);
            if (minor === undefined || minor < 0 || minor > MAX_PRICE) return words.invalid;
            byHand(minor);
            return undefined;
          }}
        />
        <NumberField
          label={words.margin}
          unit="%"
          value={margin ? shown(percentText(margin.percentOfNetBps)) : ""}
          disabled={!margin}
          take={(text) => {
            const bps = parsePercent(text);
            if (bps === undefined) return words.invalid;
            const wanted = priceEarning(preview, variant, bps);
            if (wanted === undefined || wanted > MAX_PRICE) return words.tooHigh;
            byHand(wanted);
            return undefined;
          }}
        />
      </div>
      <div class="fields">
        <label class="field">
          <span>{words.rule}</span>
          <select
            value={rule.kind}
            onChange={(event) => {
              const kind = event.currentTarget.value as RuleKind;
              const changed = ruleFrom(kind, RULE_START[kind], rule, currency);
              if (changed) follow(changed);
            }}
          >
            {RULE_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {kind === "target_margin"
                  ? words.target
                  : `${words.of[of]} ${SIGNS[kind]} ${kind === "fixed" ? currency : ""}`}
              </option>
            ))}
          </select>
        </label>
        <NumberField
          label={words.ruleValue}
          unit={rule.kind === "fixed" ? currency : rule.kind === "multiplier" ? "×" : "%"}
          value={shown(ruleText(rule, currency))}
          take={(text) => {
            const changed = ruleFrom(rule.kind, text, rule, currency);
            if (!changed) return words.invalid;
            follow(changed);
            return undefined;
          }}
        />
      </div>
      {factor && <p class="note">{`× ${shown(factor.replace(/\.?0+$/, ""))} ${words.landed}`}</p>}
    </>
  );
}
