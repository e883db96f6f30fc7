// No schemas here: tables and screens carry this file.

/** What somebody at the supplier made of a dispute; `open` while nobody has answered. */
export const DISPUTE_STATES = ["open", "refunded", "reissued", "refused"] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];
export const DISPUTE_OUTCOMES = ["refunded", "reissued", "refused"] as const satisfies readonly DisputeState[];

const DAYS = { general: 60, US: 45, BR: 110, liquid: 100 } as const;
/** Before this many days no dispute about a delay is possible anywhere. */
export const FIRST_DISPUTE_DAYS = Math.min(...Object.values(DAYS));

/**
 * Days until CJ takes a dispute about a delay, by country of the customer and carrier (CJ help centre and summaries of its refund
 * policy, 2025 to 2026: docs/facts.md). Where two apply the longer one does, so that nobody is sent there too early.
 */
export function disputeDays(country: string, carrier: string): number {
  const own = [
    ...(country === "US" || country === "BR" ? [DAYS[country]] : []),
    ...(/cj\s*packet\s+liquid/i.test(carrier) ? [DAYS.liquid] : []),
  ];
  return own.length > 0 ? Math.max(...own) : DAYS.general;
}

/** What of a parcel counts here. */
type DisputedParcel = {
  readonly trackingNumber: string | null;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
};
export type DisputeFacts = {
  readonly country: string;
  readonly carrier: string;
  readonly paidAt: Date;
  readonly cancelled: boolean;
  readonly parcels: readonly DisputedParcel[];
  /** Every unit of the order is in one of them: of what has not left nobody has heard. */
  readonly allLeft: boolean;
};
export const DISPUTE_DOORS = ["not_yet", "open", "closed"] as const;
export type DisputeDoor = (typeof DISPUTE_DOORS)[number];
/** Why no dispute about a delay is possible any more. */
export const DISPUTE_ENDS = ["delivered", "untracked", "cancelled"] as const;
type DisputeEnd = (typeof DISPUTE_ENDS)[number];
export type DisputeTimes = {
  readonly door: DisputeDoor;
  readonly closedBy: DisputeEnd | null;
  readonly days: number;
  /** From the day it left where that is known, else from the day it was paid. */
  readonly countedFrom: "dispatch" | "payment";
  readonly countedAt: Date;
  readonly opensAt: Date;
};

const DAY_MS = 86_400_000;

/**
 * Whether a dispute about the delay of a paid order is possible at CJ, and from when. There is no last day: the door closes when
 * the tracking says that everything was delivered, for parcels nobody can track, and with the order itself.
 */
export function disputeTimes(
  { country, carrier, paidAt, cancelled, parcels, allLeft }: DisputeFacts,
  now: Date,
): DisputeTimes {
  const underWay = parcels.filter(({ deliveredAt }) => deliveredAt === null);
  const left = underWay.flatMap(({ shippedAt }) => shippedAt ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  const countedAt = left[0] ?? paidAt;
  const days = disputeDays(country, carrier);
  const opensAt = new Date(countedAt.getTime() + days * DAY_MS);
  const closedBy = cancelled
    ? "cancelled"
    : allLeft && underWay.length === 0
      ? "delivered"
      : allLeft && left.length > 0 && underWay.every(({ trackingNumber }) => trackingNumber === null)
        ? "untracked"
        : null;
  const door = closedBy ? "closed" : now < opensAt ? "not_yet" : "open";
  return { door, closedBy, days, countedFrom: left[0] ? "dispatch" : "payment", countedAt, opensAt };
}

/** CJ takes at most this many characters of the message of a dispute. */
export const DISPUTE_MESSAGE_MOST = 500;
