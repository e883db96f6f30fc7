import { CjFailure } from "@nexusone/cj/client";
import type { CjGateway } from "../cj/gateway.ts";
import { toDomainError } from "../cj/failure.ts";
import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/cj-quotes";
import type { ServiceContext } from "../context.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { nameCategories } from "./name-categories.ts";
import { knownQuotes, type KnownQuotes } from "./known-quotes.ts";
import type { PlannedRow } from "./planned-row.ts";
import { readProduct, withFreight, type Destination } from "./read-product.ts";

/** More than an account's rate ever lets through together; the limiter does the pacing. */
const AT_ONCE = 8;

/**
 * Reads the products that may go in, in the order asked, and no more of them than there is `room` for: points are money. A
 * product that cannot be read leaves its place to the next. A failure of the account itself ends everything, and of a product
 * asked for `alone` so does any failure of CJ.
 */
export async function readRows(
  ctx: ServiceContext,
  cj: CjGateway,
  rows: readonly PlannedRow[],
  options: { destination: Destination; room: number; alone: boolean },
): Promise<PlannedRow[]> {
  const result = [...rows];
  const placeOf = new Map(rows.map((row, index) => [row.position, index]));
  const queue = rows.filter((row) => row.reason === null);
  const running = new Set<Promise<void>>();
  const known = knownQuotes(ctx, cj.connection.environment);
  const quotes: FreightQuoteRow[] = [];
  let left = options.room;
  let failed: { error: unknown } | undefined;

  const start = (row: PlannedRow): void => {
    left -= 1;
    const reading: Promise<void> = readRow(ctx, cj, row, options.destination, options.alone, known, quotes).then(
      (read) => {
        result[placeOf.get(read.position)!] = read; // it is one of them
        if (read.reason !== null) left += 1;
      },
      (error: unknown) => {
        failed ??= { error };
      },
    );
    const tracked = reading.finally(() => running.delete(tracked));
    running.add(tracked);
  };
  for (;;) {
    while (!failed && left > 0 && running.size < AT_ONCE) {
      const row = queue.shift();
      if (!row) break;
      start(row);
    }
    // Calls under way are waited for even after a failure: they must be recorded.
    if (running.size === 0) break;
    await Promise.race(running);
  }
  // Paid for with points, so kept whatever became of the rows.
  if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, cj.connection.environment, quotes));
  if (failed) throw failed.error;
  return nameCategories(ctx, result);
}

async function readRow(
  ctx: ServiceContext,
  cj: CjGateway,
  row: PlannedRow,
  destination: Destination,
  alone: boolean,
  known: KnownQuotes,
  quotes: FreightQuoteRow[],
): Promise<PlannedRow> {
  try {
    const product = await readProduct(ctx, cj, row.externalId ?? "");
    return {
      ...row,
      product: await withFreight(ctx, cj, product, destination, row.vid, known, (answers) => quotes.push(...answers)),
    };
  } catch (caught) {
    const error = caught instanceof CjFailure ? toDomainError(caught) : caught;
    if (!isDomainError(error) || endsEverything(error) || (alone && error.reason.startsWith("cj."))) throw error;
    return { ...row, reason: error.reason, details: error.details };
  }
}

export const endsEverything = (error: DomainError): boolean =>
  error.reason === "cj.not_connected" || error.reason === "cj.key_rejected";
