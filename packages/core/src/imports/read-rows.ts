import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { ServiceContext } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { endsEverything, isSupplierFailure } from "../suppliers/find-supplier.ts";
import type { SupplierSession } from "../suppliers/supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import type { Destination } from "./freight-question.ts";
import { knownQuotes, type KnownQuotes } from "./known-quotes.ts";
import type { PlannedRow } from "./planned-row.ts";
import { readProduct, withFreight } from "./read-product.ts";

/** More than an account's rate ever lets through together; the supplier's own limits do the pacing. */
const AT_ONCE = 8;

export type ReadOptions = { readonly destination: Destination; readonly room: number; readonly alone: boolean };

/**
 * Reads the products of one supplier, in the order asked, and no more of them than there is `room` for: points are money. A
 * product that cannot be read leaves its place to the next. A failure of the account itself ends everything, and of a product
 * asked for `alone` so does any failure of the supplier.
 */
export async function readRows(
  ctx: ServiceContext,
  session: SupplierSession,
  rows: readonly PlannedRow[],
  options: ReadOptions,
): Promise<PlannedRow[]> {
  const result = [...rows];
  const queue = rows.map((row, index) => ({ row, index }));
  const running = new Set<Promise<void>>();
  const known = knownQuotes(ctx, session.environment);
  const quotes: FreightQuoteRow[] = [];
  let left = options.room;
  let failed: { error: unknown } | undefined;

  const start = ({ row, index }: { row: PlannedRow; index: number }): void => {
    left -= 1;
    const reading: Promise<void> = readRow(ctx, session, row, options, known, quotes).then(
      (read) => {
        result[index] = read;
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
      const next = queue.shift();
      if (!next) break;
      start(next);
    }
    // Calls under way are waited for even after a failure: they must be recorded.
    if (running.size === 0) break;
    await Promise.race(running);
  }
  // Paid for with points, so kept whatever became of the rows.
  if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, session.environment, quotes));
  if (failed) throw failed.error;
  return result;
}

async function readRow(
  ctx: ServiceContext,
  session: SupplierSession,
  row: PlannedRow,
  { destination, alone }: ReadOptions,
  known: KnownQuotes,
  quotes: FreightQuoteRow[],
): Promise<PlannedRow> {
  try {
    const product = await readProduct(ctx, session, row.externalId ?? "");
    const keep = (answers: readonly FreightQuoteRow[]): void => void quotes.push(...answers);
    return { ...row, product: await withFreight(ctx, session, product, destination, row.vid, known, keep) };
  } catch (error) {
    if (!isDomainError(error) || endsEverything(error) || (alone && isSupplierFailure(error))) throw error;
    return { ...row, reason: error.reason, details: error.details };
  }
}
