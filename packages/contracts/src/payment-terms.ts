import { bps, div, fraction, mul, ONE, add, round } from "./fraction.ts";
import { splitMinor } from "./money.ts";

// No schemas here: tables and screens carry this file.

/** Money came in, or went back. */
export const PAYMENT_KINDS = ["capture", "refund"] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];
/** Noted by somebody or by a program, or played through in a demo shop. */
export const PAYMENT_METHODS = ["hand", "sandbox"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** How an order stands with money: always what `moneyState` makes of its payments; orders keep a copy that lists filter by. */
export const MONEY_STATES = ["unpaid", "partially_paid", "paid", "overpaid", "partially_refunded", "refunded"] as const;
export type MoneyState = (typeof MONEY_STATES)[number];
export type Takings = { readonly totalMinor: number; readonly capturedMinor: number; readonly refundedMinor: number };

export function moneyState({ totalMinor, capturedMinor, refundedMinor }: Takings): MoneyState {
  if (capturedMinor === 0) return totalMinor === 0 ? "paid" : "unpaid";
  if (refundedMinor > 0) return refundedMinor === capturedMinor ? "refunded" : "partially_refunded";
  if (capturedMinor < totalMinor) return "partially_paid";
  return capturedMinor === totalMinor ? "paid" : "overpaid";
}

/** What is still to come in. What was refunded is not asked for again. */
export const dueMinor = ({ totalMinor, capturedMinor }: Takings): number => Math.max(0, totalMinor - capturedMinor);
/** What can go back at the most. */
export const refundableMinor = ({ capturedMinor, refundedMinor }: Omit<Takings, "totalMinor">): number =>
  capturedMinor - refundedMinor;

/** What an amount is made of; the parts always sum to it. */
export type Shares = {
  readonly amountMinor: number;
  /** The state's. */
  readonly taxMinor: number;
  /** Of the net sale: the platform's and the shop's. */
  readonly platformMinor: number;
  readonly clientMinor: number;
};
export type ShareTerms = {
  readonly vatRateBps: number;
  readonly pricesIncludeVat: boolean;
  /** The platform's share of the net sale; 0 while commission is off. */
  readonly commissionBps: number;
};

/** A captured amount cut into tax, the platform's share of the net sale and the shop's. */
export function splitCapture(amountMinor: number, terms: ShareTerms): Shares {
  const divisor = terms.pricesIncludeVat ? add(ONE, bps(terms.vatRateBps)) : ONE;
  const netMinor = round(div(fraction(amountMinor), divisor));
  const [platformMinor = 0, clientMinor = 0] = splitMinor(netMinor, [
    terms.commissionBps,
    10_000 - terms.commissionBps,
  ]);
  return { amountMinor, taxMinor: amountMinor - netMinor, platformMinor, clientMinor };
}

/**
 * What a refund of `amountMinor` takes back from each part of a capture, of which `before` had gone back already. Cut in two
 * steps (tax, then the net) so that no part ever grows by a refund; when all has gone back, every part has, to the minor unit.
 */
export function reverseShares(capture: Shares, before: number, amountMinor: number): Shares {
  const [earlier, now] = [goneBack(capture, before), goneBack(capture, before + amountMinor)];
  return {
    amountMinor,
    taxMinor: now.taxMinor - earlier.taxMinor,
    platformMinor: now.platformMinor - earlier.platformMinor,
    clientMinor: now.clientMinor - earlier.clientMinor,
  };
}

function goneBack(capture: Shares, amountMinor: number): Shares {
  const net = capture.amountMinor - capture.taxMinor;
  const taxMinor = part(amountMinor, capture.taxMinor, capture.amountMinor);
  const platformMinor = part(amountMinor - taxMinor, capture.platformMinor, net);
  return { amountMinor, taxMinor, platformMinor, clientMinor: amountMinor - taxMinor - platformMinor };
}

const part = (of: number, share: number, whole: number): number =>
  whole === 0 ? 0 : round(div(mul(fraction(of), fraction(share)), fraction(whole)));

/** From which captures a refund comes: the oldest first, as far as each still has something. */
export function allocateRefund<C extends { readonly leftMinor: number }>(
  captures: readonly C[],
  amountMinor: number,
): { readonly capture: C; readonly amountMinor: number }[] {
  let left = amountMinor;
  return captures.flatMap((capture) => {
    const taken = Math.min(left, capture.leftMinor);
    left -= taken;
    return taken > 0 ? [{ capture, amountMinor: taken }] : [];
  });
}
