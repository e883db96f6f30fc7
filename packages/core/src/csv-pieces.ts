import { csvLine, csvStyleOf, CSV_BOM, type Cell } from "./catalog/csv.ts";
import type { ServiceContext } from "./context.ts";

/** Some rows of a file, and where the next go on; `last` undefined: there are no more. */
export type CsvPage<Key> = { readonly rows: readonly (readonly Cell[])[]; readonly last: Key | undefined };

/**
 * A file in pieces of some hundred lines, written for a spreadsheet of the context's language. Each page is read when somebody asks
 * for it: the file is never in memory, and a reader on a slow line holds nothing open.
 */
export async function* csvPieces<Key>(
  ctx: ServiceContext,
  head: readonly string[],
  readPage: (after: Key | undefined) => Promise<CsvPage<Key>>,
): AsyncGenerator<string, void, undefined> {
  const style = csvStyleOf(ctx.locale);
  yield CSV_BOM + csvLine(head, style);
  let after: Key | undefined;
  do {
    const { rows, last } = await readPage(after);
    if (rows.length > 0) yield rows.map((cells) => csvLine(cells, style)).join("");
    after = last;
  } while (after !== undefined);
}
