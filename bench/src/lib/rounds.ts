export type Round = { readonly ours: number; readonly floor: number };

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error("no values");
  return (low + high) / 2;
}

/**
 * Measures ours and the floor by turns, the first of each pair changing, so that whatever else the machine does falls on
 * both. The ratio is the median of the rounds' own ratios.
 */
export async function alternate(
  rounds: number,
  ours: (round: number) => Promise<number>,
  floor: (round: number) => Promise<number>,
): Promise<{ readonly ours: number; readonly floor: number; readonly ratio: number; readonly rounds: Round[] }> {
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await ours(round);
      taken.push({ ours: first, floor: await floor(round) });
    } else {
      const first = await floor(round);
      taken.push({ floor: first, ours: await ours(round) });
    }
  }
  return {
    ours: median(taken.map((one) => one.ours)),
    floor: median(taken.map((one) => one.floor)),
    ratio: median(taken.map((one) => one.ours / one.floor)),
    rounds: taken,
  };
}
