export type TemplateCategory = "MARKETING" | "UTILITY" | "AUTHENTICATION";

export type TemplateHeader =
  | { type: "text"; text: string }
  /** `sample`: the handle of an uploaded sample (`uploadSample`); null: none yet. */
  | { type: "image" | "video" | "document"; sample: string | null }
  | { type: "location" };

export type TemplateButton =
  | { type: "quick_reply"; label: string }
  /** The address may end in one variable. */
  | { type: "url"; label: string; url: string }
  | { type: "phone"; label: string; phone: string }
  /** Copies a code, which is given at the send. */
  | { type: "copy_code" };

/** Example values for the review, by the name of the variable ("1", "first_name"); of buttons by their place. */
export type TemplateExamples = {
  header: Record<string, string>;
  body: Record<string, string>;
  buttons: Record<number, string>;
};

/** A message template as a person writes it. Header and body count their positional variables each from 1. */
export type Template = {
  name: string;
  /** `fr`, `pt_BR`; dash and underscore are the same. */
  language: string;
  category: TemplateCategory;
  /** `positional`: {{1}}, {{2}}. `named`: {{first_name}}. */
  variables: "positional" | "named";
  header: TemplateHeader | null;
  body: string;
  footer: string | null;
  buttons: readonly TemplateButton[];
  examples: TemplateExamples;
  /** How long WhatsApp tries to deliver it, in seconds; -1 is 30 days, null is WhatsApp's own rule. */
  ttlSeconds: number | null;
};

const VARIABLE = /\{\{([^{}]*)\}\}/g;

/** The names between double braces, in their order, repetitions included, as they were written but for spaces around them. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map((found) => (found[1] ?? "").trim());
}

/** The text with every variable replaced. */
export function replaceVariables(text: string, value: (name: string) => string): string {
  return text.replace(VARIABLE, (_whole, name: string) => value(name.trim()));
}

/** `en-US` and `en_us` are en_US. */
export function languageCode(language: string): string {
  const [base = "", region, ...rest] = language.trim().split(/[-_]/);
  return [base.toLowerCase(), ...(region ? [region.toUpperCase()] : []), ...rest].join("_");
}

export function isSameLanguage(a: string, b: string): boolean {
  return languageCode(a) === languageCode(b);
}
