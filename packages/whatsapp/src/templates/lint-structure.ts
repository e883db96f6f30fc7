import { isSameLanguage, languageCode, variablesOf } from "./model.ts";
import type { Template, TemplateButton } from "./model.ts";
import type { Check } from "./lint-check.ts";
import { languagesOfTemplates } from "./rejections.ts";

const lengthOf = (text: string) => [...text].length;
const when = (isBroken: boolean, part: string): string[] => (isBroken ? [part] : []);
const headerText = ({ header }: Template) => (header?.type === "text" ? header.text : "");
const ofType = (template: Template, type: TemplateButton["type"]) =>
  template.buttons.filter((button) => button.type === type);

/** The buttons, by their place, that break a rule. */
const eachButton = (template: Template, isBroken: (button: TemplateButton, index: number) => boolean) =>
  template.buttons.flatMap((button, index) => when(isBroken(button, index), `buttons.${index}`));

// Seconds (facts section 6); -1 stands for 30 days.
const TTL = { AUTHENTICATION: [30, 900], UTILITY: [30, 43_200], MARKETING: [43_200, 2_592_000] } as const;

/** Name, language, lengths, counts and buttons; the keys are the codes of the data. */
export const STRUCTURE_CHECKS: Record<string, Check> = {
  name_characters: ({ name }) => when(!/^[a-z0-9_]+$/.test(name), "name"),
  name_too_long: ({ name }) => when(name.length > 512, "name"),
  name_taken: ({ name, language }, existing) =>
    when(
      existing.some((other) => other.name === name && isSameLanguage(other.language, language)),
      "name",
    ),
  language_unknown: ({ language }) => when(!languagesOfTemplates.includes(languageCode(language)), "language"),
  body_missing: ({ body }) => when(body.trim() === "", "body"),
  body_too_long: ({ body }) => when(lengthOf(body) > 1024, "body"),
  header_too_long: (template) => when(lengthOf(headerText(template)) > 60, "header"),
  header_variables: (template) => when(variablesOf(headerText(template)).length > 1, "header"),
  header_sample_missing: ({ header }) => when(header !== null && "sample" in header && !header.sample, "header"),
  header_location_category: ({ header, category }) =>
    when(header?.type === "location" && category === "AUTHENTICATION", "header"),
  footer_too_long: ({ footer }) => when(lengthOf(footer ?? "") > 60, "footer"),
  footer_variable: ({ footer }) => when(variablesOf(footer ?? "").length > 0, "footer"),
  buttons_too_many: ({ buttons }) => when(buttons.length > 10, "buttons"),
  quick_replies_scattered: ({ buttons }) => {
    const groups = buttons.filter(
      ({ type }, index) => type === "quick_reply" && buttons[index - 1]?.type !== "quick_reply",
    );
    return when(groups.length > 1, "buttons");
  },
  url_buttons_too_many: (template) => when(ofType(template, "url").length > 2, "buttons"),
  phone_buttons_too_many: (template) => when(ofType(template, "phone").length > 1, "buttons"),
  copy_code_too_many: (template) => when(ofType(template, "copy_code").length > 1, "buttons"),
  copy_code_too_long: (template) =>
    eachButton(template, ({ type }, at) => type === "copy_code" && lengthOf(template.examples.buttons[at] ?? "") > 15),
  button_label_missing: (template) => eachButton(template, (button) => "label" in button && button.label.trim() === ""),
  button_label_too_long: (template) =>
    eachButton(template, (button) => "label" in button && lengthOf(button.label) > 25),
  button_labels_alike: (template) => {
    const labels = template.buttons.map((button) => ("label" in button ? button.label.trim() : ""));
    return eachButton(template, (_button, at) => labels[at] !== "" && labels.indexOf(labels[at] ?? "") < at);
  },
  url_variable_place: (template) =>
    eachButton(template, (button) => {
      const found = button.type === "url" ? variablesOf(button.url) : [];
      return found.length > 1 || (found.length === 1 && button.type === "url" && !button.url.trim().endsWith("}}"));
    }),
  url_too_long: (template) => eachButton(template, (button) => button.type === "url" && button.url.length > 2000),
  url_invalid: (template) =>
    eachButton(template, (button) => button.type === "url" && !/^https?:\/\/[^\s/.]+\.[^\s]+$/.test(button.url)),
  phone_invalid: (template) =>
    eachButton(template, (button) => button.type === "phone" && !/^\+?[\d\s().-]{5,20}$/.test(button.phone)),
  ttl_out_of_range: ({ ttlSeconds, category }) => {
    const [least, most] = TTL[category];
    return when(ttlSeconds !== null && ttlSeconds !== -1 && (ttlSeconds < least || ttlSeconds > most), "ttlSeconds");
  },
};
