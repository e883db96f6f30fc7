import type { Json } from "../model.ts";

export type TemplateParts = {
  header: { format: string; text: string; example: Json } | null;
  body: { text: string; example: Json } | null;
  footer: string | null;
  buttons: { type: string; text: string; url: string; phone: string; example: unknown }[];
};

const VARIABLE = /\{\{([^{}]*)\}\}/g;

export const object = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {}; // an object by the test before it
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Names of variables in their order, each once. */
export const variables = (words: string): string[] => [
  ...new Set([...words.matchAll(VARIABLE)].map(([, name = ""]) => name.trim())),
];

export const filled = (words: string, values: Record<string, string>): string =>
  words.replace(VARIABLE, (whole, name: string) => values[name.trim()] ?? whole);

/** The components of Meta's form. */
export function partsOf(components: readonly unknown[]): TemplateParts {
  const parts: TemplateParts = { header: null, body: null, footer: null, buttons: [] };
  for (const component of components.map(object)) {
    const example = object(component["example"]);
    switch (text(component["type"]).toUpperCase()) {
      case "HEADER":
        parts.header = {
          format: text(component["format"]).toUpperCase() || "TEXT",
          text: text(component["text"]),
          example,
        };
        break;
      case "BODY":
        parts.body = { text: text(component["text"]), example };
        break;
      case "FOOTER":
        parts.footer = text(component["text"]);
        break;
      case "BUTTONS":
        parts.buttons = list(component["buttons"])
          .map(object)
          .map((button) => ({
            type: text(button["type"]).toUpperCase(),
            text: text(button["text"]),
            url: text(button["url"]),
            phone: text(button["phone_number"]),
            example: Array.isArray(button["example"]) ? button["example"][0] : button["example"],
          }));
    }
  }
  return parts;
}

/** Examples of `body_text` (an array of arrays) or `header_text`, by name of the variable. */
export function examplesOf(words: string, example: Json, key: "body_text" | "header_text"): Record<string, string> {
  const named = list(example[`${key}_named_params`]).map(object);
  if (named.length > 0) return Object.fromEntries(named.map((row) => [text(row["param_name"]), text(row["example"])]));
  const given = list(example[key]);
  const values = Array.isArray(given[0]) ? list(given[0]) : given;
  return Object.fromEntries(
    variables(words).flatMap((name, at) => (values[at] === undefined ? [] : [[name, String(values[at])]])),
  );
}
