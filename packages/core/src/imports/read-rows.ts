import { CjFailure } from "@nexusone/cj/client";
import type { CjGateway } from "../cj/gateway.ts";
import { toDomainError } from "../cj/failure.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError, DomainError } from "../errors.ts";
import type { PlannedRow } from "./planned-row.ts";
import { readProduct, withFreight, type Destination } from "./read-product.ts";

const AT_ONCE = 4;

/**
 * Reads the products that may go in, in the order asked, and no more of them than there is `room` for: points are money. A
 * product that cannot be read leaves its place to the next. A failure of the account itself ends everything.
 */
export async function readRows(
  ctx: ServiceContext,
  cj: CjGateway,
  rows: readonly PlannedRow[],
  options: { destination: Destination; room: number },
): Promise<PlannedRow[]> {
  const result = [...rows];
  const alone = rows.length === 1;
  const queue = rows.filter((row) => row.reason === null);
  let left = options.room;
  while (left > 0 && queue.length > 0) {
    const wave = queue.splice(0, Math.min(AT_ONCE, left));
    const read = await Promise.allSettled(wave.map((row) => readRow(ctx, cj, row, options.destination, alone)));
    for (const outcome of read) {
      if (outcome.status === "rejected") throw outcome.reason;
      result[outcome.value.position] = outcome.value;
      if (outcome.value.reason === null) left -= 1;
    }
  }
  return result;
}

async function readRow(
  ctx: ServiceContext,
  cj: CjGateway,
  row: PlannedRow,
  destination: Destination,
  alone: boolean,
): Promise<PlannedRow> {
  try {
    const product = await readProduct(ctx, cj, row.externalId ?? "");
    return { ...row, product: await withFreight(ctx, cj, product, destination, row.vid) };
  } catch (caught) {
    const error = caught instanceof CjFailure ? toDomainError(caught) : caught;
    if (!isDomainError(error) || endsEverything(error) || (alone && error.reason.startsWith("cj."))) throw error;
    return { ...row, reason: error.reason, details: error.details };
  }
}

const endsEverything = (error: DomainError): boolean =>
  error.reason === "cj.not_connected" || error.reason === "cj.key_rejected";
