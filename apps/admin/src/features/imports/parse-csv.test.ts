import { describe, expect, it } from "vitest";
import { type CsvTerms, parseCsv } from "./parse-csv.ts";

const terms: CsvTerms = {
  rule: { kind: "multiplier", factor: "2.5", of: "landed", ending: { step: 100, minor: 99 }, floorMinor: null },
  currency: "EUR",
};
const shared = { of: "landed", ending: { step: 100, minor: 99 }, floorMinor: null };
const read = (text: string) => parseCsv(text, terms);

describe("a CSV of products", () => {
  it("[CAT-08] reads ref, category, tags and rule, by heads in any order or by position", () => {
    const item = {
      ref: "1424608189734850560",
      categoryName: "Lamps",
      tags: ["new", "gift"],
      priceRule: { kind: "multiplier", factor: "3", ...shared },
    };
    expect(read("ref,category,tags,rule\n1424608189734850560,Lamps,new|gift,x3\n")).toEqual({
      items: [{ line: 2, ...item }],
      problems: [],
    });
    expect(read("1424608189734850560,Lamps,new|gift|new,x3").items).toEqual([{ line: 1, ...item }]);
    expect(read("Règle;Étiquettes;Catégorie;URL\r\nx3;new|gift;Lamps;1424608189734850560").items).toEqual([
      { line: 2, ...item },
    ]);
    expect(read("\uFEFFref\tcategory\n1424608189734850560\tLamps").items).toEqual([
      { line: 2, ref: item.ref, categoryName: "Lamps" },
    ]);
  });

  it.each([
    ["x2,5", { kind: "multiplier", factor: "2.5", ...shared }],
    ["3 ×", { kind: "multiplier", factor: "3", ...shared }],
    ["+60 %", { kind: "percent", markupBps: 6_000, ...shared }],
    ["+5.50", { kind: "fixed", addMinor: 550, ...shared }],
    ["marge 40 %", { kind: "target_margin", marginBps: 4_000, ending: shared.ending, floorMinor: null }],
  ])("[CAT-11] understands the rule %s", (cell, priceRule) => {
    expect(read(`ref;rule\n1;"${cell}"`).items[0]).toEqual({ line: 2, ref: "1", priceRule });
  });

  it("[CAT-08] names the line and what is wrong with it, and goes on with the others", () => {
    const long = "x".repeat(81);
    const text = [
      "ref,category,tags,rule,colour",
      '1,"a category',
      'over two lines",,',
      ",Lamps,,",
      "2,,,three times",
      `3,${long},,`,
      `4,,${Array.from({ length: 21 }, (_, at) => `t${at}`).join("|")},`,
      "",
      "5,,,margin 99%",
      "6,,,",
    ].join("\n");
    const { items, problems } = read(text);
    expect(items.map(({ line, ref }) => [line, ref])).toEqual([
      [2, "1"],
      [10, "6"],
    ]);
    expect(problems.map(({ line, what }) => [line, what])).toEqual([
      [1, "column"],
      [4, "ref"],
      [5, "rule"],
      [6, "category"],
      [7, "tags"],
      [9, "rule"],
    ]);
  });

  it("[CAT-08] says where a quote is never closed, and which lines are beyond 500", () => {
    expect(read('ref\n1\n"2\n3').problems).toMatchObject([{ line: 3, what: "quotes" }]);
    const many = Array.from({ length: 502 }, (_, at) => String(at)).join("\n");
    const { items, problems } = read(many);
    expect(items).toHaveLength(500);
    expect(problems).toEqual([
      { line: 501, what: "many", value: "500" },
      { line: 502, what: "many", value: "501" },
    ]);
  });
});
