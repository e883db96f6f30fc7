import { z } from "zod";
import type { Json } from "../model.ts";
import type { StoredTemplate } from "../templates.ts";
import type { Content, FileRef } from "./content.ts";
import { GraphRefusal, invalid, missing } from "./errors.ts";
import { readGraph } from "./request.ts";
import { filled, object, partsOf, text, variables, type TemplateParts } from "./template-parts.ts";

const Parameter = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  parameter_name: z.string().optional(),
});
const Component = z.looseObject({
  type: z.string(),
  sub_type: z.string().optional(),
  index: z.union([z.string(), z.number()]).optional(),
  parameters: z.array(Parameter).optional(),
});
type Parameter = z.output<typeof Parameter>;
type Component = z.output<typeof Component>;
const Template = z.object({
  template: z.looseObject({
    name: z.string().min(1),
    language: z.looseObject({ code: z.string().min(1) }),
    components: z.array(Component).optional(),
  }),
});

/** What a person sees of a template; buttons carry what a tap gives back. */
export type ShownTemplate = {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: { type: string; text: string; payload: string; url: string }[];
};

/** Reads the values against the approved form (facts sections 9 and 11): they have to match exactly. */
export function readTemplateMessage(
  message: Json,
  find: (name: string, language: string) => StoredTemplate | undefined,
): Content & { template: StoredTemplate } {
  const { template: given } = readGraph(Template, message);
  const template = find(given.name, given.language.code);
  if (
    !template ||
    ["PENDING", "REJECTED", "IN_APPEAL", "PENDING_DELETION", "ARCHIVED", "LIMIT_EXCEEDED"].includes(template.status)
  )
    throw new GraphRefusal(132001, `template name (${given.name}) does not exist in ${given.language.code}`);
  if (template.status === "PAUSED") throw new GraphRefusal(132015, "The template is paused for low quality.");
  if (template.status === "DISABLED")
    throw new GraphRefusal(132016, "The template was paused too often and is disabled.");
  const parts = partsOf(template.components);
  const components = given.components ?? [];
  const parametersOf = (type: string): Parameter[] =>
    components.find((one) => one.type.toLowerCase() === type)?.parameters ?? [];
  const files: FileRef[] = [];
  const body = filledText("body", parts.body?.text ?? "", parametersOf("body"), template.named);
  if ([...body].length > 1_024)
    throw new GraphRefusal(132005, "The text has more than 1024 characters with its values.");
  const shown: ShownTemplate = {
    header: headerOf(parts, parametersOf("header"), template.named, files),
    body,
    footer: parts.footer,
    buttons: buttonsOf(parts, components),
  };
  return { type: "template", content: { template: given, shown }, text: body, files, template };
}

function filledText(part: string, words: string, parameters: readonly Parameter[], named: boolean): string {
  const names = variables(words);
  if (parameters.length !== names.length)
    throw new GraphRefusal(
      132000,
      `${part}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`,
    );
  const values = parameters.map((parameter, at) => {
    if (parameter.type !== "text") throw new GraphRefusal(132012, `${part}: parameter ${at} has to be of type text.`);
    if (!parameter.text) throw missing(`${part}.parameters.${at}.text`);
    if (/[\n\t]| {5}/.test(parameter.text))
      throw new GraphRefusal(
        132012,
        "Param text cannot have new-line/tab characters or more than 4 consecutive spaces.",
      );
    if (named && parameter.parameter_name === undefined) throw missing(`${part}.parameters.${at}.parameter_name`);
    if (named && !names.includes(parameter.parameter_name ?? ""))
      throw new GraphRefusal(132000, `${part}: there is no parameter ${parameter.parameter_name}.`);
    return [named ? (parameter.parameter_name ?? "") : (names[at] ?? ""), parameter.text] as const;
  });
  return filled(words, Object.fromEntries(values));
}

function headerOf(
  parts: TemplateParts,
  parameters: readonly Parameter[],
  named: boolean,
  files: FileRef[],
): string | null {
  const { header } = parts;
  if (!header) {
    if (parameters.length > 0) throw new GraphRefusal(132000, "The template has no header.");
    return null;
  }
  if (header.format === "TEXT") return filledText("header", header.text, parameters, named);
  const [parameter] = parameters;
  const received = parameter?.type.toUpperCase() ?? "UNKNOWN";
  if (parameters.length !== 1 || received !== header.format)
    throw new GraphRefusal(132012, `header: Format mismatch, expected ${header.format}, received ${received}`);
  const value = object(parameter?.[header.format.toLowerCase()]);
  if (header.format === "LOCATION") return `📍 ${text(value["name"])}`;
  const id = text(value["id"]) || undefined;
  const link = text(value["link"]) || undefined;
  if ((id === undefined) === (link === undefined)) throw invalid(`header.${received.toLowerCase()}: either id or link`);
  const kind = header.format === "IMAGE" ? "image" : header.format === "VIDEO" ? "video" : "document";
  files.push({ kind, id, link });
  return null;
}

function buttonsOf(parts: TemplateParts, components: readonly Component[]): ShownTemplate["buttons"] {
  const given = new Map<number, Component>();
  for (const component of components) {
    if (component.type.toLowerCase() !== "button") continue;
    const index = Number(component.index ?? Number.NaN);
    if (!parts.buttons[index]) throw invalid(`button.index: the template has no button ${String(component.index)}`);
    given.set(index, component);
  }
  return parts.buttons.map((button, index) => {
    const component = given.get(index);
    const [parameter] = component?.parameters ?? [];
    const expected = { URL: "url", QUICK_REPLY: "quick_reply", COPY_CODE: "copy_code" }[button.type];
    if (component && expected !== component.sub_type?.toLowerCase())
      // Buttons that call take no values (facts section 6).
      throw new GraphRefusal(131008, `button ${index} is of type ${button.type}`);
    if (button.type === "COPY_CODE" && !text(parameter?.["coupon_code"])) throw missing(`button ${index}: coupon_code`);
    const names = variables(button.url);
    if (button.type === "URL" && names.length > 0 && !parameter?.text)
      throw missing(`button ${index}: the end of the address`);
    if (button.type === "URL" && names.length === 0 && parameter)
      throw new GraphRefusal(132000, `button ${index}: its address takes no value`);
    return {
      type: button.type,
      text: button.text || "Copy code",
      payload: text(parameter?.["payload"]) || button.text,
      url: filled(button.url, Object.fromEntries(names.map((name) => [name, parameter?.text ?? ""]))),
    };
  });
}
