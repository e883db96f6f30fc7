import { describe, expect, it } from "vitest";

import { guessCategory } from "./category.ts";
import { LINT_CODES, lintTemplate } from "./lint.ts";
import { asking, plain, saying } from "./rejection-model.ts";
import { GOOD_TEMPLATE, REJECTIONS } from "./rejections.ts";
import type { RejectionExample } from "./rejections.ts";

const codesOf = ({ template, existing }: RejectionExample) =>
  lintTemplate(template, { existing }).map(({ code }) => code);

describe.each(REJECTIONS)("$code", ({ code, failing, passing, sentence, remedy, source }) => {
  it("[TPL-04] the failing example breaks this rule, and no other that it need not", () => {
    expect(codesOf(failing)).toContain(code);
    // A name or an example that is broken in two ways is allowed; whole heaps of findings are not.
    expect(new Set(codesOf(failing)).size).toBeLessThanOrEqual(2);
  });
  it("[TPL-04] the passing example breaks none", () => {
    expect(codesOf(passing)).toEqual([]);
  });
  it("[TPL-04] it says what is wrong, what to do and who says so", () => {
    expect([sentence, remedy].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
    expect(source).toMatch(/\[[CTI].*\]$/);
  });
});

it("[TPL-04] the linter has a check for every rule of the data and no other, more than 25 of them", () => {
  const codes = REJECTIONS.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect([...LINT_CODES].toSorted()).toEqual([...codes].toSorted());
  expect(codes.length).toBeGreaterThanOrEqual(25);
  expect(REJECTIONS.filter(({ source }) => source.includes("[C]")).length).toBeGreaterThanOrEqual(25);
});

it("[TPL-04] a good template has no findings, and a finding names its part", () => {
  expect(lintTemplate(GOOD_TEMPLATE)).toEqual([]);
  const label = { type: "quick_reply", label: "x".repeat(26) } as const;
  const found = lintTemplate(plain({ buttons: [{ type: "quick_reply", label: "Yes" }, label] }));
  expect(found).toMatchObject([{ code: "button_label_too_long", part: "buttons.1", outcome: "refused" }]);
});

it("[TPL-04] authentication templates may say the same; other languages may too", () => {
  const code = saying("Your verification code is in the app.", { category: "AUTHENTICATION" });
  expect(lintTemplate(code, { existing: [{ ...code, name: "other" }] })).toEqual([]);
  expect(lintTemplate(GOOD_TEMPLATE, { existing: [plain({ name: "other", language: "fr" })] })).toEqual([]);
});

it("[TPL-06] names in any script of the five languages are counted as words", () => {
  const arabic = asking("مرحبا {{1}}، تم شحن طلبك رقم {{2}} اليوم.", ["1", "2"], { language: "ar" });
  expect(lintTemplate(arabic)).toEqual([]);
});

it.each([
  ["Your order {{1}} was shipped.", "UTILITY"],
  ["Votre commande {{1}} a été expédiée.", "UTILITY"],
  ["Su pedido {{1}} está en camino.", "UTILITY"],
  ["Seu pedido {{1}} foi enviado.", "UTILITY"],
  ["تم شحن طلبك {{1}} اليوم.", "UTILITY"],
  ["Reminder: your appointment is tomorrow.", "UTILITY"],
  ["Your order is here. 10% off the next one!", "MARKETING"],
  ["Soldes : -50 % sur tout", "MARKETING"],
  ["Aprovecha nuestras ofertas", "MARKETING"],
  ["Cupom de desconto para você", "MARKETING"],
  ["خصم كبير على كل المنتجات", "MARKETING"],
  ["Nous vous souhaitons une belle journée.", "MARKETING"],
  ["{{1}} is your verification code.", "AUTHENTICATION"],
  ["Votre code de vérification est {{1}}.", "AUTHENTICATION"],
])("[TPL-04] %s is taken for %s", (body, category) => {
  expect(guessCategory(saying(body)).category).toBe(category);
});

it("[TPL-04] the words a category was guessed by are named", () => {
  expect(guessCategory(saying("Profitez de nos soldes !")).because).toEqual(["profitez", "soldes"]);
  expect(guessCategory(saying("Bonjour.")).because).toEqual([]);
  expect(guessCategory(saying("20 % off")).because).toEqual(["20 % off"]);
  // Nobody sees the name of a variable.
  expect(guessCategory(saying("Hello {{offer}}, see {{order_number}}.")).because).toEqual([]);
  const button = saying("Your order is here.", { buttons: [{ type: "quick_reply", label: "Shop now" }] });
  expect(guessCategory(button).category).toBe("MARKETING");
});
