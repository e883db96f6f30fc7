import type { TemplateContent, TemplateValuesInput } from "@nexusone/contracts/template-content";
import { placesOf, variableAt, type VariableName } from "@nexusone/contracts/template-variables";
import type { TemplatePreview } from "@nexusone/contracts/templates";
import { cleanValue } from "@nexusone/whatsapp/templates";
import { namedValue, placesIn } from "./content.ts";
import type { KnownValues } from "./known-values.ts";

type Place = TemplatePreview["places"][number];
type Sources = {
  /** By name, or in the order of the places. They go before everything else. */
  readonly given?: Readonly<Record<string, string>> | readonly string[] | undefined;
  readonly data: KnownValues;
  /** Examples of the template stand in for what nobody knows. */
  readonly samples: boolean;
};

/** The variables of ours that a template asks for. */
export const wantedBy = (content: TemplateContent): Set<VariableName> =>
  new Set(placesIn(content).flatMap((place) => variableAt(content, place) ?? []));

/** Every place of a template with what fills it. Values are made fit for Meta: no line breaks, no long gaps. Pure. */
export function fillTemplate(
  content: TemplateContent,
  { given = {}, data, samples }: Sources,
): { places: Place[]; values: TemplateValuesInput } {
  const places = placesIn(content).map((place, at): Place => {
    const variable = variableAt(content, place) ?? null;
    const told = cleaned(Array.isArray(given) ? given[at] : givenFor(given as Readonly<Record<string, string>>, place));
    if (told !== undefined) return { place, variable, value: told, from: "given" };
    const known = variable === null ? undefined : cleaned(data[variable]);
    if (known !== undefined) return { place, variable, value: ending(content, place, known), from: "data" };
    const sample = samples ? cleaned(exampleAt(content, place)) : undefined;
    if (sample !== undefined) return { place, variable, value: ending(content, place, sample), from: "sample" };
    return { place, variable, value: null, from: "missing" };
  });
  return { places, values: valuesOf(content, places) };
}

const cleaned = (value: string | undefined): string | undefined => {
  const text = value === undefined ? "" : cleanValue(value);
  return text === "" ? undefined : text;
};

/** `body.first_name`, else the name alone, which may stand in several parts. */
const givenFor = (given: Readonly<Record<string, string>>, place: string): string | undefined =>
  namedValue(given, place) ?? namedValue(given, place.slice(place.indexOf(".") + 1));

function exampleAt({ examples }: TemplateContent, place: string): string | undefined {
  const [part, name] = [place.slice(0, place.indexOf(".")), place.slice(place.indexOf(".") + 1)];
  if (part === "buttons") return examples.buttons[name];
  return part === "header" ? examples.header[name] : examples.body[name];
}

/** Of an address only its end is a variable. */
function ending(content: TemplateContent, place: string, value: string): string {
  const button = place.startsWith("buttons.") ? content.buttons[Number(place.slice(8))] : undefined;
  if (button?.type !== "url") return value;
  const base = button.url.slice(0, button.url.indexOf("{{"));
  return value.startsWith(base) && placesOf(button.url).length > 0 ? value.slice(base.length) : value;
}

function valuesOf(content: TemplateContent, places: readonly Place[]): TemplateValuesInput {
  const of = (part: string): Record<string, string> =>
    Object.fromEntries(
      places.flatMap(({ place, value }) =>
        value !== null && place.startsWith(`${part}.`) ? [[place.slice(part.length + 1), value]] : [],
      ),
    );
  return { header: of("header"), body: of("body"), buttons: { ...replyIds(content), ...of("buttons") } };
}

/** What comes back when somebody taps a quick reply. */
export const replyIds = ({ buttons }: TemplateContent): Record<string, string> =>
  Object.fromEntries(
    buttons.flatMap((button, at) =>
      button.type === "quick_reply" && button.id !== undefined ? [[String(at), button.id]] : [],
    ),
  );
