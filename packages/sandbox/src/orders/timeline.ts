import { createRandom } from "../random.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One step of a parcel: CJ's trackingStatus 1 to 14 and the moment it becomes true. */
export interface TrackStep {
  at: number;
  status: number;
}

/** What each trackingStatus is called: the word of `trackInfo`, the sentence of the event, where it happens. */
export const TRACK_WORDS: ReadonlyArray<readonly [word: string, activity: string, where: "origin" | "there" | null]> = [
  ["", "", null],
  ["Warehouse outbound", "Shipment left the warehouse", "origin"],
  ["Forwarder received", "Received by the forwarder", "origin"],
  ["Forwarder returned", "Returned by the forwarder", "origin"],
  ["Forwarder outbound", "Left the forwarder's facility", "origin"],
  ["In transit", "On the way to the destination country", null],
  ["Arrived in country", "Arrived in the destination country", "there"],
  ["Customs clearance started", "Customs clearance started", "there"],
  ["Customs cleared", "Customs clearance completed", "there"],
  ["Terminal pickup", "Handed over to the local carrier", "there"],
  ["Out for delivery", "Out for delivery", "there"],
  ["Waiting for pickup", "Ready for pickup", "there"],
  ["Delivered", "Delivered", "there"],
  ["Delivery failed", "Delivery attempt failed", "there"],
  ["Returned", "Returned to sender", null],
];

const ABROAD = [
  [1, 0],
  [2, 0.04],
  [4, 0.1],
  [5, 0.2],
  [6, 0.6],
  [7, 0.63],
  [8, 0.7],
  [9, 0.78],
  [10, 0.95],
  [12, 1],
] as const;
const AT_HOME = [
  [1, 0],
  [2, 0.1],
  [9, 0.5],
  [10, 0.9],
  [12, 1],
] as const;

/** A parcel's way, from seed and payment alone: out after half a day to two days, there within the carrier's promise. */
export function planParcel(
  key: string,
  paidAt: number,
  way: { aging: string; origin: string; destination: string },
): TrackStep[] {
  const random = createRandom(key);
  const [low = 7, high = low] = (way.aging.match(/\d+/g) ?? []).map(Number);
  const shipsAt = paidAt + random.int(12, 48) * HOUR;
  const travel = (low + random.next() * (high - low)) * DAY;
  const steps = way.origin === way.destination ? AT_HOME : ABROAD;
  return steps.map(([status, share]) => ({ at: Math.round(shipsAt + travel * share), status }));
}
