// No schemas here: tables and screens carry this file.

/** What people do with a product before they buy it. */
export const INTERESTS = ["view", "click"] as const;

/** From one word of an order to a later one. */
export const ORDER_STAGES = ["confirmed_to_shipped", "shipped_to_delivered", "confirmed_to_delivered"] as const;
export type OrderStage = (typeof ORDER_STAGES)[number];

/** Upper ends of the steps in which times are counted, in hours; what took longer is counted in a last one. */
export const STAGE_BOUNDS_HOURS = [
  1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 120, 168, 240, 336, 480, 720, 1_080, 1_440, 2_160,
] as const;

/** Which step of the histogram a time belongs to. */
export function stageStep(hours: number): number {
  const step = STAGE_BOUNDS_HOURS.findIndex((bound) => hours <= bound);
  return step === -1 ? STAGE_BOUNDS_HOURS.length : step;
}

/** Hours that `share` of the orders did not exceed, even within its step and never above the slowest; null of none. */
export function stageHours(histogram: readonly number[], share: number, mostHours: number): number | null {
  const wanted = Math.ceil(histogram.reduce((sum, count) => sum + count, 0) * share);
  let below = 0;
  for (const [step, count] of histogram.entries()) {
    if (count > 0 && below + count >= wanted) {
      const low = STAGE_BOUNDS_HOURS[step - 1] ?? 0;
      const high = Math.min(STAGE_BOUNDS_HOURS[step] ?? mostHours, mostHours);
      return Math.min(mostHours, low + Math.max(0, high - low) * ((wanted - below) / count));
    }
    below += count;
  }
  return null;
}

/**
 * How often the stock of now would be sold in a year at the pace of so many days; null without stock or where it is not counted.
 */
export const turnoverOf = (units: number, days: number, stock: number | null): number | null =>
  stock === null || stock <= 0 ? null : (Math.max(0, units) / stock) * (365 / days);
