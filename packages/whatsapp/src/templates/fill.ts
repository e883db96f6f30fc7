import type { MediaSource, OutgoingTemplate } from "../rules/outgoing.ts";
import { languageCode, replaceVariables, variablesOf } from "./model.ts";
import type { Template } from "./model.ts";

/** What a template is filled with at a send. Values by the name of the variable; of buttons by their place. */
export type TemplateValues = {
  header?: Record<string, string>;
  body?: Record<string, string>;
  /** The end of an address, the code to copy, the payload of a quick reply. */
  buttons?: Record<number, string>;
  /** The file of a header. */
  media?: { source: MediaSource; filename?: string };
  location?: { latitude: number; longitude: number; name?: string; address?: string };
};

export type ValueProblem = {
  code: "missing" | "line_break" | "many_spaces" | "too_long" | "unused";
  part: string;
};

const MANY_SPACES = / {5,}/;
const RENDERED_BODY_MAX = 1024;

/** What keeps these values from being sent (errors 132000, 132005, 132012): empty when nothing. Count and names must fit exactly. */
export function valueProblems(template: Template, values: TemplateValues): ValueProblem[] {
  const wanted = wantedValues(template);
  const problems = wanted.flatMap(({ part, value }): ValueProblem[] => {
    const given = value(values);
    if (given === undefined || given.trim() === "") return [{ code: "missing", part }];
    if (/[\n\r\t]/.test(given)) return [{ code: "line_break", part }];
    return MANY_SPACES.test(given) ? [{ code: "many_spaces", part }] : [];
  });
  const known = new Set(wanted.map(({ part }) => part));
  const given = [...namesOf("header", values.header), ...namesOf("body", values.body)];
  const add = (code: ValueProblem["code"], part: string) => void problems.push({ code, part });
  for (const part of given) if (!known.has(part)) add("unused", part);
  const header = template.header?.type;
  if (header === "location" && !values.location) add("missing", "header");
  if (header !== undefined && needsMedia(header) && !values.media) add("missing", "header");
  const length = [...renderTemplate(template, values).body].length;
  if (problems.length === 0 && length > RENDERED_BODY_MAX) add("too_long", "body");
  return problems;
}

/** A value fit for a variable: line breaks and long gaps become one space (facts section 9). */
export function cleanValue(value: string): string {
  return value
    .replace(/[\n\r\t]+/g, " ")
    .replace(MANY_SPACES, " ")
    .trim();
}

/** How it will look. A variable without a value stays as it is written, so that one sees which is missing. */
export function renderTemplate(
  template: Template,
  values: TemplateValues,
): { header: string | null; body: string; footer: string | null; buttons: { label: string; target: string | null }[] } {
  const fill = (text: string, given: Record<string, string> = {}) =>
    replaceVariables(text, (name) => (Object.hasOwn(given, name) ? given[name]! : `{{${name}}}`));
  return {
    header: template.header?.type === "text" ? fill(template.header.text, values.header) : null,
    body: fill(template.body, values.body),
    footer: template.footer,
    buttons: template.buttons.map((button, index) => {
      if (button.type === "copy_code") return { label: "", target: values.buttons?.[index] ?? null };
      if (button.type === "url")
        return {
          label: button.label,
          target: replaceVariables(button.url, (name) => values.buttons?.[index] ?? `{{${name}}}`),
        };
      return { label: button.label, target: button.type === "phone" ? button.phone : null };
    }),
  };
}

/** The template with the values of its review: a preview without data. */
export function renderExamples(template: Template): ReturnType<typeof renderTemplate> {
  const { header, body } = template.examples;
  return renderTemplate(template, { header, body, buttons: suffixes(template) });
}

/** The message to send. Ask `valueProblems` first: what is missing here is refused there. */
export function sendableTemplate(template: Template, values: TemplateValues): OutgoingTemplate {
  const { header } = template;
  const texts = (text: string, given: Record<string, string> = {}) =>
    unique(variablesOf(text)).map((name) => ({
      type: "text" as const,
      text: given[name] ?? "",
      ...(template.variables === "named" && { name }),
    }));
  const components: OutgoingTemplate["components"][number][] = [];
  if (header?.type === "text" && variablesOf(header.text).length > 0)
    components.push({ type: "header", parameters: texts(header.text, values.header) });
  if (header && header.type !== "text" && header.type !== "location" && values.media)
    components.push({ type: "header", parameters: [{ type: header.type, ...values.media }] });
  if (header?.type === "location" && values.location)
    components.push({ type: "header", parameters: [{ type: "location", ...values.location }] });
  if (variablesOf(template.body).length > 0)
    components.push({ type: "body", parameters: texts(template.body, values.body) });
  template.buttons.forEach((button, index) => {
    const value = values.buttons?.[index];
    if (value === undefined) return;
    const place = { type: "button" as const, index };
    if (button.type === "quick_reply")
      components.push({ ...place, subType: "quick_reply", parameters: [{ type: "payload", payload: value }] });
    if (button.type === "url" && variablesOf(button.url).length > 0)
      components.push({ ...place, subType: "url", parameters: [{ type: "text", text: value }] });
    if (button.type === "copy_code")
      components.push({ ...place, subType: "copy_code", parameters: [{ type: "coupon_code", code: value }] });
  });
  return { type: "template", name: template.name, language: languageCode(template.language), components };
}

type Wanted = { part: string; value: (values: TemplateValues) => string | undefined };

function wantedValues(template: Template): Wanted[] {
  const header = template.header?.type === "text" ? variablesOf(template.header.text) : [];
  return [
    ...unique(header).map((name) => ({
      part: `header.${name}`,
      value: (values: TemplateValues) => values.header?.[name],
    })),
    ...unique(variablesOf(template.body)).map((name) => ({
      part: `body.${name}`,
      value: (values: TemplateValues) => values.body?.[name],
    })),
    ...template.buttons.flatMap((button, index) =>
      button.type === "copy_code" || (button.type === "url" && variablesOf(button.url).length > 0)
        ? [{ part: `buttons.${index}`, value: (values: TemplateValues) => values.buttons?.[index] }]
        : [],
    ),
  ];
}

/** Examples of addresses are whole; what fills the variable is their end. */
function suffixes({ buttons, examples }: Template): Record<number, string> {
  return Object.fromEntries(
    buttons.flatMap((button, index) => {
      const example = examples.buttons[index];
      if (example === undefined) return [];
      const base = button.type === "url" ? (button.url.split("{{")[0] ?? "") : "";
      return [[index, example.startsWith(base) ? example.slice(base.length) : example]];
    }),
  );
}

function needsMedia(type: string): boolean {
  return type === "image" || type === "video" || type === "document";
}
function namesOf(part: string, given: Record<string, string> = {}): string[] {
  return Object.keys(given).map((name) => `${part}.${name}`);
}
function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
