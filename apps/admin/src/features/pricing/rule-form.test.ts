import type { PriceRule } from "@nexusone/contracts/price-rule";
import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/index.ts";
import { translator } from "../../i18n/translate.ts";
import { endingChoices, endingLabel, fromRuleForm, ruleText, toRuleForm } from "./rule-form.ts";

const t = translator("en", (key) => en[key]);
const shared = { ending: { step: 100, minor: 99 }, floorMinor: 500 };
const RULES: PriceRule[] = [
  { kind: "multiplier", factor: "2.5", of: "landed", ...shared },
  { kind: "percent", markupBps: 4_550, of: "cost", ...shared },
  { kind: "fixed", addMinor: 1_250, of: "landed", ...shared, ending: null },
  { kind: "target_margin", marginBps: 3_000, ...shared, floorMinor: null },
];

describe("a price rule in a form", () => {
  it.each(RULES)("[CAT-11] comes back as it was: $kind", (rule) => {
    expect(fromRuleForm(toRuleForm(rule, "EUR"), "EUR")).toEqual(rule);
  });

  it("takes a decimal comma", () => {
    const form = { ...toRuleForm(RULES[0]!, "EUR"), value: "2,75", floor: "4,99" };
    expect(fromRuleForm(form, "EUR")).toMatchObject({ factor: "2.75", floorMinor: 499 });
  });

  it.each([
    ["value", { value: "" }],
    ["value", { value: "a lot" }],
    ["value", { value: "0" }],
    ["value", { kind: "target_margin", value: "96" }],
    ["value", { kind: "fixed", value: "1.234" }],
    ["floor", { floor: "none" }],
  ] as const)("names the field %s that makes no rule of %o", (field, change) => {
    expect(fromRuleForm({ ...toRuleForm(RULES[0]!, "EUR"), ...change }, "EUR")).toEqual({ field });
  });

  it("offers endings that the currency can have", () => {
    expect(endingChoices("EUR").map((choice) => endingLabel(choice, "EUR", "en"))).toEqual([
      ".99",
      ".95",
      ".90",
      ".00",
    ]);
    expect(endingLabel({ step: 100, minor: 99 }, "EUR", "fr")).toBe(",99");
    expect(endingChoices("XOF").every(({ step }) => step >= 10)).toBe(true);
    expect(endingLabel({ step: 100, minor: 90 }, "JPY", "en")).toBe("…90");
    expect(endingChoices("TND")[0]).toEqual({ step: 1_000, minor: 990 });
  });

  it("says a rule in one line", () => {
    expect(ruleText(RULES[0]!, "EUR", "en", t)).toBe("2.5 × landed cost, ends in .99, at least €5.00");
  });
});
