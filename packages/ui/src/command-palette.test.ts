import { describe, expect, it } from "vitest";
import { matches } from "./command-palette.tsx";

describe("the command palette finds", () => {
  it("an entry by any of its words, accents and case aside", () => {
    expect(matches({ label: "Réglages : Équipe" }, "equipe regl")).toBe(true);
    expect(matches({ label: "Catalogue", words: "products list" }, "PROD")).toBe(true);
    expect(matches({ label: "Catalogue" }, "spea")).toBe(false);
    expect(matches({ label: "Catalogue" }, "")).toBe(true);
  });

  it("what the server found, whatever its name: it may have matched by SKU or number", () => {
    expect(matches({ label: "Linen lamp", always: true }, "189076")).toBe(true);
  });
});
