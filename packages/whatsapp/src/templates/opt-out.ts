import type { ConsentLanguage, ConsentWish } from "../rules/consent-data.ts";
import { readConsentWord } from "../rules/consent-words.ts";
import { languageCode } from "./model.ts";
import type { Template } from "./model.ts";

/** What the tap brings back: itself a word that stops, so that it is one however the label is worded. */
const REPLY_ID = "stop promotions";
/** Words that stop themselves: a template whose ids got lost brings its labels back (facts section 3, `button`). */
const LABELS: Record<ConsentLanguage, string> = {
  en: "Stop promotions",
  fr: "Stop promotions",
  es: "Stop promociones",
  pt: "Stop promoções",
  ar: "إيقاف الرسائل",
};

/** `at`: its place. `byIdAlone`: what it says is not that wish, only what the tap brings back is. */
export type ObeyedButton = { at: number; wish: ConsentWish; byIdAlone: boolean };
export type OptOutButton = { type: "quick_reply"; label: string; id: string };
type WithReplies = Pick<Template, "category" | "language"> & {
  buttons: readonly { type: string; label?: string; id?: string | undefined }[];
};

/**
 * The quick reply by which people stop marketing (facts section 18), for a marketing template that has none; null for every other.
 * Meta lets templates pass without it: a hint, not a finding.
 */
export function missingOptOut({ category, language, buttons }: WithReplies): OptOutButton | null {
  const stops = obeyedButtons(buttons).some(({ wish }) => wish === "stop" || wish === "stop_all");
  if (category !== "MARKETING" || stops) return null;
  const base = languageCode(language).split("_")[0] ?? "";
  return { type: "quick_reply", label: isSpoken(base) ? LABELS[base] : LABELS.en, id: REPLY_ID };
}

/**
 * The quick replies whose tap is obeyed like a word: it means what its id says, and without one that means something what its label
 * says. `more` are the words of one shop, by wish.
 */
export function obeyedButtons(
  buttons: WithReplies["buttons"],
  more: Partial<Record<ConsentWish, readonly string[]>> = {},
): ObeyedButton[] {
  return buttons.flatMap(({ type, label = "", id = "" }, at) => {
    if (type !== "quick_reply") return [];
    const said = readConsentWord(label, more)?.wish;
    const wish = readConsentWord(id, more)?.wish ?? said;
    return wish ? [{ at, wish, byIdAlone: said !== wish }] : [];
  });
}

const isSpoken = (language: string): language is ConsentLanguage => Object.hasOwn(LABELS, language);
