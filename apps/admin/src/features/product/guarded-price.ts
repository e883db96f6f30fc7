import { costBasis } from "@nexusone/contracts/cost-basis";
import { guardPrice, type PriceBounds, withoutSteps } from "@nexusone/contracts/guard-rails";
import type { MerchantSettings } from "@nexusone/contracts/merchants";
import { amountText, parseAmount } from "@nexusone/contracts/money";
import { priceByRule, type PriceRule } from "@nexusone/contracts/price-rule";
import { typedText } from "../../lib/typed-text.ts";
import { termsOf } from "../pricing/terms.ts";
import type { Variant } from "./use-product.ts";

/** Limits as they are typed. */
export type BoundsText = { readonly min: string; readonly max: string };
/** What the guard rails did to the rule's price; `step` only says that a refresh would not have moved it so far. */
export type GuardNote = "bounded" | "lifted" | "step" | "noRoom";

const textOf = (minor: number | null, currency: string, locale: string): string =>
  minor === null ? "" : typedText(amountText(minor, currency), locale);
export const boundsText = ({ minMinor, maxMinor }: PriceBounds, currency: string, locale: string): BoundsText => ({
  min: textOf(minMinor, currency, locale),
  max: textOf(maxMinor, currency, locale),
});

const amount = (text: string, currency: string): number | null | undefined =>
  text.trim() === "" ? null : parseAmount(text, currency);
export const readable = (text: string, currency: string): boolean =>
  (amount(text, currency) ?? 0) >= 0 && amount(text, currency) !== undefined;

/** The typed limits, or what is wrong with them. */
export function readBounds({ min, max }: BoundsText, currency: string): PriceBounds | "bad" | "order" {
  const [minMinor, maxMinor] = [amount(min, currency), amount(max, currency)];
  if (minMinor === undefined || maxMinor === undefined || (minMinor ?? 0) < 0 || (maxMinor ?? 0) < 0) return "bad";
  return minMinor !== null && maxMinor !== null && minMinor > maxMinor ? "order" : { minMinor, maxMinor };
}

/** What a new rule makes of a variant's price, computed here exactly as the server will. */
export function guardedPrice(
  variant: Variant,
  rule: PriceRule,
  settings: MerchantSettings,
  bounds: PriceBounds,
): { priceMinor: number | undefined; note: GuardNote | null } {
  const input = costBasis(variant, termsOf(settings, variant.margin));
  if (!input) return { priceMinor: undefined, note: null };
  const wantedMinor = priceByRule(rule, input);
  if (wantedMinor === undefined) return { priceMinor: undefined, note: null };
  const wish = { ...input, wantedMinor, currentMinor: variant.priceMinor, ending: rule.ending };
  const { priceMinor, held } = guardPrice(wish, withoutSteps(settings), bounds);
  if (held) return { priceMinor, note: "noRoom" };
  const clamped = Math.min(bounds.maxMinor ?? Infinity, Math.max(bounds.minMinor ?? 0, wantedMinor));
  if (priceMinor !== clamped) return { priceMinor, note: "lifted" };
  if (clamped !== wantedMinor) return { priceMinor, note: "bounded" };
  return { priceMinor, note: guardPrice(wish, settings, bounds).held ? "step" : null };
}
