import { examplesOf, variables, type TemplateParts } from "../graph/template-parts.ts";
import { sameLanguage, type StoredTemplate } from "../templates.ts";

/** A template under review, cut into its parts. */
export type Reviewed = Pick<StoredTemplate, "id" | "name" | "language" | "category" | "named" | "ttlSeconds"> &
  TemplateParts;
/** Whether the template is guilty of it. `others`: what the account has besides. */
export type Check = (template: Reviewed, others: readonly Reviewed[], languages: readonly string[]) => boolean;

const long = (words: string | null | undefined, max: number): boolean => [...(words ?? "")].length > max;
const many =
  (type: string, max: number): Check =>
  ({ buttons }) =>
    buttons.filter((one) => one.type === type).length > max;
const someButton =
  (type: string | null, isBad: (button: TemplateParts["buttons"][number]) => boolean): Check =>
  ({ buttons }) =>
    buttons.some((button) => (type === null || button.type === type) && isBad(button));
const bodyOf = ({ body }: Reviewed): string => body?.text ?? "";
const isMedia = (format: string | undefined): boolean => ["IMAGE", "VIDEO", "DOCUMENT"].includes(format ?? "");
const hasLabel = (type: string): boolean => type !== "COPY_CODE";
const TTL: Record<string, readonly [number, number]> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
  MARKETING: [43_200, 2_592_000],
};

/** What breaks the form: one check for each code of the data, each written from its sentence. */
export const FORM_CHECKS: Record<string, Check> = {
  name_characters: ({ name }) => /[^a-z0-9_]/.test(name),
  name_too_long: ({ name }) => name.length > 512,
  name_taken: ({ name, language }, others) =>
    others.some((one) => one.name === name && sameLanguage(one.language, language)),
  language_unknown: ({ language }, _others, languages) => !languages.some((one) => sameLanguage(one, language)),
  body_missing: (template) => bodyOf(template).trim() === "",
  body_too_long: (template) => long(bodyOf(template), 1_024),
  header_too_long: ({ header }) => long(header?.text, 60),
  header_variables: ({ header }) => variables(header?.text ?? "").length > 1,
  header_sample_missing: ({ header }) => {
    const handles = header?.example["header_handle"];
    return isMedia(header?.format) && !(Array.isArray(handles) && handles[0]);
  },
  header_location_category: ({ header, category }) => header?.format === "LOCATION" && category === "AUTHENTICATION",
  footer_too_long: ({ footer }) => long(footer, 60),
  footer_variable: ({ footer }) => (footer ?? "").includes("{{"),
  buttons_too_many: ({ buttons }) => buttons.length > 10,
  quick_replies_scattered: ({ buttons }) => {
    const places = buttons.flatMap(({ type }, at) => (type === "QUICK_REPLY" ? [at] : []));
    const first = places[0];
    const last = places.at(-1);
    return first !== undefined && last !== undefined && last - first + 1 !== places.length;
  },
  url_buttons_too_many: many("URL", 2),
  phone_buttons_too_many: many("PHONE_NUMBER", 1),
  copy_code_too_many: many("COPY_CODE", 1),
  copy_code_too_long: someButton("COPY_CODE", ({ example }) => long(typeof example === "string" ? example : "", 15)),
  button_label_missing: someButton(null, ({ type, text }) => hasLabel(type) && text.trim() === ""),
  button_label_too_long: someButton(null, ({ text }) => long(text, 25)),
  button_labels_alike: ({ buttons }) => {
    const labels = buttons.filter(({ type }) => hasLabel(type)).map(({ text }) => text.trim());
    return new Set(labels).size < labels.length;
  },
  url_variable_place: someButton("URL", ({ url }) => url.includes("{{") && !/^[^{}]*\{\{[^{}]*\}\}$/.test(url)),
  url_too_long: someButton("URL", ({ url }) => url.length > 2_000),
  url_invalid: someButton("URL", ({ url }) => !/^https?:\/\/[^\s/.]+\.[^\s]+$/.test(url)),
  phone_invalid: someButton("PHONE_NUMBER", ({ phone }) => phone.length > 20 || !/^\+?\d[\d\s().-]{4,}$/.test(phone)),
  ttl_out_of_range: ({ ttlSeconds, category }) => {
    const [least, most] = TTL[category] ?? [0, Infinity];
    return ttlSeconds !== null && ttlSeconds !== -1 && (ttlSeconds < least || ttlSeconds > most);
  },
};

const namesIn = (template: Reviewed): string[] =>
  [...bodyOf(template).matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = ""]) => name.trim());
const isNumber = (name: string): boolean => /^\d+$/.test(name);
const wordsOf = (words: string): string[] => words.replace(/\{\{[^{}]*\}\}/g, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
const says =
  (pattern: RegExp): Check =>
  ({ header, body, footer }) =>
    pattern.test(`${header?.text ?? ""} ${body?.text ?? ""} ${footer ?? ""}`);

/** Which words count is guessed here as it is in the data (source: I). */
const SENSITIVE =
  /\b(?:full|whole|complete)?\s*(?:credit|debit) card number|\bpassword\b|\bidentity number\b|\baccount number\b/i;
const PARTIAL = /\blast (?:\d|four|three) digits\b/i;
const THREAT = /\blegal action\b|\btake you to court\b|\bpolice\b|\btell your (?:friends|family|employer)\b/i;
const OFFER =
  /\d\s?%\s*off|\bdiscount\b|\bsale\b|\bspecial offer\b|\bbuy (?:now|one)\b|\bpromo(?:tion)?\b|\bfree gift\b/i;

/** What is wrong with words and variables. */
export const TEXT_CHECKS: Record<string, Check> = {
  braces_unbalanced: (template) => /[{}]/.test(bodyOf(template).replace(/\{\{[^{}]*\}\}/g, "")),
  variable_characters: (template) => namesIn(template).some((name) => /[^A-Za-z0-9_]/.test(name) || name === ""),
  variable_name: (template) =>
    template.named &&
    namesIn(template).some((name) => /^\w+$/.test(name) && !/^[a-z][a-z0-9_]*$/.test(name) && !isNumber(name)),
  variable_format_mixed: (template) => namesIn(template).some((name) => isNumber(name) === template.named),
  variable_gap: (template) => {
    const numbers = [...new Set(namesIn(template).filter(isNumber).map(Number))].toSorted((a, b) => a - b);
    return numbers.some((number, at) => number !== at + 1);
  },
  variable_repeated: (template) => template.named && new Set(namesIn(template)).size < namesIn(template).length,
  variables_too_many: (template) => {
    const count = variables(bodyOf(template)).length;
    return count > 0 && wordsOf(bodyOf(template)).length < 2 + count;
  },
  variable_at_edge: (template) => /^\s*\{\{[^{}]*\}\}|\{\{[^{}]*\}\}\s*$/.test(bodyOf(template)),
  variables_adjacent: (template) => /\}\}\s*\{\{/.test(bodyOf(template)),
  example_missing: (template) => {
    const { body, header, buttons } = template;
    const lacks = (words: string, key: "body_text" | "header_text", example: Record<string, unknown>): boolean => {
      const given = examplesOf(words, example, key);
      return variables(words).some((name) => !given[name]);
    };
    return (
      (body !== null && lacks(body.text, "body_text", body.example)) ||
      (header !== null && lacks(header.text, "header_text", header.example)) ||
      buttons.some(({ url, type, example }) => (url.includes("{{") || type === "COPY_CODE") && !example)
    );
  },
  body_duplicate: (template, others) =>
    others.some(
      (one) =>
        sameLanguage(one.language, template.language) &&
        bodyOf(one) === bodyOf(template) &&
        one.footer === template.footer,
    ),
  header_formatting: ({ header }) =>
    header?.format === "TEXT" && /[*_~`\n]/.test(header.text.replace(/\{\{[^{}]*\}\}/g, "")),
  sensitive_request: (template, ...rest) => says(SENSITIVE)(template, ...rest) && !says(PARTIAL)(template, ...rest),
  threat: says(THREAT),
  looks_like_marketing: (template, ...rest) => template.category === "UTILITY" && says(OFFER)(template, ...rest),
};
