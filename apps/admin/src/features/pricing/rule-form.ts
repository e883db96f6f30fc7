import { amountText, currencyExponent, formatMoney, formatPercent, parseAmount } from "@nexusone/contracts/money";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { Translate } from "../../i18n/translate.ts";
import { typedText } from "../../lib/typed-text.ts";

export const RULE_KINDS = ["multiplier", "percent", "fixed", "target_margin"] as const;
/** The rule as people type it: texts, percents instead of basis points. */
export type RuleForm = {
  readonly kind: (typeof RULE_KINDS)[number];
  readonly value: string;
  readonly of: "landed" | "cost";
  /** "none" or "step:minor". */
  readonly ending: string;
  readonly floor: string;
};
type Ending = { readonly step: number; readonly minor: number };

/** Endings on offer, by the currency's own decimals: .99 makes no sense in yen. */
export function endingChoices(currency: string): readonly Ending[] {
  const exponent = currencyExponent(currency);
  if (exponent === 0)
    return [
      { step: 10, minor: 0 },
      { step: 100, minor: 0 },
      { step: 100, minor: 90 },
      { step: 1_000, minor: 900 },
    ];
  const unit = 10 ** exponent;
  return [0.99, 0.95, 0.9, 0].map((part) => ({ step: unit, minor: Math.round(part * unit) }));
}

export const endingId = (ending: PriceRule["ending"]): string => (ending ? `${ending.step}:${ending.minor}` : "none");

/** ".99", or "…90" where there are no decimals. */
export function endingLabel(ending: Ending, currency: string, locale: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(ending.minor).padStart(String(ending.step).length - 1, "0");
  return exponent === 0 ? `…${digits}` : typedText(`.${digits}`, locale);
}

const plain = (value: number): string => String(Number(value.toFixed(4)));

export function toRuleForm(rule: PriceRule, currency: string): RuleForm {
  const value = {
    multiplier: () => (rule.kind === "multiplier" ? rule.factor : ""),
    percent: () => (rule.kind === "percent" ? plain(rule.markupBps / 100) : ""),
    fixed: () => (rule.kind === "fixed" ? amountText(rule.addMinor, currency) : ""),
    target_margin: () => (rule.kind === "target_margin" ? plain(rule.marginBps / 100) : ""),
  }[rule.kind]();
  return {
    kind: rule.kind,
    value,
    of: rule.kind === "target_margin" ? "landed" : rule.of,
    ending: endingId(rule.ending),
    floor: rule.floorMinor ? amountText(rule.floorMinor, currency) : "",
  };
}

const decimal = (text: string): string | undefined => {
  const normal = text.trim().replace(",", ".");
  return /^\d{1,6}(?:\.\d{1,4})?$/.test(normal) ? normal : undefined;
};

export type RuleProblem = { readonly field: "value" | "floor" };

/** The rule that was typed, or the field that makes none. */
export function fromRuleForm(form: RuleForm, currency: string): PriceRule | RuleProblem {
  const floorMinor = form.floor.trim() === "" ? null : parseAmount(form.floor, currency);
  if (floorMinor === undefined || (floorMinor !== null && floorMinor < 0)) return { field: "floor" };
  const [step, minor] = form.ending.split(":").map(Number);
  const shared = {
    ending: form.ending === "none" || step === undefined || minor === undefined ? null : { step, minor },
    floorMinor,
  };
  const bad: RuleProblem = { field: "value" };
  if (form.kind === "fixed") {
    const addMinor = parseAmount(form.value, currency);
    return addMinor === undefined || addMinor < 0 ? bad : { kind: "fixed", addMinor, of: form.of, ...shared };
  }
  const text = decimal(form.value);
  if (text === undefined) return bad;
  if (form.kind === "multiplier")
    return Number(text) > 0 ? { kind: "multiplier", factor: text, of: form.of, ...shared } : bad;
  const bps = Math.round(Number(text) * 100);
  if (form.kind === "percent") return { kind: "percent", markupBps: bps, of: form.of, ...shared };
  return bps <= 9_500 ? { kind: "target_margin", marginBps: bps, ...shared } : bad;
}

export const isProblem = (result: PriceRule | RuleProblem): result is RuleProblem => !("kind" in result);

/** One line that says the rule: "2.5 × landed cost, ends in .99". */
export function ruleText(rule: PriceRule, currency: string, locale: string, t: Translate): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const base = rule.kind === "target_margin" ? "" : t(`rule.text.${rule.of}`);
  const value =
    rule.kind === "multiplier"
      ? number.format(Number(rule.factor))
      : rule.kind === "fixed"
        ? formatMoney(rule.addMinor, currency, locale)
        : formatPercent(rule.kind === "percent" ? rule.markupBps : rule.marginBps, locale, 0);
  const parts = [t(`rule.text.${rule.kind}`, { value, base })];
  if (rule.ending) parts.push(t("rule.text.ending", { ending: endingLabel(rule.ending, currency, locale) }));
  if (rule.floorMinor) parts.push(t("rule.text.floor", { amount: formatMoney(rule.floorMinor, currency, locale) }));
  return parts.join(", ");
}
