import fc from "fast-check";
import { expect, it } from "vitest";

import { count, text, textList } from "./text.ts";

it.each([
  ['["猫耳朵卫衣","定制卫衣"]', ["猫耳朵卫衣", "定制卫衣"]],
  [["COMMON"], ["COMMON"]],
  ["metal", ["metal"]],
  ["[New] Lamp", ["[New] Lamp"]],
  ["[]", []],
  ["", []],
  [null, []],
  [{ a: 1 }, []],
])("[Q3] a list written as %j", (written, list) => {
  expect(textList(written)).toEqual(list);
});

it("[Q4] drops CJ's empty first element and repetitions", () => {
  expect(textList('["","metal","metal "," "]')).toEqual(["metal"]);
});

it("[Q3] the array, the array inside a string and the text inside the array read the same", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (list) => {
      expect(textList(JSON.stringify(list))).toEqual(textList(list));
    }),
  );
});

it("[Q37] keeps every script and sign", () => {
  expect(text(" Llegó rápido 😍 补差价 ")).toBe("Llegó rápido 😍 补差价");
});

it("[Q13] a count of 0 is 0 and a missing count is null", () => {
  expect([0, "0", "12", 12.7, "", null, undefined, "many", -3, []].map(count)).toEqual([
    0,
    0,
    12,
    12,
    null,
    null,
    null,
    null,
    0,
    null,
  ]);
});
