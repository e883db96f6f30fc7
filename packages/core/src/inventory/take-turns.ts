import { createHash } from "node:crypto";
import { listNextTurns, type NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import { readFollowing } from "./following.ts";
import { withinPoints } from "./keep-points-back.ts";

/** So many products wait for their turn in memory: what is asked for in a second grows with what was asked for in the last. */
const FEWEST = 50;
const MOST = 2_000;

/** The next products of a run, of one supplier and one of its worlds. */
export type Batch = {
  readonly turns: readonly [NextTurn, ...NextTurn[]];
  /** Others wait behind these. */
  readonly more: boolean;
  /** Of everything beside a reading that decides what follows from it. */
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
    const most = Math.min(MOST, FEWEST + 3 * settled.length);
    const besides = settled.map(({ productId }) => productId);
    const [waiting, following, pricing] = await Promise.all([
      listNextTurns(tx, runId, most + 1, besides),
      readFollowing(tx),
      readPricing(tx),
    ]);
    const [first, ...others] = waiting;
    if (!first) return undefined;
    const { supplier, environment } = first.link;
    const alike = others.filter(({ link }) => link.supplier === supplier && link.environment === environment);
    const budget = await supplierOf(ctx, supplier).budget?.(ctx, tx);
    const turns = [first, ...alike.slice(0, withinPoints(budget, most) - 1)] as const;
    const basis = createHash("sha256")
      .update(JSON.stringify([following, pricing]))
      .digest("base64url");
    return { turns, more: turns.length < waiting.length, basis };
  });
}
