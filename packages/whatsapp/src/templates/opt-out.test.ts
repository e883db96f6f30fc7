import { expect, it } from "vitest";

import { readConsentWord } from "../rules/consent-words.ts";
import { lintTemplate } from "./lint.ts";
import { missingOptOut, obeyedButtons } from "./opt-out.ts";
import { saying } from "./rejection-model.ts";

const marketing = (language: string, ...labels: string[]) => {
  const buttons = labels.map((label) => ({ type: "quick_reply", label }) as const);
  return saying("Come and see what is new in our shop.", { category: "MARKETING", language, buttons });
};

it.each(["en", "en_GB", "fr", "es_MX", "pt_BR", "ar", "de"])(
  "[TPL-04] [GDP-01] a marketing template in %s lacks a button that stops, by its label and by what it brings back",
  (language) => {
    const button = missingOptOut(marketing(language, "Show me"));
    expect([button?.label, button?.id].map((text) => readConsentWord(text ?? "")?.wish)).toEqual(["stop", "stop"]);
    const whole = marketing(language, "Show me", button?.label ?? "");
    expect(lintTemplate(whole)).toEqual([]);
    expect(missingOptOut(whole)).toBeNull();
  },
);

it("[TPL-04] nothing is missing where a button stops by whatever words, and where nothing is advertised", () => {
  expect(missingOptOut(marketing("fr", "Stop pub"))).toBeNull();
  const button = { type: "quick_reply", label: "No thanks", id: "stop" };
  expect(missingOptOut({ category: "MARKETING", language: "en", buttons: [button] })).toBeNull();
  expect(
    missingOptOut({ category: "MARKETING", language: "en", buttons: [{ ...button, id: "later" }] }),
  ).not.toBeNull();
  expect(
    missingOptOut({ category: "MARKETING", language: "en", buttons: [{ ...button, type: "url" }] }),
  ).not.toBeNull();
  expect(missingOptOut(saying("Your order is ready."))).toBeNull();
});

it("[TPL-04] [GDP-01] says of each quick reply whether a tap on it is obeyed, and whether its label says so too", () => {
  const reply = (label: string, id?: string) => ({ type: "quick_reply", label, ...(id !== undefined && { id }) });
  expect(
    obeyedButtons([
      reply("Show me"),
      reply("Stop promotions", "stop promotions"),
      reply("Track my order", "stop promotions"),
      reply("Stop pub", "later"),
      reply("Start", "stop"),
      { type: "url", label: "Stop" },
      reply("Supprimer"),
      reply("Genug"),
    ]),
  ).toEqual([
    { at: 1, wish: "stop", byIdAlone: false },
    { at: 2, wish: "stop", byIdAlone: true },
    { at: 3, wish: "stop", byIdAlone: false },
    { at: 4, wish: "stop", byIdAlone: true },
    { at: 6, wish: "erase", byIdAlone: false },
  ]);
  expect(obeyedButtons([reply("Genug")], { stop: ["genug"] })).toEqual([{ at: 0, wish: "stop", byIdAlone: false }]);
});
