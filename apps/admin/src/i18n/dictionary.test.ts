import { describe, expect, it } from "vitest";
import { en, type Phrase } from "./en/index.ts";
import { fr } from "./fr/index.ts";
import { translator } from "./translate.ts";

const forms = (phrase: Phrase): string[] => (typeof phrase === "string" ? [phrase] : [phrase.one, phrase.other]);
const places = (phrase: Phrase): string[] =>
  [...new Set(forms(phrase).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
const keys = Object.keys(en) as (keyof typeof en)[];

describe("the dictionaries", () => {
  it("name the same phrases in both languages", () => {
    expect(Object.keys(fr).sort()).toEqual([...keys].sort());
  });

  it.each(keys)("%s is written in both languages with the same places", (key) => {
    expect(forms(fr[key]).every((form) => form.trim() !== "")).toBe(true);
    expect(forms(en[key]).every((form) => form.trim() !== "")).toBe(true);
    expect(places(fr[key])).toEqual(places(en[key]));
  });

  it("choose the plural as each language does: none is plural in English, singular in French", () => {
    const say = (locale: "en" | "fr", count: number): string =>
      translator(locale, (key) => (locale === "en" ? en : fr)[key])("catalogue.total", { count });
    expect([0, 1, 2].map((count) => say("en", count))).toEqual(["0 products", "1 product", "2 products"]);
    expect([0, 1, 2].map((count) => say("fr", count))).toEqual(["0 produit", "1 produit", "2 produits"]);
  });

  it("write numbers in the reader's way", () => {
    expect(translator("fr", (key) => fr[key])("catalogue.total", { count: 12_345 })).toMatch(/^12\s345 produits$/);
  });
});
