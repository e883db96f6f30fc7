import { LOCALES } from "@nexusone/contracts/locale";
import { findingWords, TRANSLATED_FINDINGS } from "@nexusone/contracts/template-findings";
import type { TemplateContent } from "@nexusone/contracts/template-content";
import { DEFAULT_TEMPLATES } from "@nexusone/contracts/template-terms";
import {
  fillPlaces,
  placesOf,
  sampleOf,
  toNamed,
  toPositional,
  VARIABLE_NAMES,
  variableAt,
} from "@nexusone/contracts/template-variables";
import { CHAT_LANGUAGES } from "@nexusone/contracts/whatsapp-terms";
import { LINT_CODES, lintTemplate, renderTemplate, templateRequest } from "@nexusone/whatsapp/templates";
import { describe, expect, it } from "vitest";
import { checkContent } from "./check.ts";
import { contentOf, saysTheSame } from "./content.ts";
import { defaultTemplate } from "./defaults.ts";
import { fillTemplate, wantedBy } from "./fill-template.ts";

const content = (more: object = {}): TemplateContent =>
  contentOf({
    name: "t",
    language: "en",
    body: "Hello {{first_name}}, order {{order_number}} is at shelf {{shelf}} now.",
    header: { type: "text", text: "Order {{order_number}}" },
    variables: [{ name: "shelf", example: "B4" }],
    ...more,
  });

describe("{{variable}} texts", () => {
  it("[TPL-06] places are filled as they are, unknown ones stay to be seen", () => {
    expect(placesOf("{{a}} {{ b }} {{a}} {c}")).toEqual(["a", "b"]);
    expect(fillPlaces("{{a}} {{ b }} {{c}}", (name) => ({ a: "$&", b: "{{a}}" })[name])).toBe("$& {{a}} {{c}}");
  });

  it("[TPL-06] named become numbered and come back, with examples and what fills them", () => {
    const named = content();
    const numbered = toPositional(named);
    expect(numbered).toMatchObject({
      variables: "positional",
      header: { type: "text", text: "Order {{1}}" },
      body: "Hello {{1}}, order {{2}} is at shelf {{3}} now.",
      examples: { header: { "1": "1042" }, body: { "1": "Ana", "2": "1042", "3": "B4" } },
      bindings: { "header.1": "order_number", "body.1": "first_name", "body.2": "order_number" },
    });
    expect(variableAt(numbered, "body.2")).toBe("order_number");
    expect(lintTemplate(numbered)).toEqual([]);
    const back = toNamed(numbered);
    expect(back.body).toBe("Hello {{first_name}}, order {{order_number}} is at shelf {{value_3}} now.");
    expect(back.bindings).toEqual({});
    expect(lintTemplate(back)).toEqual([]);
    expect(toNamed(named)).toBe(named);
    expect(toPositional(numbered)).toBe(numbered);
    const same = renderTemplate(numbered, numbered.examples);
    expect(same).toEqual(renderTemplate(named, named.examples));
  });

  it("[TPL-06] names stay unique when two numbers are filled by the same", () => {
    const twice = {
      ...content(),
      ...toPositional(content()),
      bindings: { "body.1": "first_name", "body.2": "first_name" },
    };
    expect(placesOf(toNamed(twice).body)).toEqual(["first_name", "first_name_2", "value_3"]);
    expect(toNamed(twice).bindings).toEqual({ "body.first_name_2": "first_name" });
  });

  it("[TPL-05] what somebody gives goes before the data, the data before examples; values are made fit for Meta", () => {
    const { places, values } = fillTemplate(content(), {
      given: { shelf: " C9\n " },
      data: { first_name: "Zoé" },
      samples: true,
    });
    expect(places.map(({ place, value, from }) => `${place} ${value} ${from}`)).toEqual([
      "header.order_number 1042 sample",
      "body.first_name Zoé data",
      "body.order_number 1042 sample",
      "body.shelf C9 given",
    ]);
    expect(values).toEqual({
      header: { order_number: "1042" },
      body: { first_name: "Zoé", order_number: "1042", shelf: "C9" },
      buttons: {},
    });
    const inOrder = fillTemplate(content(), { given: ["7", "Ana"], data: {}, samples: false });
    expect(inOrder.places.map(({ value, from }) => [value, from])).toEqual([
      ["7", "given"],
      ["Ana", "given"],
      [null, "missing"],
      [null, "missing"],
    ]);
  });

  it("[TPL-05] of an address only its end is filled, and replies carry their ids", () => {
    const template = content({
      buttons: [
        { id: "yes", label: "Yes" },
        { type: "url", label: "Track", url: "https://shop.example/t/{{1}}" },
      ],
      bindings: { "buttons.1": "tracking_link" },
    });
    expect(template.examples.buttons).toEqual({ 1: "https://shop.example/t/8f2c61" });
    expect(wantedBy(template)).toEqual(new Set(["order_number", "first_name", "tracking_link"]));
    const { values } = fillTemplate(template, { data: { tracking_link: "https://shop.example/t/abc" }, samples: true });
    expect(values.buttons).toEqual({ 0: "yes", 1: "abc" });
  });

  it("[TPL-06] every variable has a sample in the five languages, and one for any other", () => {
    for (const name of VARIABLE_NAMES)
      for (const language of [...CHAT_LANGUAGES, "de", "pt_BR"]) expect(sampleOf(name, language)).not.toBe("");
  });

  it("[TPL-01] examples, ids of replies and what fills a place are ours; everything else Meta and customers see", () => {
    const one = content({ buttons: [{ label: "Yes" }] });
    expect(
      saysTheSame(one, {
        ...one,
        bindings: { "body.shelf": "carrier" },
        examples: { header: {}, body: {}, buttons: {} },
      }),
    ).toBe(true);
    expect(saysTheSame(one, content({ buttons: [{ id: "y", label: "Yes" }] }))).toBe(true);
    expect(saysTheSame(one, content({ buttons: [{ label: "No" }] }))).toBe(false);
    expect(saysTheSame(one, { ...one, body: `${one.body}!` })).toBe(false);
    expect(saysTheSame(one, { ...one, footer: "x" })).toBe(false);
  });
});

describe("the defaults", () => {
  it.each(DEFAULT_TEMPLATES.flatMap((name) => CHAT_LANGUAGES.map((language) => [name, language] as const)))(
    "[TPL-02] %s in %s has nothing that Meta would refuse or take for marketing",
    (name, language) => {
      const template = defaultTemplate(name, language);
      const existing = DEFAULT_TEMPLATES.filter((other) => other !== name).map((other) =>
        defaultTemplate(other, language),
      );
      expect(checkContent(template, { existing, locale: "en" })).toMatchObject({
        findings: [],
        passes: true,
        guess: { category: "UTILITY", dearer: false },
        priceClass: "utility",
      });
      for (const place of placesOf(template.body)) expect(variableAt(template, `body.${place}`)).toBe(place);
      expect(templateRequest(template).components).toHaveLength(1);
    },
  );
});

it("[TPL-04] every finding of the linter is said in every language of the screens", () => {
  expect([...TRANSLATED_FINDINGS].toSorted()).toEqual([...LINT_CODES].toSorted());
  for (const code of LINT_CODES)
    for (const locale of LOCALES.filter((one) => one !== "en")) {
      const { sentence, remedy } = findingWords(code, locale)!; // the codes are the same, by the line above
      expect([sentence, remedy].every((text) => /^\p{Lu}.*\.$/u.test(text))).toBe(true);
    }
});
