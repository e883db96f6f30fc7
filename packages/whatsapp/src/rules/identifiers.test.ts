import fc from "fast-check";
import { expect, it } from "vitest";

import { canonicalNumber, isSameNumber, numberVariants, readIdentifier } from "./identifiers.ts";

it.each([
  ["5511987654321", ["5511987654321", "551187654321"]],
  ["551187654321", ["5511987654321", "551187654321"]],
  ["5215512345678", ["525512345678", "5215512345678"]],
  ["525512345678", ["525512345678", "5215512345678"]],
  ["5491123456789", ["5491123456789", "541123456789"]],
  ["541123456789", ["5491123456789", "541123456789"]],
  // A landline in Brazil, which has no 9; neighbours; countries without such habits.
  ["551133334444", ["551133334444"]],
  ["5511933334444", ["5511933334444"]],
  ["33639980101", ["33639980101"]],
  ["12025550142", ["12025550142"]],
  ["447700900201", ["447700900201"]],
  ["2250707070707", ["2250707070707"]],
])("[WAM-07] %s may be written as %j", (digits, variants) => {
  expect(numberVariants(digits)).toEqual(variants);
});

const digits = fc.oneof(
  fc.stringMatching(/^[1-9]\d{6,14}$/),
  fc.stringMatching(/^55\d{2}9?\d{8}$/),
  fc.stringMatching(/^521?\d{10}$/),
  fc.stringMatching(/^549?\d{10}$/),
);

it("[WAM-07] all ways to write a number have the same ways, one canonical form, and the number among them", () => {
  fc.assert(
    fc.property(digits, (number) => {
      const variants = numberVariants(number);
      expect(variants).toContain(number);
      for (const variant of variants) {
        expect(numberVariants(variant)).toEqual(variants);
        expect(canonicalNumber(variant)).toBe(variants[0]);
        expect(isSameNumber(variant, number)).toBe(true);
        expect(variant).toMatch(/^\d{7,15}$/);
      }
      if (!/^5[245]/.test(number)) expect(variants).toEqual([number]);
    }),
    { numRuns: 1000 },
  );
});

it("[WAM-07] two numbers that are not variants of each other never meet", () => {
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      expect(isSameNumber(a, b)).toBe(numberVariants(a).includes(b));
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ["33639980101", { type: "phone", digits: "33639980101" }],
  ["+33 6 39 98-01.01", { type: "phone", digits: "33639980101" }],
  ["33639980101@s.whatsapp.net", { type: "phone", digits: "33639980101" }],
  ["33639980101@c.us", { type: "phone", digits: "33639980101" }],
  ["FR.31415926535897932384", { type: "user_id", userId: "FR.31415926535897932384", parent: false }],
  ["FR.ENT.11223344556677889900", { type: "user_id", userId: "FR.ENT.11223344556677889900", parent: true }],
  ["98765432109876@lid", { type: "lid", lid: "98765432109876" }],
  ["120363000000000001@g.us", { type: "group", groupId: "120363000000000001@g.us" }],
  ["120363000000000001@newsletter", null],
  ["fr.314", null],
  ["0639980101", null],
  ["", null],
  ["a@b@c", null],
])("[WAM-07] %s is read as %j", (value, expected) => {
  expect(readIdentifier(value)).toEqual(expected);
});

it("[WAM-07] whatever comes is read without an exception, and a user id is never a phone", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z]{2}\.[A-Za-z0-9]{1,20}$/)), (value) => {
      const found = readIdentifier(value);
      if (/^[A-Z]{2}\.[A-Za-z0-9]+$/.test(value)) expect(found?.type).toBe("user_id");
      if (found?.type === "phone") expect(found.digits).toMatch(/^[1-9]\d{6,14}$/);
    }),
  );
});
