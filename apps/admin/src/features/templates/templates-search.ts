import { DRAFT, TEMPLATE_STATUSES } from "@nexusone/contracts/template-terms";

/** `archived` is the shop's own word, the others are Meta's. */
export const SHOWN_STATUSES = ["approved", "pending", "rejected", "paused", "draft", "archived"] as const;
export type ShownStatus = (typeof SHOWN_STATUSES)[number];
const KNOWN: readonly string[] = [DRAFT, ...TEMPLATE_STATUSES].map((word) => word.toLowerCase());

/** Words, status and language of the list; kept in the address. */
export type TemplatesSearch = { readonly q?: string; readonly status?: ShownStatus; readonly language?: string };

export function parseTemplatesSearch(search: Record<string, unknown>): TemplatesSearch {
  const { q: given, language } = search;
  const q = typeof given === "string" || typeof given === "number" ? String(given).trim().slice(0, 100) : "";
  const status = SHOWN_STATUSES.find((one) => one === search["status"] && (one === "archived" || KNOWN.includes(one)));
  return {
    ...(q === "" ? {} : { q }),
    ...(status ? { status } : {}),
    ...(typeof language === "string" && /^[a-z]{2,3}(_[A-Z]{2})?$/.test(language) ? { language } : {}),
  };
}
