import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { cleanValue, renderExamples, renderTemplate, sendableTemplate, valueProblems } from "./fill.ts";
import { isSameLanguage, languageCode, variablesOf } from "./model.ts";
import type { Template } from "./model.ts";
import { asking, plain } from "./rejection-model.ts";
import { REJECTIONS } from "./rejections.ts";
import { readTemplate, templateRequest } from "./request.ts";

const full: Template = {
  name: "order_status",
  language: "pt-BR",
  category: "UTILITY",
  variables: "named",
  header: { type: "text", text: "Order {{order}}" },
  body: "Hello {{first_name}}, your order {{order}} is {{state}}.",
  footer: "Camélia",
  buttons: [
    { type: "quick_reply", label: "Thanks" },
    { type: "url", label: "Track", url: "https://shop.example/t/{{1}}" },
    { type: "phone", label: "Call", phone: "+33199001234" },
  ],
  examples: {
    header: { order: "A-1" },
    body: { first_name: "Ana", order: "A-1", state: "on its way" },
    buttons: { 1: "https://shop.example/t/abc" },
  },
  ttlSeconds: 3600,
};
const values = {
  header: { order: "A-7" },
  body: { first_name: "Zoé", order: "A-7", state: "delivered" },
  buttons: { 0: "thanks:7", 1: "xyz" },
};

it("[TPL-05] a preview shows texts, labels and where buttons lead, by data or by examples", () => {
  expect(renderTemplate(full, values)).toEqual({
    header: "Order A-7",
    body: "Hello Zoé, your order A-7 is delivered.",
    footer: "Camélia",
    buttons: [
      { label: "Thanks", target: null },
      { label: "Track", target: "https://shop.example/t/xyz" },
      { label: "Call", target: "+33199001234" },
    ],
  });
  expect(renderExamples(full)).toMatchObject({
    header: "Order A-1",
    buttons: [{}, { target: "https://shop.example/t/abc" }, {}],
  });
  expect(renderTemplate(full, {}).body).toBe("Hello {{first_name}}, your order {{order}} is {{state}}.");
});

it("[TPL-06] values are put in as they are: braces and signs in them are text", () => {
  const template = asking("Hello {{1}}, see {{2}} here.", ["1", "2"]);
  expect(renderTemplate(template, { body: { "1": "{{2}}", "2": "$1 $& \\" } }).body).toBe(
    "Hello {{2}}, see $1 $& \\ here.",
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      const { body } = renderTemplate(template, { body: { "1": one, "2": two } });
      expect(body).toBe(`Hello ${one}, see ${two} here.`);
    }),
  );
});

describe("values", () => {
  it("[WAM-02] every variable needs exactly its value", () => {
    expect(valueProblems(full, values)).toEqual([]);
    expect(valueProblems(full, {}).map(({ code, part }) => `${code} ${part}`)).toEqual([
      "missing header.order",
      "missing body.first_name",
      "missing body.order",
      "missing body.state",
      "missing buttons.1",
    ]);
    const wrong = { ...values, body: { ...values.body, state: "a\nb", order: "a      b", first_name: " ", more: "x" } };
    expect(valueProblems(full, wrong).map(({ code, part }) => `${code} ${part}`)).toEqual([
      "missing body.first_name",
      "many_spaces body.order",
      "line_break body.state",
      "unused body.more",
    ]);
    expect(valueProblems(full, { ...values, body: { ...values.body, state: "x".repeat(1024) } })).toEqual([
      { code: "too_long", part: "body" },
    ]);
    const picture = plain({ header: { type: "image", sample: "4::a" } });
    const body = { "1": "a", "2": "b" };
    expect(valueProblems(picture, { body })).toEqual([{ code: "missing", part: "header" }]);
    expect(valueProblems(picture, { body, media: { source: { id: "1" } } })).toEqual([]);
  });

  it("[TPL-06] a cleaned value has nothing left that is refused", () => {
    expect(cleanValue(" 12 rue\n\nde la  Paix\t      Paris ")).toBe("12 rue de la  Paix Paris");
    const template = asking("Hello {{1}}, see you soon then.", ["1"]);
    fc.assert(
      fc.property(
        fc.string().filter((text) => text.trim() !== ""),
        (text) => {
          const problems = valueProblems(template, { body: { "1": cleanValue(`a${text}b`) } });
          expect(problems).toEqual([]);
        },
      ),
    );
  });

  it("[WAM-02] what is sent has a parameter for each variable, once, in order, with names only where there are names", () => {
    expect(sendableTemplate(full, values)).toEqual({
      type: "template",
      name: "order_status",
      language: "pt_BR",
      components: [
        { type: "header", parameters: [{ type: "text", text: "A-7", name: "order" }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "Zoé", name: "first_name" },
            { type: "text", text: "A-7", name: "order" },
            { type: "text", text: "delivered", name: "state" },
          ],
        },
        { type: "button", index: 0, subType: "quick_reply", parameters: [{ type: "payload", payload: "thanks:7" }] },
        { type: "button", index: 1, subType: "url", parameters: [{ type: "text", text: "xyz" }] },
      ],
    });
    const positional = asking("Hello {{1}}, order {{2}} of {{1}} is here.", ["1", "2"], {
      header: { type: "image", sample: "h" },
    });
    const sent = sendableTemplate(positional, { body: { "1": "a", "2": "b" }, media: { source: { id: "m" } } });
    expect(sent.components).toEqual([
      { type: "header", parameters: [{ type: "image", source: { id: "m" } }] },
      {
        type: "body",
        parameters: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
    ]);
  });
});

describe("Meta's form", () => {
  it("[TPL-04] a template becomes what Meta takes, examples in their shapes", () => {
    expect(templateRequest(full)).toEqual({
      name: "order_status",
      language: "pt_BR",
      category: "UTILITY",
      parameter_format: "named",
      message_send_ttl_seconds: 3600,
      components: [
        {
          type: "HEADER",
          format: "TEXT",
          text: "Order {{order}}",
          example: { header_text_named_params: [{ param_name: "order", example: "A-1" }] },
        },
        {
          type: "BODY",
          text: full.body,
          example: {
            body_text_named_params: [
              { param_name: "first_name", example: "Ana" },
              { param_name: "order", example: "A-1" },
              { param_name: "state", example: "on its way" },
            ],
          },
        },
        { type: "FOOTER", text: "Camélia" },
        {
          type: "BUTTONS",
          buttons: [
            { type: "QUICK_REPLY", text: "Thanks" },
            {
              type: "URL",
              text: "Track",
              url: "https://shop.example/t/{{1}}",
              example: ["https://shop.example/t/abc"],
            },
            { type: "PHONE_NUMBER", text: "Call", phone_number: "+33199001234" },
          ],
        },
      ],
    });
    expect(templateRequest(plain({})).components).toMatchObject([{ example: { body_text: [["Ana", "A-1001"]] } }]);
  });

  it("[TPL-01] what Meta lists is read back the same", () => {
    const examples = REJECTIONS.flatMap(({ failing, passing }) => [failing.template, passing.template]);
    for (const template of [full, ...examples]) {
      const { components, name, language, category } = templateRequest(template);
      const named = template.variables === "named";
      const read = readTemplate({ name, language, category, named, components });
      expect(read.unread).toEqual([]);
      expect(templateRequest({ ...read.template, ttlSeconds: template.ttlSeconds })).toEqual(templateRequest(template));
    }
  });

  it("[TPL-01] what has no form here is handed back as it came", () => {
    const carousel = { type: "CAROUSEL", cards: [] };
    const flow = { type: "FLOW", text: "Open" };
    const { template, unread } = readTemplate({
      name: "n",
      language: "fr",
      category: "NEW_ONE",
      named: false,
      components: [
        carousel,
        null,
        { type: "BODY", text: "x" },
        { type: "BUTTONS", buttons: [flow, { type: "QUICK_REPLY", text: "A" }] },
        { type: "HEADER", format: "GIF" },
      ],
    });
    expect(unread).toEqual([carousel, null, flow, { type: "HEADER", format: "GIF" }]);
    expect(template).toMatchObject({
      body: "x",
      buttons: [{ type: "quick_reply", label: "A" }],
      category: "MARKETING",
      header: null,
    });
  });
});

it("[TPL-01] languages are the same with dash and underscore", () => {
  expect([languageCode("en-us"), languageCode("PT_br"), languageCode("ar")]).toEqual(["en_US", "pt_BR", "ar"]);
  expect(isSameLanguage("en-US", "en_US")).toBe(true);
  expect(isSameLanguage("en", "en_US")).toBe(false);
  expect(variablesOf("{{1}} {{ first_name }} {{a{b}} {c}")).toEqual(["1", "first_name"]);
});
