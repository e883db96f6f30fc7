import { findImportState } from "@nexusone/db/queries/imports-state";
import { listVariants } from "@nexusone/db/queries/catalog-product";
import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { destinationOf } from "../imports/check-items.ts";
import { knownQuotes } from "../imports/known-quotes.ts";
import { readProduct, withFreight } from "../imports/read-product.ts";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import type { SupplierSession } from "../suppliers/supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

export type Read = {
  readonly turn: NextTurn;
  /** Null: the supplier does not sell it any more. */
  readonly reading: ProductSnapshot | null;
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
  turns: readonly NextTurn[],
): Promise<{ reads: readonly Read[]; points: number }> {
  const link = turns[0]!.link; // a batch is of one supplier and has at least one
  const known = await knownVariants(ctx, turns);
  const quotes: FreightQuoteRow[] = [];
  let points = 0;
  try {
    const reads = await supplierOf(ctx, link.supplier).open(
      ctx,
      async (session) => {
        const results = await Promise.all(
          turns.map((turn) => readOne(ctx, session, turn, known.get(turn.productId) ?? new Set(), quotes)),
        );
        points = session.pointsSpent();
        return results;
      },
      { deadlineMs: DEADLINE_MS, products: turns.length, environment: link.environment },
    );
    return { reads, points };
  } catch (error) {
    // Nobody can be asked about these, whatever becomes of the others.
    if (!isDomainError(error, "supplier.other_environment")) throw error;
    return { reads: turns.map((turn) => ({ turn, reading: null, failure: error })), points };
  } finally {
    // Paid for with points, so kept whatever became of the rest.
    if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, link.environment, quotes));
  }
}

/** The supplier's ids of the variants that the catalogue has, by product. */
function knownVariants(ctx: ServiceContext, turns: readonly NextTurn[]) {
  return readMerchant(ctx, async (tx) => {
    const found = await Promise.all(
      turns.map(async ({ productId }) => [productId, await listVariants(tx, productId)] as const),
    );
    return new Map(found.map(([id, variants]) => [id, new Set(variants.map(({ externalId }) => externalId))]));
  });
}

async function readOne(
  ctx: ServiceContext,
  session: SupplierSession,
  turn: NextTurn,
  known: ReadonlySet<string | null>,
  quotes: FreightQuoteRow[],
): Promise<Read> {
  try {
    const product = await readProduct(ctx, session, turn.link.externalId);
    const isNew = product.variants.some(({ externalId, costUsd }) => costUsd !== null && !known.has(externalId));
    return { turn, reading: isNew ? await quoted(ctx, session, product, quotes) : product, failure: undefined };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const gone = error.reason === "import.product_removed" || error.reason === "import.product_unknown";
    return { turn, reading: null, failure: gone ? undefined : error };
  }
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
