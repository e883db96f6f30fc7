import { describe, expect, it } from "vitest";
import { LOCALES } from "./locale.ts";
import { explain, REASONS, type ReasonCode } from "./reasons.ts";

const codes = Object.keys(REASONS) as ReasonCode[];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();

describe("reasons", () => {
  it.each(codes)("[UIX-06] %s says what happened and what helps in every language, with the same places", (code) => {
    const { sentence, remedy } = REASONS[code];
    for (const locale of LOCALES) {
      expect(sentence[locale]).toMatch(/\p{L}.*[.?!}]$/u);
      expect(remedy.label[locale].length).toBeGreaterThan(2);
    }
    expect(places(sentence.fr)).toEqual(places(sentence.en));
  });

  it("[UIX-06] fills sentence and link from the details", () => {
    const told = explain("import.credits_missing", "fr", { needed: 3, available: 1 });
    expect(told.sentence).toBe("Un import coûte 3 crédits ; vous en avez 1.");
    expect(explain("catalog.already_imported", "en", { productId: "p1" }).remedy.href).toContain("p1");
  });

  it("[UIX-06] says a detail that is a code in the reader's words, and leaves one it has no word for", () => {
    const said = (to: string) => explain("orders.illegal_transition", "fr", { from: "delivered", to }).sentence;
    expect(said("confirmed")).toBe("Cette commande est livrée et ne peut pas devenir confirmée.");
    expect(said("somewhere")).toContain("somewhere");
    expect(explain("job.not_retryable", "en", { status: "active" }).sentence).toContain("this is under way");
  });

  it("uses no code twice for two files", () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
  });
});
