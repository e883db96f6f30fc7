import { expect, it } from "vitest";
import { BLANK, placesWith, tidied } from "./blank.ts";

it("[TPL-06] what is written gets examples for what we know, keeps those that somebody wrote, and loses what went", () => {
  const written = tidied({ ...BLANK, language: "fr", body: "Bonjour {{first_name}}, casier {{locker}} ici." });
  expect(written).toMatchObject({ variables: "named", examples: { body: { first_name: "Zoé" } } });
  const told = tidied({ ...written, examples: { ...written.examples, body: { first_name: "Léa", locker: "B4" } } });
  expect(told.examples.body).toEqual({ first_name: "Léa", locker: "B4" });
  expect(tidied({ ...told, body: "Bonjour {{first_name}}, c'est prêt." }).examples.body).toEqual({ first_name: "Léa" });
  expect(placesWith(told)).toEqual([
    { part: "body", name: "first_name" },
    { part: "body", name: "locker" },
  ]);
});

it("[TPL-06] numbers in the text make it a template of numbers; what fills a place goes with it", () => {
  const bound = {
    ...BLANK,
    body: "Hello {{1}}, it is here.",
    bindings: { "body.1": "first_name", "body.2": "carrier" },
  };
  expect(tidied(bound)).toMatchObject({
    variables: "positional",
    examples: { body: { 1: "Ana" } },
    bindings: { "body.1": "first_name" },
  });
  expect(tidied(bound).bindings).not.toHaveProperty("body.2");
});

it("[TPL-04] the example of an address is the whole of it, made when there is none or it does not fit any more", () => {
  const of = (url: string, example?: string) =>
    tidied({
      ...BLANK,
      body: "Here.",
      buttons: [{ type: "url", label: "Open", url }],
      examples: { header: {}, body: {}, buttons: example === undefined ? {} : { 0: example } },
    }).examples.buttons;
  expect(of("https://shop.example/t/{{1}}")).toEqual({ 0: "https://shop.example/t/8f2c61" });
  expect(of("https://shop.example/t/{{1}}", "https://shop.example/t/9")).toEqual({ 0: "https://shop.example/t/9" });
  expect(of("https://other.example/{{1}}", "https://shop.example/t/9")).toEqual({ 0: "https://other.example/8f2c61" });
  expect(of("https://shop.example/")).toEqual({});
});
