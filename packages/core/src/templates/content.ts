import { camelKeys } from "@nexusone/contracts/snake-names";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import type { TemplateType } from "@nexusone/contracts/template-terms";
import { fillPlaces, placesOf, sampleOf, variableAt } from "@nexusone/contracts/template-variables";
import type { CreateTemplateInput } from "@nexusone/contracts/templates";
import { guessCategory, languageCode } from "@nexusone/whatsapp/templates";
import type { z } from "zod";

type Written = Omit<z.output<typeof CreateTemplateInput>, "type" | "channelId">;

/** Of something that came over REST the keys are in camelCase, whatever they were: both forms are looked under. */
export const namedValue = (values: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
  values?.[name] ?? values?.[Object.keys(camelKeys({ [name]: 0 }) as object)[0] ?? name];

/** A whole template from what somebody sent of one: names of variables say their form, known ones have examples. */
export function contentOf(given: Written): TemplateContent {
  const { name, body, header = null, footer = null, ttlSeconds = null, bindings = {} } = given;
  const language = languageCode(given.language ?? "en");
  const buttons = (given.buttons ?? []).map((button): TemplateContent["buttons"][number] =>
    "type" in button ? button : { type: "quick_reply", ...button },
  );
  const headerPlaces = header?.type === "text" ? placesOf(header.text) : [];
  const places = [...headerPlaces, ...placesOf(body)];
  const bare = { name, language, header, body, footer: footer || null, buttons, ttlSeconds, bindings };
  const content: TemplateContent = {
    ...bare,
    category: given.category ?? guessCategory(bare).category,
    variables: places.some((place) => !/^\d+$/.test(place)) ? "named" : "positional",
    examples: { header: {}, body: {}, buttons: {} },
  };
  return { ...content, examples: examplesOf(content, given) };
}

function examplesOf(content: TemplateContent, { examples, variables = [] }: Written): TemplateContent["examples"] {
  const told = new Map(variables.flatMap((one) => (typeof one === "string" ? [] : [[one.name, one.example] as const])));
  const example = (part: "header" | "body", name: string): string | undefined => {
    const known = variableAt(content, `${part}.${name}`);
    return namedValue(examples?.[part], name) ?? told.get(name) ?? (known && sampleOf(known, content.language));
  };
  const of = (part: "header" | "body", text: string): Record<string, string> =>
    Object.fromEntries(
      placesOf(text).flatMap((name) => {
        const value = example(part, name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  return {
    header: content.header?.type === "text" ? of("header", content.header.text) : {},
    body: of("body", content.body),
    buttons: Object.fromEntries(
      content.buttons.flatMap((button, at) => {
        const given = examples?.buttons[at];
        if (given !== undefined) return [[at, given]];
        // The example of an address is the whole of it.
        return button.type === "url" && placesOf(button.url).length > 0
          ? [[at, fillPlaces(button.url, () => "8f2c61")]]
          : [];
      }),
    ),
  };
}

export function typeOf(
  { header, buttons }: Pick<TemplateContent, "header" | "buttons">,
  unread: readonly unknown[],
): TemplateType {
  if (unread.length > 0) return "other";
  if (header && "sample" in header) return "media";
  return buttons.length > 0 ? "buttons" : "text";
}

/** Every place that needs a value at a send: `header.1`, `body.first_name`, `buttons.0`. */
export function placesIn({ header, body, buttons }: TemplateContent): string[] {
  return [
    ...(header?.type === "text" ? placesOf(header.text).map((name) => `header.${name}`) : []),
    ...placesOf(body).map((name) => `body.${name}`),
    ...buttons.flatMap((button, at) =>
      button.type === "copy_code" || (button.type === "url" && placesOf(button.url).length > 0)
        ? [`buttons.${at}`]
        : [],
    ),
  ];
}

/** Whether customers and Meta would see the same: examples, ids of replies and what fills a place are ours alone. */
export const saysTheSame = (one: TemplateContent, other: TemplateContent): boolean =>
  JSON.stringify(seen(one)) === JSON.stringify(seen(other));
const seen = ({ header, body, footer, buttons, variables }: TemplateContent) => ({
  header: header && ("text" in header ? ["text", header.text] : [header.type]),
  body,
  footer,
  // Without variables both forms are the same.
  variables: placesOf(`${body} ${header && "text" in header ? header.text : ""}`).length > 0 ? variables : null,
  buttons: buttons.map((button) => [
    button.type,
    "label" in button ? button.label : null,
    button.type === "url" ? button.url : button.type === "phone" ? button.phone.replace(/\D/g, "") : null,
  ]),
});

/** Meta's word as we keep it. */
export const metaWord = (word: string): string =>
  word
    .toUpperCase()
    .replace(/[^A-Z0-9_]/g, "_")
    .slice(0, 40);
