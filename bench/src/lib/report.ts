import { loadavg } from "node:os";

/** One line of `npm run bench`. `ours` and `floor` are in `unit`; further figures may follow. */
export type Figures = {
  readonly ours: number;
  /** The least code that does the same; null where there is nothing to compare with. */
  readonly floor: number | null;
  readonly ratio: number | null;
  readonly unit: string;
  /** What the figures were computed from: requests, products, page loads. */
  readonly n: number;
  readonly goal: string;
  readonly pass: boolean;
  readonly [further: string]: unknown;
};

/**
 * Runs a bench and prints its line; the process ends with 1 when the goal was missed. `load` is what else the machine had to
 * do before: ratios bear that, milliseconds do not.
 */
export async function report(name: string, measure: () => Promise<Figures>): Promise<void> {
  const load = round(loadavg()[0] ?? 0, 1);
  const figures = await measure();
  process.stdout.write(`${JSON.stringify({ name, ...figures, load })}\n`);
  if (!figures.pass) process.exitCode = 1;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
