import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine, csvStyleOf, type Cell } from "./csv.ts";

const en = csvStyleOf("en");

/** Reads a line as spreadsheets do. */
function read(line: string, separator: string): string[] {
  const cells: string[] = [];
  const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\r\n]*))(${separator}|\r\n)`, "y");
  for (;;) {
    const [, quoted, plain = "", end] = pattern.exec(line) ?? [];
    if (end === undefined) throw new Error(`not read: ${line.slice(pattern.lastIndex)}`);
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n" && pattern.lastIndex === line.length) return cells;
  }
}

describe("a line of CSV", () => {
  it("[SEC-06] [CAT-21] turns no text into a formula, and leaves numbers below zero alone", () => {
    for (const text of ["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u{FEFF}=HYPERLINK()"])
      expect(read(csvLine([text], en), ",")[0]).toBe(`'${text}`);
    expect(csvLine([-12.5, "a-b", null], en)).toBe("-12.5,a-b,\r\n");
    expect(csvLine([-12.5, "x;y"], csvStyleOf("fr"))).toBe('-12,5;"x;y"\r\n');
  });

  it("[CAT-21] is read back as it was, whatever it holds", () => {
    const cells = fc.array(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', ";", ",", "\n", "\r\n", "a\nb")),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(cells, fc.constantFrom<"en" | "fr">("en", "fr"), (texts: Cell[], locale) => {
        const style = csvStyleOf(locale);
        const back = read(csvLine(texts, style), style.separator).map((cell, nth) =>
          cell === `'${String(texts[nth])}` ? cell.slice(1) : cell,
        );
        expect(back).toEqual(texts);
      }),
    );
  });
});
