import { createHash } from "node:crypto";
import { listNextTurns, type NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import { readFollowing } from "./following.ts";
import { withinPoints } from "./keep-points-back.ts";

/** So many products wait for their turn in memory; they are asked for ten at a time, and written as they come. */
const MOST = 250;

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
    const [found, following, pricing] = await Promise.all([
      listNextTurns(tx, runId, settled.length + MOST + 1),
      readFollowing(tx),
      readPricing(tx),
    ]);
    const taken = new Set(settled.map(({ productId }) => productId));
    const waiting = found.filter(({ productId }) => !taken.has(productId));
    const [first, ...others] = waiting;
    if (!first) return undefined;
    const { supplier, environment } = first.link;
    const alike = others.filter(({ link }) => link.supplier === supplier && link.environment === environment);
    const budget = await supplierOf(ctx, supplier).budget?.(ctx, tx);
    const turns = [first, ...alike.slice(0, withinPoints(budget, MOST) - 1)] as const;
    const basis = createHash("sha256")
      .update(JSON.stringify([following, pricing]))
      .digest("base64url");
    return { turns, more: turns.length < waiting.length, basis };
  });
}
