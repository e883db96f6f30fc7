import { expect, it } from "vitest";
import { disputeDays, disputeTimes, FIRST_DISPUTE_DAYS, type DisputeFacts } from "./dispute-terms.ts";

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const parcel = { trackingNumber: "CJ1", shippedAt: at("2026-01-05"), deliveredAt: null };
const facts: DisputeFacts = {
  country: "FR",
  carrier: "CJPacket Ordinary",
  paidAt: at("2026-01-01"),
  cancelled: false,
  parcels: [parcel],
  allLeft: true,
};

it.each([
  ["FR", "CJPacket Ordinary", 60],
  ["US", "USPS+", 45],
  ["BR", "CJPacket Ordinary", 110],
  ["DE", "CJPacket Liquid Line", 100],
  ["US", "CJPacket Liquid Line", 100],
  ["BR", "CJPacket Liquid", 110],
])("[ORD-14] a delay to %s by %s can be disputed after %i days", (country, carrier, days) => {
  expect(disputeDays(country, carrier)).toBe(days);
  expect(days).toBeGreaterThanOrEqual(FIRST_DISPUTE_DAYS);
});

it("[ORD-14] days are counted from the day it left, from the payment while it has not", () => {
  expect(disputeTimes(facts, at("2026-02-01"))).toEqual({
    door: "not_yet",
    closedBy: null,
    days: 60,
    countedFrom: "dispatch",
    countedAt: at("2026-01-05"),
    opensAt: at("2026-03-06"),
  });
  const waiting = disputeTimes({ ...facts, parcels: [], allLeft: false }, at("2026-03-02"));
  expect(waiting).toMatchObject({ door: "open", countedFrom: "payment", opensAt: at("2026-03-02") });
});

it("[ORD-14] the door opens on its day and closes with the delivery, not before the last parcel's", () => {
  const on = (day: string, over: Partial<DisputeFacts> = {}) => disputeTimes({ ...facts, ...over }, at(day));
  expect(on("2026-03-05").door).toBe("not_yet");
  expect(on("2026-03-06").door).toBe("open");
  expect(on("2027-03-06").door).toBe("open");
  const arrived = { ...parcel, deliveredAt: at("2026-03-20") };
  expect(on("2026-03-21", { parcels: [arrived] })).toMatchObject({ door: "closed", closedBy: "delivered" });
  const half = { parcels: [arrived], allLeft: false };
  expect(on("2026-03-21", half), "the other half never left").toMatchObject({ door: "open", countedFrom: "payment" });
  const second = { ...parcel, shippedAt: at("2026-01-09") };
  expect(on("2026-03-21", { parcels: [arrived, second] })).toMatchObject({ door: "open", opensAt: at("2026-03-10") });
});

it("[ORD-14] what cannot be tracked, and what was cancelled, cannot be disputed", () => {
  const untracked = { ...parcel, trackingNumber: null };
  const on = (over: Partial<DisputeFacts>) => disputeTimes({ ...facts, ...over }, at("2026-06-01"));
  expect(on({ parcels: [untracked] })).toMatchObject({ door: "closed", closedBy: "untracked" });
  expect(on({ parcels: [untracked], allLeft: false })).toMatchObject({ door: "open" });
  expect(on({ parcels: [untracked, parcel] })).toMatchObject({ door: "open" });
  expect(on({ cancelled: true })).toMatchObject({ door: "closed", closedBy: "cancelled" });
});
