import fc from "fast-check";
import { expect, it } from "vitest";

import { optionLabel, optionNames, splitOptions } from "./options.ts";

const keys = (...written: unknown[]) => written.map((key) => ({ key }));

it("[Q17] cuts where the other variants agree", () => {
  expect(splitOptions(["Color", "Size"], keys("Black-S", "Black-XL", "Off-White-S", "Off-White-XL"))).toEqual([
    ["Black", "S"],
    ["Black", "XL"],
    ["Off-White", "S"],
    ["Off-White", "XL"],
  ]);
});

it("[Q17] finds the dash in the second value too", () => {
  expect(splitOptions(["Color", "Size"], keys("Blue-2-3 Years", "Red-2-3 Years", "Blue-4-5 Years"))).toEqual([
    ["Blue", "2-3 Years"],
    ["Red", "2-3 Years"],
    ["Blue", "4-5 Years"],
  ]);
});

it("[Q17] the display name settles what the key leaves open", () => {
  const variant = { key: "A-B-C", name: "Lamp A B-C" };
  expect(splitOptions(["Color", "Plug"], [variant])).toEqual([["A", "B-C"]]);
  expect(splitOptions(["Color", "Plug"], [{ ...variant, name: "Lamp A-B C" }])).toEqual([["A-B", "C"]]);
});

it("[Q17] one option keeps its dashes, JSON text is cut already, `default` is none", () => {
  expect(splitOptions(["Size"], keys("2-3 Years"))).toEqual([["2-3 Years"]]);
  expect(splitOptions(["Color", "Size"], keys('["Off-White","XL"]', ["Red", "S"]))).toEqual([
    ["Off-White", "XL"],
    ["Red", "S"],
  ]);
  expect(splitOptions([], keys("default", "Default", null, '["XS"]'))).toEqual([[], [], [], ["XS"]]);
  expect([optionLabel('["XS"]'), optionLabel("Off-White-XL"), optionLabel(null)]).toEqual(["XS", "Off-White-XL", null]);
});

it("[Q17] [Q3] option names out of the list, the text list or the joined text, or none", () => {
  expect(optionNames(["Color", "Size"], "x")).toEqual(["Color", "Size"]);
  expect(optionNames('["Color"]', null)).toEqual(["Color"]);
  expect(optionNames(null, "Color-Size")).toEqual(["Color", "Size"]);
  expect(optionNames(undefined, undefined)).toEqual([]);
});

it("[Q17] a key of hundreds of dashes is one value and costs no time", () => {
  const key = Array.from({ length: 400 }, (_, index) => index).join("-");
  expect(splitOptions(["A", "B", "C", "D"], keys(key))).toEqual([[key]]);
});

const value = fc.stringMatching(/^[A-Za-z]{1,6}(-[A-Za-z]{1,6})?$/);

it("[Q17] whatever is cut, the pieces join to the key again", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (rows, names) => {
        const written = rows.map((row) => row.join("-"));
        const cut = splitOptions(
          Array.from({ length: names }, (_, index) => `Option ${index}`),
          keys(...written),
        );
        expect(cut.map((values) => values.join("-"))).toEqual(written);
      },
    ),
  );
});

it("[Q17] with CJ's display name the true values come back, dashes or not", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
      (colours, sizes) => {
        const rows = colours.flatMap((colour) => sizes.map((size) => [colour, size]));
        const variants = rows.map((row) => ({ key: row.join("-"), name: `Jacket ${row.join(" ")}` }));
        expect(splitOptions(["Color", "Size"], variants)).toEqual(rows);
      },
    ),
  );
});
