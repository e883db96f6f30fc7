import type { ServiceContext } from "../context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { nameCategories } from "./name-categories.ts";
import type { PlannedRow } from "./planned-row.ts";
import { readRows, type ReadOptions } from "./read-rows.ts";

/**
 * Reads the rows that may go in from the suppliers they name, one supplier after the other. Each is read as far as there is
 * `room`: so whatever their order, the first rows there is room for have been read.
 * @returns all rows in the order given, and the points it took.
 */
export async function readPlanned(
  ctx: ServiceContext,
  rows: readonly PlannedRow[],
  options: ReadOptions & { readonly deadlineMs: number },
): Promise<{ rows: PlannedRow[]; points: number }> {
  const waiting = rows.filter((row) => row.reason === null);
  const read = new Map<number, PlannedRow>();
  let points = 0;
  for (const [id, own] of Map.groupBy(waiting, ({ supplier }) => supplier))
    await supplierOf(ctx, id).open(
      ctx,
      async (session) => {
        for (const row of await readRows(ctx, session, own, options)) read.set(row.position, row);
        points += session.pointsSpent();
      },
      { deadlineMs: options.deadlineMs, products: own.length },
    );
  return {
    rows: await nameCategories(
      ctx,
      rows.map((row) => read.get(row.position) ?? row),
    ),
    points,
  };
}
