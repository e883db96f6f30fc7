import { listNextTurns, type NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import { readFollowing } from "./following.ts";
import { keepPointsBack } from "./keep-points-back.ts";

/** INV-10: five to ten at a time; the limiter makes the pauses between them. */
const BATCH = 10;

/** The next products of a run, of one supplier and one of its worlds. */
export type Batch = {
  readonly turns: readonly [NextTurn, ...NextTurn[]];
  /** Others wait behind these. */
  readonly more: boolean;
  /** Everything beside a reading that decides what follows from it. */
  readonly basis: string;
};

/**
 * The products whose turn it is, without those that are being `settled`; undefined when there are none.
 * @throws `inventory.points_kept` when reading them would take points that are kept for other work.
 */
export async function takeTurns(
  ctx: ServiceContext,
  runId: string,
  settled: readonly NextTurn[],
): Promise<Batch | undefined> {
  return readMerchant(ctx, async (tx) => {
    const [found, following, pricing] = await Promise.all([
      listNextTurns(tx, runId, settled.length + BATCH + 1),
      readFollowing(tx),
      readPricing(tx),
    ]);
    const waiting = found.filter(({ productId }) => !settled.some((turn) => turn.productId === productId));
    const [first, ...others] = waiting;
    if (!first) return undefined;
    const { supplier, environment } = first.link;
    const alike = others.filter(({ link }) => link.supplier === supplier && link.environment === environment);
    const turns = [first, ...alike.slice(0, BATCH - 1)] as const;
    keepPointsBack(await supplierOf(ctx, supplier).budget?.(ctx, tx), turns.length);
    const basis = JSON.stringify([following, pricing]);
    return { turns, more: turns.length < waiting.length, basis };
  });
}
