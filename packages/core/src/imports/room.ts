import { ENTITLEMENTS, IMPORT_CREDITS } from "@nexusone/contracts/plans";
import type { ImportState } from "@nexusone/db/queries/imports-state";

export type Room = {
  /** Products the plan still takes; null is unlimited. */
  readonly products: number | null;
  readonly limit: number;
  readonly count: number;
  readonly credits: number;
};

export const roomOf = (state: ImportState): Room => ({
  products: state.productCap === null ? null : Math.max(0, state.productCap - state.productCount),
  limit: ENTITLEMENTS[state.plan].productLimit ?? state.productCount,
  count: state.productCount,
  credits: state.balance - state.reserved,
});

/** How many products can still go in, by plan and by credits. */
export const placesIn = (room: Room): number =>
  Math.min(room.products ?? Infinity, Math.floor(room.credits / IMPORT_CREDITS));
