import { z } from "zod";

import type { TemplateRequest } from "../client/template-port.ts";
import * as field from "../shared/fields.ts";
import { fieldsOf } from "../shared/fields.ts";
import { languageCode, variablesOf } from "./model.ts";
import type { Template, TemplateButton, TemplateCategory, TemplateHeader } from "./model.ts";

type Json = Record<string, unknown>;

/** What `templates.create` of the client takes (facts section 9). */
export function templateRequest(template: Template): TemplateRequest {
  const { header, body, footer, buttons, examples, ttlSeconds } = template;
  const isNamed = template.variables === "named";
  return {
    name: template.name,
    language: languageCode(template.language),
    category: template.category,
    parameter_format: template.variables,
    ...(ttlSeconds !== null && { message_send_ttl_seconds: ttlSeconds }),
    components: [
      ...(header ? [headerJson(header, examples.header, isNamed)] : []),
      { type: "BODY", text: body, ...textExample("body_text", variablesOf(body), examples.body, isNamed) },
      ...(footer === null ? [] : [{ type: "FOOTER", text: footer }]),
      ...(buttons.length === 0
        ? []
        : [{ type: "BUTTONS", buttons: buttons.map((button, index) => buttonJson(button, examples.buttons[index])) }]),
    ],
  };
}

function headerJson(header: TemplateHeader, examples: Record<string, string>, isNamed: boolean): Json {
  if (header.type === "location") return { type: "HEADER", format: "LOCATION" };
  if (header.type === "text") {
    const example = textExample("header_text", variablesOf(header.text), examples, isNamed);
    return { type: "HEADER", format: "TEXT", text: header.text, ...example };
  }
  const example = header.sample === null ? {} : { example: { header_handle: [header.sample] } };
  return { type: "HEADER", format: header.type.toUpperCase(), ...example };
}

function textExample(
  key: "header_text" | "body_text",
  found: string[],
  values: Record<string, string>,
  isNamed: boolean,
): Json {
  const names = [...new Set(found)].filter((name) => values[name] !== undefined);
  if (names.length === 0) return {};
  if (isNamed)
    return { example: { [`${key}_named_params`]: names.map((name) => ({ param_name: name, example: values[name] })) } };
  const list = names.map((name) => values[name]);
  // Of the body an array of arrays, of the header an array.
  return { example: { [key]: key === "body_text" ? [list] : list } };
}

function buttonJson(button: TemplateButton, example: string | undefined): Json {
  switch (button.type) {
    case "quick_reply":
      return { type: "QUICK_REPLY", text: button.label };
    case "url":
      return { type: "URL", text: button.label, url: button.url, ...(example !== undefined && { example: [example] }) };
    case "phone":
      return { type: "PHONE_NUMBER", text: button.label, phone_number: button.phone };
    case "copy_code":
      return { type: "COPY_CODE", ...(example !== undefined && { example }) };
  }
}

const Component = z.looseObject({ type: field.id.transform((word) => word.toUpperCase()) });

/**
 * A template as Meta lists it, back in our form. `unread` has the components and buttons this package has no form for (carousels,
 * catalogues, flows, one-time passwords): keep the original, and do not offer to edit such a template.
 */
export function readTemplate(vendor: {
  name: string;
  language: string;
  category: string;
  named: boolean;
  components: readonly unknown[];
}): { template: Template; unread: unknown[] } {
  const unread: unknown[] = [];
  const template: Template = {
    name: vendor.name,
    language: languageCode(vendor.language),
    category: categoryOf(vendor.category) ?? "MARKETING",
    variables: vendor.named ? "named" : "positional",
    header: null,
    body: "",
    footer: null,
    buttons: [],
    examples: { header: {}, body: {}, buttons: {} },
    ttlSeconds: null,
  };
  for (const raw of vendor.components) {
    const component = Component.safeParse(raw).data;
    const text = typeof component?.text === "string" ? component.text : null;
    const example = fieldsOf(component?.example);
    if (component?.type === "BODY" && text !== null) {
      template.body = text;
      template.examples.body = readExamples(text, example, "body_text");
    } else if (component?.type === "FOOTER" && text !== null) template.footer = text;
    else if (component?.type === "HEADER") {
      template.header = readHeader(component, text);
      if (text !== null) template.examples.header = readExamples(text, example, "header_text");
      if (template.header === null) unread.push(raw);
    } else if (component?.type === "BUTTONS" && Array.isArray(component.buttons)) {
      const rows = component.buttons.map((row: unknown) => ({ row, button: readButton(fieldsOf(row)) }));
      template.buttons = rows.map(({ button }) => button).filter((button) => button !== null);
      unread.push(...rows.filter(({ button }) => button === null).map(({ row }) => row));
      template.examples.buttons = readButtonExamples(rows);
    } else unread.push(raw);
  }
  return { template, unread };
}

export function categoryOf(word: string): TemplateCategory | null {
  const upper = word.toUpperCase();
  return upper === "MARKETING" || upper === "UTILITY" || upper === "AUTHENTICATION" ? upper : null;
}

function readHeader(component: Json, text: string | null): TemplateHeader | null {
  const format = field.text(component.format)?.toLowerCase() ?? "text";
  if (format === "text") return text === null ? null : { type: "text", text };
  if (format === "location") return { type: "location" };
  if (format !== "image" && format !== "video" && format !== "document") return null;
  const handles = fieldsOf(component.example).header_handle;
  return { type: format, sample: Array.isArray(handles) ? field.text(handles[0]) : null };
}

function readExamples(text: string, example: Json, key: string): Record<string, string> {
  const named = example[`${key}_named_params`];
  if (Array.isArray(named))
    return Object.fromEntries(
      named.map(fieldsOf).map((row) => [field.text(row.param_name) ?? "", field.text(row.example) ?? ""]),
    );
  const list = example[key];
  const values: unknown[] = !Array.isArray(list) ? [] : Array.isArray(list[0]) ? list[0] : list;
  const names = [...new Set(variablesOf(text))];
  return Object.fromEntries(
    names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, String(values[at])]])),
  );
}

function readButton(row: Json): TemplateButton | null {
  const label = typeof row.text === "string" ? row.text : "";
  switch (field.text(row.type)?.toUpperCase()) {
    case "QUICK_REPLY":
      return { type: "quick_reply", label };
    case "URL":
      return { type: "url", label, url: field.text(row.url) ?? "" };
    case "PHONE_NUMBER":
      return { type: "phone", label, phone: field.text(row.phone_number) ?? "" };
    case "COPY_CODE":
      return { type: "copy_code" };
    default:
      return null;
  }
}

function readButtonExamples(rows: { row: unknown; button: TemplateButton | null }[]): Record<number, string> {
  const kept = rows.filter(({ button }) => button !== null);
  return Object.fromEntries(
    kept.flatMap(({ row }, index) => {
      const { example } = fieldsOf(row);
      const value = field.text(Array.isArray(example) ? example[0] : example);
      return value === null ? [] : [[index, value]];
    }),
  );
}
