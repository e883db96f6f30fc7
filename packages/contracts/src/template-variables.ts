import type { TemplateContent } from "./template-content.ts";
import type { Sentence } from "./locale.ts";
import type { ChatLanguage } from "./whatsapp-terms.ts";

/** What must be known to fill it. */
export type VariableOf = "contact" | "shop" | "order";
type Variable = {
  readonly of: VariableOf;
  readonly name: Sentence;
  /** What could stand there, for the reviewers and for previews without data. */
  readonly samples: Record<ChatLanguage, string>;
};
const same = (text: string): Record<ChatLanguage, string> => ({ en: text, fr: text, es: text, pt: text, ar: text });

/** What our data can put into a template, by the name that stands between the braces. */
export const VARIABLES = {
  first_name: {
    of: "contact",
    name: { en: "First name", fr: "Prénom" },
    samples: { en: "Ana", fr: "Zoé", es: "Lucía", pt: "João", ar: "ليلى" },
  },
  full_name: {
    of: "contact",
    name: { en: "Full name", fr: "Nom complet" },
    samples: { en: "Ana Brown", fr: "Zoé Martin", es: "Lucía Gómez", pt: "João Silva", ar: "ليلى حداد" },
  },
  shop_name: {
    of: "shop",
    name: { en: "Shop's name", fr: "Nom de la boutique" },
    samples: same("Camélia"),
  },
  order_number: {
    of: "order",
    name: { en: "Order number", fr: "Numéro de commande" },
    samples: same("1042"),
  },
  order_total: {
    of: "order",
    name: { en: "Order total with currency", fr: "Total de la commande avec devise" },
    samples: { en: "€49.90", fr: "49,90 €", es: "49,90 €", pt: "R$ 249,90", ar: "49.90 €" },
  },
  order_status: {
    of: "order",
    name: { en: "Order status", fr: "État de la commande" },
    samples: { en: "on its way", fr: "en route", es: "en camino", pt: "a caminho", ar: "في الطريق" },
  },
  order_items: {
    of: "order",
    name: { en: "Items", fr: "Articles" },
    samples: {
      en: "2 × Desk lamp",
      fr: "2 × Lampe de bureau",
      es: "2 × Lámpara de mesa",
      pt: "2 × Luminária de mesa",
      ar: "2 × مصباح مكتب",
    },
  },
  tracking_link: {
    of: "order",
    name: { en: "Tracking link", fr: "Lien de suivi" },
    samples: same("https://shop.example/t/8f2c61"),
  },
  tracking_number: {
    of: "order",
    name: { en: "Tracking number", fr: "Numéro de suivi" },
    samples: same("6A12345678901"),
  },
  carrier: {
    of: "order",
    name: { en: "Carrier", fr: "Transporteur" },
    samples: { en: "Royal Mail", fr: "La Poste", es: "Correos", pt: "Correios", ar: "أرامكس" },
  },
  delivery_date: {
    of: "order",
    name: { en: "Expected delivery", fr: "Livraison prévue" },
    samples: {
      en: "12 March 2026",
      fr: "12 mars 2026",
      es: "12 de marzo de 2026",
      pt: "12 de março de 2026",
      ar: "12 مارس 2026",
    },
  },
  amount_due: {
    of: "order",
    name: { en: "Amount still to pay", fr: "Montant restant dû" },
    samples: { en: "€49.90", fr: "49,90 €", es: "49,90 €", pt: "R$ 249,90", ar: "49.90 €" },
  },
  payment_link: {
    of: "order",
    name: { en: "Payment link", fr: "Lien de paiement" },
    samples: same("https://shop.example/l/51be07"),
  },
} as const satisfies Record<string, Variable>;
export type VariableName = keyof typeof VARIABLES;
export const VARIABLE_NAMES = Object.keys(VARIABLES) as [VariableName, ...VariableName[]];
export const isVariableName = (name: string): name is VariableName => Object.hasOwn(VARIABLES, name);

/** What could stand there, in the template's language, else in English. */
export const sampleOf = (name: VariableName, language: string): string => {
  const samples: Record<string, string> = VARIABLES[name].samples;
  return samples[language.slice(0, 2).toLowerCase()] ?? samples["en"] ?? "";
};

const PLACE = /\{\{([^{}]*)\}\}/g;
/** The names between double braces, each once, in their order. */
export const placesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACE)].map(([, name = ""]) => name.trim())),
];
/** The text with its places filled; one without a value stays as it is written, so that it is seen. */
export const fillPlaces = (text: string, value: (name: string) => string | undefined): string =>
  text.replace(PLACE, (whole, name: string) => value(name.trim()) ?? whole);

const renamePlaces = (text: string, names: ReadonlyMap<string, string>): string =>
  fillPlaces(text, (name) => `{{${names.get(name) ?? name}}}`);

type Part = "header" | "body";
const textOf = (content: TemplateContent, part: Part): string =>
  part === "body" ? content.body : content.header?.type === "text" ? content.header.text : "";

/** Which of our variables fills a place of a template; undefined: a person has to. */
export function variableAt(content: TemplateContent, place: string): VariableName | undefined {
  const bound = content.bindings[place];
  if (bound !== undefined) return isVariableName(bound) ? bound : undefined;
  const name = place.slice(place.indexOf(".") + 1);
  return content.variables === "named" && isVariableName(name) && !place.startsWith("buttons.") ? name : undefined;
}

/** {{first_name}} becomes {{1}}; what filled a place goes on filling it. Header and body count from 1 each. Pure. */
export function toPositional(content: TemplateContent): TemplateContent {
  if (content.variables === "positional") return content;
  const numbered = (part: Part): ReadonlyMap<string, string> =>
    new Map(placesOf(textOf(content, part)).map((name, at) => [name, String(at + 1)]));
  return renamed(content, "positional", { header: numbered("header"), body: numbered("body") });
}

/** {{1}} becomes {{first_name}} where a variable fills it, else {{value_1}}. Names occur once each, as Meta wants them. Pure. */
export function toNamed(content: TemplateContent): TemplateContent {
  if (content.variables === "named") return content;
  const named = (part: Part): ReadonlyMap<string, string> => {
    const taken = new Set<string>();
    return new Map(
      placesOf(textOf(content, part)).map((place) => {
        const wanted = variableAt(content, `${part}.${place}`) ?? `value_${place.replace(/\W+/g, "_")}`;
        const name = taken.has(wanted) ? `${wanted}_${place.replace(/\W+/g, "_")}` : wanted;
        taken.add(name);
        return [place, name];
      }),
    );
  };
  return renamed(content, "named", { header: named("header"), body: named("body") });
}

function renamed(
  content: TemplateContent,
  variables: TemplateContent["variables"],
  names: Record<Part, ReadonlyMap<string, string>>,
): TemplateContent {
  const examples = (part: Part): Record<string, string> =>
    Object.fromEntries(
      Object.entries(content.examples[part]).map(([name, text]) => [names[part].get(name) ?? name, text]),
    );
  const bindings = Object.fromEntries(
    (["header", "body"] as const).flatMap((part) =>
      [...names[part]].flatMap(([from, to]) => {
        const variable = variableAt(content, `${part}.${from}`);
        // A name that says it needs no binding.
        return variable && !(variables === "named" && variable === to) ? [[`${part}.${to}`, variable]] : [];
      }),
    ),
  );
  const ofButtons = Object.entries(content.bindings).filter(([place]) => place.startsWith("buttons."));
  return {
    ...content,
    variables,
    header:
      content.header?.type === "text"
        ? { type: "text", text: renamePlaces(content.header.text, names.header) }
        : content.header,
    body: renamePlaces(content.body, names.body),
    examples: { ...content.examples, header: examples("header"), body: examples("body") },
    bindings: { ...bindings, ...Object.fromEntries(ofButtons) },
  };
}
