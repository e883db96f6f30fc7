import type { TemplateContent } from "@nexusone/contracts/template-content";
import { fillPlaces, placesOf, sampleOf, variableAt } from "@nexusone/contracts/template-variables";

/** What somebody who writes a new one begins with. */
export const BLANK: TemplateContent = {
  name: "",
  language: "en",
  category: "UTILITY",
  variables: "named",
  header: null,
  body: "",
  footer: null,
  buttons: [],
  examples: { header: {}, body: {}, buttons: {} },
  ttlSeconds: null,
  bindings: {},
};

/** Header and text with the places in them, each once. */
export function placesWith(content: TemplateContent): { part: "header" | "body"; name: string }[] {
  const header = content.header?.type === "text" ? placesOf(content.header.text) : [];
  return [
    ...header.map((name) => ({ part: "header" as const, name })),
    ...placesOf(content.body).map((name) => ({ part: "body" as const, name })),
  ];
}

/** New places get an example where our data know one, places that went lose theirs; the form of the names follows the text. Pure. */
export function tidied(content: TemplateContent): TemplateContent {
  const places = placesWith(content);
  const isNamed = places.some(({ name }) => !/^\d+$/.test(name));
  const variables = places.length === 0 ? content.variables : isNamed ? ("named" as const) : ("positional" as const);
  const formed = { ...content, variables };
  const of = (part: "header" | "body"): Record<string, string> =>
    Object.fromEntries(
      places.flatMap(({ part: own, name }) => {
        if (own !== part) return [];
        const variable = variableAt(formed, `${part}.${name}`);
        const value = content.examples[part][name] ?? (variable && sampleOf(variable, content.language));
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const buttons = Object.fromEntries(
    content.buttons.flatMap((button, at) => {
      const told = content.examples.buttons[String(at)];
      if (button.type === "copy_code") return told === undefined ? [] : [[String(at), told]];
      if (button.type !== "url" || placesOf(button.url).length === 0) return [];
      return [
        [String(at), told?.startsWith(button.url.split("{{")[0] ?? "") ? told : fillPlaces(button.url, () => "8f2c61")],
      ];
    }),
  );
  const known = new Set([
    ...places.map(({ part, name }) => `${part}.${name}`),
    ...Object.keys(buttons).map((at) => `buttons.${at}`),
  ]);
  return {
    ...formed,
    examples: { header: of("header"), body: of("body"), buttons },
    bindings: Object.fromEntries(Object.entries(content.bindings).filter(([place]) => known.has(place))),
  };
}
