import type { PriceRule } from "@nexusone/contracts/price-rule";
import { fromRuleForm, isProblem, type RuleForm, toRuleForm } from "../pricing/rule-form.ts";

const FORMS: readonly (readonly [RegExp, RuleForm["kind"]])[] = [
  [/^(?:margin|marge)([\d.]+)%$/, "target_margin"],
  [/^(?:x|×|\*)([\d.]+)$/, "multiplier"],
  [/^([\d.]+)(?:x|×)$/, "multiplier"],
  [/^\+?([\d.]+)%$/, "percent"],
  [/^\+([\d.]+)$/, "fixed"],
];

/**
 * A price rule as a cell of a table says it: "x3", "+60%", "+5.00" or "margin 40%", of the landed cost. Ending and floor are
 * those of the shop's own rule. Undefined when it is none of these.
 */
export function ruleOfCell(cell: string, shop: PriceRule, currency: string): PriceRule | undefined {
  const text = cell.toLowerCase().replaceAll(/\s/g, "").replace(",", ".");
  const { ending, floor } = toRuleForm(shop, currency);
  for (const [form, kind] of FORMS) {
    const value = form.exec(text)?.[1];
    if (value === undefined) continue;
    const rule = fromRuleForm({ kind, value, of: "landed", ending, floor }, currency);
    return isProblem(rule) ? undefined : rule;
  }
  return undefined;
}
