import { landedMargin, priceForMargin, type Margin } from "@nexusone/contracts/margin";
import { amountText, parseAmount } from "@nexusone/contracts/money";
import { impliedFactor, priceByRule, type PriceRule } from "@nexusone/contracts/price-rule";
import type { CardPreview, CardVariant } from "../../views.ts";
import type { Edit } from "./controller.ts";

/** What the person changed: the rule for all variants, and prices typed by hand, which win. */
export type Prices = { rule: PriceRule; ruleTouched: boolean; byHand: Record<string, number> };

export const untouched = (preview: CardPreview): Prices => ({ rule: preview.rule, ruleTouched: false, byHand: {} });

const inputOf = ({ terms }: CardPreview, { costUsd, freightUsd }: CardVariant) =>
  costUsd === null ? undefined : { terms, costUsd, freightUsd };

/** Price of a variant in minor units; null when the rule needs a freight quote and there is none. */
export function priceOf(preview: CardPreview, prices: Prices, variant: CardVariant): number | null {
  const typed = prices.byHand[variant.externalId];
  if (typed !== undefined) return typed;
  if (!prices.ruleTouched) return variant.priceMinor;
  const input = inputOf(preview, variant);
  return (input && priceByRule(prices.rule, input)) ?? null;
}

/** The margin at a price; undefined without cost, quote or price: a percent is never invented. */
export function marginAt(preview: CardPreview, variant: CardVariant, priceMinor: number | null): Margin | undefined {
  const input = inputOf(preview, variant);
  return input && priceMinor !== null ? landedMargin({ ...input, priceMinor }) : undefined;
}

/** The price that earns this share of the net sale; undefined when no price does. */
export function priceEarning(preview: CardPreview, variant: CardVariant, marginBps: number): number | undefined {
  const input = inputOf(preview, variant);
  return input && priceForMargin(input, marginBps, "net");
}

/** "1.6421": what a price typed by hand is as a multiple of the landed cost. */
export function factorOf(preview: CardPreview, variant: CardVariant, priceMinor: number | null): string | undefined {
  const input = inputOf(preview, variant);
  return input && priceMinor !== null ? impliedFactor(priceMinor, input, "landed") : undefined;
}

/** What is sent with the commit: the rule only when it was touched, since the stored plan already follows it. */
export function editOf(prices: Prices, categoryName: string, tags: readonly string[]): Edit {
  return {
    ...(prices.ruleTouched && { priceRule: prices.rule }),
    prices: prices.byHand,
    categoryName: categoryName.trim() || undefined,
    tags: [...tags],
  };
}

export type RuleKind = PriceRule["kind"];
export const RULE_KINDS: readonly RuleKind[] = ["multiplier", "percent", "fixed", "target_margin"];

/** The number of a rule as it stands in its field: factor, percent, or amount of the merchant's currency. */
export function ruleText(rule: PriceRule, currency: string): string {
  switch (rule.kind) {
    case "multiplier":
      return rule.factor;
    case "percent":
      return percentText(rule.markupBps);
    case "fixed":
      return amountText(rule.addMinor, currency);
    case "target_margin":
      return percentText(rule.marginBps);
  }
}

/** The rule after its number was typed; undefined when that is no such number. Ending and floor stay. */
export function ruleFrom(kind: RuleKind, text: string, old: PriceRule, currency: string): PriceRule | undefined {
  const shared = { ending: old.ending, floorMinor: old.floorMinor };
  const of = old.kind === "target_margin" ? "landed" : old.of;
  if (kind === "multiplier") {
    const factor = text.trim().replace(",", ".");
    return /^\d{1,4}(\.\d{1,4})?$/.test(factor) && Number(factor) > 0 ? { kind, factor, of, ...shared } : undefined;
  }
  if (kind === "fixed") {
    const addMinor = parseAmount(text, currency);
    return addMinor === undefined || addMinor < 0 ? undefined : { kind, addMinor, of, ...shared };
  }
  const bps = parsePercent(text);
  if (bps === undefined || bps < 0) return undefined;
  if (kind === "percent") return bps > 1_000_000 ? undefined : { kind, markupBps: bps, of, ...shared };
  return bps > 9_500 ? undefined : { kind, marginBps: bps, ...shared };
}

/** A starting number for a kind just chosen. */
export const RULE_START: Record<RuleKind, string> = {
  multiplier: "2",
  percent: "100",
  fixed: "10",
  target_margin: "30",
};

/** Basis points from "35.82" or "35,8 %"; a percent has two decimals, as cents do. */
export const parsePercent = (text: string): number | undefined => parseAmount(text.replace("%", ""), "EUR");

/** 3582 as "35.82", 3500 as "35". */
export const percentText = (bps: number): string => amountText(bps, "EUR").replace(/\.?0+$/, "") || "0";
