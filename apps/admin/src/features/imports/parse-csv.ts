import type { PriceRule } from "@nexusone/contracts/price-rule";
import Papa from "papaparse";
import { MAX_REFS } from "./parse-refs.ts";
import { ruleOfCell } from "./rule-cell.ts";

const COLUMNS = ["ref", "category", "tags", "rule"] as const;
type Column = (typeof COLUMNS)[number];
/** Other words people head their columns with. */
const ALIASES: Readonly<Record<string, Column>> = {
  ref: "ref",
  reference: "ref",
  référence: "ref",
  url: "ref",
  address: "ref",
  adresse: "ref",
  id: "ref",
  pid: "ref",
  category: "category",
  catégorie: "category",
  categorie: "category",
  tags: "tags",
  tag: "tags",
  étiquettes: "tags",
  etiquettes: "tags",
  rule: "rule",
  règle: "rule",
  regle: "rule",
};
const MOST = { category: 80, tags: 20, tag: 40, ref: 2_000 } as const;

export type CsvItem = {
  readonly line: number;
  readonly ref: string;
  readonly categoryName?: string;
  readonly tags?: string[];
  readonly priceRule?: PriceRule;
};
/** What is wrong with a line: it is skipped, the others are not. */
export type CsvProblem = {
  readonly line: number;
  readonly what: "column" | "quotes" | "ref" | "category" | "tags" | "rule" | "many";
  readonly value: string;
};
export type ParsedCsv = { readonly items: readonly CsvItem[]; readonly problems: readonly CsvProblem[] };
/** What a rule's cell is read with. */
export type CsvTerms = { readonly rule: PriceRule; readonly currency: string };

/** Products from a table: columns ref, category, tags, rule, with or without a line of heads. Lines count from 1, as an editor shows them. */
export function parseCsv(text: string, terms: CsvTerms): ParsedCsv {
  const rows = rowsOf(text);
  const [first] = rows;
  const columns = first && headsOf(first.cells);
  const items: CsvItem[] = [];
  const problems: CsvProblem[] = [];
  if (columns && first)
    for (const [at, column] of columns.entries())
      if (!column && first.cells[at]?.trim())
        problems.push({ line: first.line, what: "column", value: first.cells[at] });
  for (const row of columns ? rows.slice(1) : rows) {
    const read = row.broken
      ? problem(row.line, "quotes", row.cells.join(" "))
      : readRow(row, columns ?? COLUMNS, terms);
    if ("what" in read) problems.push(read);
    else if (items.length === MAX_REFS) problems.push(problem(row.line, "many", read.ref));
    else items.push(read);
  }
  return { items, problems };
}

type Row = { readonly line: number; readonly cells: readonly string[]; readonly broken: boolean };

/** The rows that hold something, with the line each begins on: a quoted cell may span several. */
function rowsOf(text: string): Row[] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimiter: delimiterOf(text),
    skipEmptyLines: false,
  });
  const broken = new Set(errors.filter(({ type }) => type === "Quotes").map(({ row }) => row));
  let line = 1;
  return data.flatMap((cells, at) => {
    const row = { line, cells, broken: broken.has(at) };
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return cells.some((cell) => cell.trim() !== "") ? [row] : [];
  });
}

/** Spreadsheets write what their country writes; the first line tells which. */
function delimiterOf(text: string): string {
  const [first = ""] = text.split(/\r\n|\r|\n/, 1);
  const counted = [",", ";", "\t"].map((mark) => ({ mark, count: first.split(mark).length }));
  return counted.reduce((most, one) => (one.count > most.count ? one : most)).mark;
}

/** The columns a line of heads names; undefined when it is no such line. */
function headsOf(cells: readonly string[]): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => ALIASES[cell.trim().toLowerCase()]);
  return columns.includes("ref") ? columns : undefined;
}

const problem = (line: number, what: CsvProblem["what"], value: string): CsvProblem => ({
  line,
  what,
  value: value.slice(0, 80),
});

function readRow(
  { line, cells }: Row,
  columns: readonly (Column | undefined)[],
  terms: CsvTerms,
): CsvItem | CsvProblem {
  const cellOf = (column: Column): string => cells[columns.indexOf(column)]?.trim() ?? "";
  const ref = cellOf("ref");
  if (ref === "" || ref.length > MOST.ref) return problem(line, "ref", ref);
  const categoryName = cellOf("category");
  if (categoryName.length > MOST.category) return problem(line, "category", categoryName);
  const tags = [
    ...new Set(
      cellOf("tags")
        .split(/[|;,]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ];
  if (tags.length > MOST.tags || tags.some((tag) => tag.length > MOST.tag))
    return problem(line, "tags", cellOf("tags"));
  const cell = cellOf("rule");
  const priceRule = cell === "" ? undefined : ruleOfCell(cell, terms.rule, terms.currency);
  if (cell !== "" && !priceRule) return problem(line, "rule", cell);
  return {
    line,
    ref,
    ...(categoryName && { categoryName }),
    ...(tags.length > 0 && { tags }),
    ...(priceRule && { priceRule }),
  };
}
