import type { ConsentLanguage } from "../rules/consent-data.ts";
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

export type OptOutButton = { type: "quick_reply"; label: string; id: string };
type WithReplies = Pick<Template, "category" | "language"> & {
  buttons: readonly { type: string; label?: string; id?: string | undefined }[];
};

/**
 * The quick reply by which people stop marketing (facts section 18), for a marketing template that has none; null for every other.
 * Meta lets templates pass without it: a hint, not a finding.
 */
export function missingOptOut({ category, language, buttons }: WithReplies): OptOutButton | null {
  if (category !== "MARKETING" || buttons.some(stops)) return null;
  const base = languageCode(language).split("_")[0] ?? "";
  return { type: "quick_reply", label: isSpoken(base) ? LABELS[base] : LABELS.en, id: REPLY_ID };
}

function stops({ type, label = "", id = "" }: WithReplies["buttons"][number]): boolean {
  const wishes = type === "quick_reply" ? [label, id].map((text) => readConsentWord(text)?.wish) : [];
  return wishes.some((wish) => wish === "stop" || wish === "stop_all");
}

const isSpoken = (language: string): language is ConsentLanguage => Object.hasOwn(LABELS, language);
