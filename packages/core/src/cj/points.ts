import { correctCjPoints, spendCjPoints } from "@nexusone/db/queries/cj-connections";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";

export const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

export type PointsPurse = {
  /** False when the account's day does not cover them. */
  readonly take: (points: number) => Promise<boolean>;
  readonly putBack: (points: number) => void;
  /** Gives what was not spent back to the account. */
  readonly close: () => Promise<void>;
};

/**
 * Points of one verb, counted on the account before they are spent. A verb of many calls draws them in blocks of `block`, so
 * that its calls do not queue for the account's row; near the end of the day's points it draws exactly what a call needs.
 */
export function pointsPurse(ctx: ServiceContext, connectionId: string, block: number): PointsPurse {
  let day = utcDay(ctx.platform.clock.now());
  let held = 0;
  let drawing: Promise<unknown> = Promise.resolve();
  const draw = (points: number): Promise<boolean> =>
    inMerchantTx(ctx, (tx) => spendCjPoints(tx, connectionId, day, points));

  async function takeNow(points: number): Promise<boolean> {
    const today = utcDay(ctx.platform.clock.now());
    // What is held of yesterday is void.
    if (today !== day) [day, held] = [today, 0];
    if (held < points) {
      if (block > points && (await draw(block))) held += block;
      else if (await draw(points - held)) held = points;
      else return false;
    }
    held -= points;
    return true;
  }

  return {
    take: (points) => {
      if (points === 0) return Promise.resolve(true);
      // One after the other, so that two calls do not both draw for the same need.
      const turn = drawing.then(() => takeNow(points));
      drawing = turn.catch(() => undefined);
      return turn;
    },
    putBack: (points) => {
      held += points;
    },
    close: async () => {
      const giveBack = held;
      held = 0;
      if (giveBack > 0)
        await inMerchantTx(ctx, (tx) => correctCjPoints(tx, connectionId, day, { giveBack, exhausted: false }));
    },
  };
}
