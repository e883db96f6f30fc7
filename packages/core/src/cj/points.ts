import { pointsOf } from "@nexusone/cj/client";
import { spendCjPoints } from "@nexusone/db/queries/cj-connections";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";

export const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

export type PointsPurse = {
  /** False when the account's day does not cover them. */
  readonly take: (points: number) => Promise<boolean>;
  readonly putBack: (points: number) => void;
  /** Lets go of what is held and still good: the caller gives it back to the account when its verb ends. A second time there is nothing. */
  readonly letGo: () => number;
};

/** Points drawn of a day (UTC, "2026-11-21"). */
export type Drawn = { readonly day: string; readonly held: number };

/** Fewer calls than this take their points one by one. */
const FEW = 4;
const SMALL_BLOCK = 100;

/**
 * Points drawn at once by a verb about so many products, so that its calls do not queue for the account's row. A program killed
 * with a block in its hands loses a hundredth of the day, or ten calls.
 */
export const pointsBlock = (products: number, perDay: number): number =>
  products <= FEW ? 0 : Math.min(Math.max(SMALL_BLOCK, Math.floor(perDay / 100)), products * pointsOf("product/query"));

/** The first block of a verb, as far as the day covers it. */
export async function drawBlock(tx: MerchantTx, connectionId: string, at: Date, block: number): Promise<Drawn> {
  const day = utcDay(at);
  return { day, held: block > 0 && (await spendCjPoints(tx, connectionId, day, block)) ? block : 0 };
}

/**
 * Points of one verb, counted on the account before they are spent. A verb of many calls draws them in blocks of `block`, so
 * that its calls do not queue for the account's row; near the end of the day's points it draws exactly what a call needs.
 */
export function pointsPurse(ctx: ServiceContext, connectionId: string, block: number, first: Drawn): PointsPurse {
  let { day, held } = first;
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
    letGo: () => {
      const unspent = utcDay(ctx.platform.clock.now()) === day ? held : 0;
      held = 0;
      return unspent;
    },
  };
}
