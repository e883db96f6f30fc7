import { DomainError } from "../errors.ts";
import type { PointsBudget } from "../suppliers/supplier.ts";

/** The share of a day's points that syncs leave for what people do by hand. */
const KEPT_BPS = 1_000;

/** What syncs may spend of a day's points, and what of it is left. */
export function pointsForSync({ perDay, left }: PointsBudget): { perDay: number; left: number } {
  const kept = Math.ceil((perDay * KEPT_BPS) / 10_000);
  return { perDay: perDay - kept, left: Math.max(0, left - kept) };
}

/**
 * Of so many products those that can be read without going into what is kept for other work.
 * @throws `inventory.points_kept` {resetsAt} when that is none.
 */
export function withinPoints(budget: PointsBudget | undefined, products: number): number {
  if (!budget) return products;
  const covered = Math.floor(pointsForSync(budget).left / budget.mostPerReading);
  if (covered === 0) throw new DomainError("inventory.points_kept", { resetsAt: budget.resetsAt.toISOString() });
  return Math.min(products, covered);
}
