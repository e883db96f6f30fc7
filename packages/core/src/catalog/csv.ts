import type { Locale } from "@nexusone/contracts/locale";

/** How a spreadsheet of that language reads a file: where the comma is the decimal sign, the semicolon parts the cells. */
export type CsvStyle = { readonly separator: string; readonly decimal: string };
export const csvStyleOf = (locale: Locale): CsvStyle =>
  locale === "fr" ? { separator: ";", decimal: "," } : { separator: ",", decimal: "." };

/** Spreadsheets take UTF-8 for something else without it. */
export const CSV_BOM = "\u{FEFF}";
/** With these a spreadsheet begins a formula; people's and suppliers' text must never be one. */
const FORMULA = /^[\s\u{FEFF}\0]*[=+\-@\t\r]/u;

export type Cell = string | number | null;

/** One line with its end. Text that would be a formula gets an apostrophe before it; numbers stay numbers. Pure. */
export function csvLine(cells: readonly Cell[], { separator, decimal }: CsvStyle): string {
  const written = cells.map((cell) => {
    if (cell === null) return "";
    if (typeof cell === "number") return String(cell).replace(".", decimal);
    const safe = FORMULA.test(cell) ? `'${cell}` : cell;
    return /["\r\n;,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(separator)}\r\n`;
}
