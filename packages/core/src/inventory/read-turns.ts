import { createHash } from "node:crypto";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { listVariants } from "@nexusone/db/queries/catalog-product";
import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { destinationOf } from "../imports/check-items.ts";
import { knownQuotes } from "../imports/known-quotes.ts";
import { withFreight } from "../imports/read-product.ts";
import { toSnapshot, type ProductSnapshot } from "../imports/snapshot.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import type { SupplierProduct, SupplierSession } from "../suppliers/supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import type { Batch } from "./take-turns.ts";

export type Read = {
  readonly turn: NextTurn;
  /** What the supplier says, made safe to keep; null: the supplier does not sell it any more. */
  readonly reading: () => ProductSnapshot | null;
  /** Of all that is said, and of everything that decides what follows from it; null when another reading would say more. */
  readonly digest: string | null;
  readonly failure: DomainError | undefined;
};

/** A batch waits for its turns at the supplier, not a person. */
const DEADLINE_MS = 120_000;

/**
 * What the supplier says of each product of a batch, and the points that took: cost and stock alone; freight is asked only for
 * variants that the catalogue does not have, which could get no price without.
 */
export async function readTurns(
  ctx: ServiceContext,
  batch: Batch,
): Promise<{ reads: readonly Read[]; points: number }> {
  const { turns, basis } = batch;
  const { link } = turns[0];
  const quotes: FreightQuoteRow[] = [];
  let points = 0;
  try {
    const reads = await supplierOf(ctx, link.supplier).open(
      ctx,
      async (session) => {
        const results = await Promise.all(turns.map((turn) => readOne(ctx, session, turn, basis, quotes)));
        points = session.pointsSpent();
        return results;
      },
      { deadlineMs: DEADLINE_MS, products: turns.length, environment: link.environment },
    );
    return { reads, points };
  } catch (error) {
    // Nobody can be asked about these, whatever becomes of the others.
    if (!isDomainError(error, "supplier.other_environment")) throw error;
    return { reads: turns.map((turn) => unread(turn, error)), points };
  } finally {
    // Paid for with points, so kept whatever became of the rest.
    if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, link.environment, quotes));
  }
}

async function readOne(
  ctx: ServiceContext,
  session: SupplierSession,
  turn: NextTurn,
  basis: string,
  quotes: FreightQuoteRow[],
): Promise<Read> {
  try {
    const product = await session.readProduct(turn.link.externalId);
    const readAt = ctx.platform.clock.now();
    const reading = () => toSnapshot(product, { environment: session.environment, readAt });
    const digest = digestOf(product, basis);
    if (digest === turn.digest || !(await bringsVariants(ctx, turn, product)))
      return { turn, reading, digest, failure: undefined };
    const withQuotes = await quoted(ctx, session, reading(), quotes);
    return { turn, reading: () => withQuotes, digest: null, failure: undefined };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const gone = error.reason === "import.product_removed" || error.reason === "import.product_unknown";
    return unread(turn, gone ? undefined : error);
  }
}

/** Whether there is one with a price that the catalogue does not have. */
async function bringsVariants(
  ctx: ServiceContext,
  { productId }: NextTurn,
  { variants }: SupplierProduct,
): Promise<boolean> {
  const stored = await readMerchant(ctx, (tx) => listVariants(tx, productId));
  const known = new Set(stored.map(({ externalId }) => externalId));
  return variants.some(({ externalId, costUsd }) => costUsd !== null && !known.has(externalId));
}

const unread = (turn: NextTurn, failure: DomainError | undefined): Read => ({
  turn,
  reading: () => null,
  digest: null,
  failure,
});

function digestOf({ raw: _raw, ...words }: SupplierProduct, basis: string): string {
  return createHash("sha256").update(JSON.stringify(words)).update(basis).digest("base64url");
}

/** With the quotes that can be had; without them a new variant waits for the next reading. */
async function quoted(
  ctx: ServiceContext,
  session: SupplierSession,
  product: ProductSnapshot,
  quotes: FreightQuoteRow[],
): Promise<ProductSnapshot> {
  const state = await readMerchant(ctx, findImportState);
  if (!state) throw new DomainError("request.merchant_forbidden");
  const keep = (answers: readonly FreightQuoteRow[]): void => void quotes.push(...answers);
  const known = knownQuotes(ctx, session.environment);
  return withFreight(ctx, session, product, destinationOf(state), null, known, keep).catch((error: unknown) => {
    if (isDomainError(error)) return product;
    throw error;
  });
}
