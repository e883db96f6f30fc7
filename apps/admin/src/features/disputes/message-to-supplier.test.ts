import { expect, it } from "vitest";
import { messageToSupplier } from "./message-to-supplier.ts";

const evidence = {
  paidAt: "2026-01-01T10:00:00.000Z",
  carrier: "CJPacket Ordinary",
  maxDays: 12,
  trackingNumbers: ["CJ123"],
  shippedAt: "2026-01-05T10:00:00.000Z",
  events: 4,
  lastEvent: { at: "2026-01-20T10:00:00.000Z", activity: "Arrived at hub", location: null },
  silentDays: 46,
};

it("[ORD-14] the text for CJ tells what is known and nothing else, in at most 500 characters", () => {
  expect(messageToSupplier({ number: "WEB-7", evidence })).toBe(
    'Order WEB-7 has not arrived. Paid on 2026-01-01, shipped on 2026-01-05 by CJPacket Ordinary (promised within 12 days). Tracking: CJ123. Last event: "Arrived at hub" on 2026-01-20. No movement for 46 days. Please refund.',
  );
  const bare = { ...evidence, maxDays: null, trackingNumbers: [], shippedAt: null, lastEvent: null, silentDays: 0 };
  expect(messageToSupplier({ number: "WEB-7", evidence: bare })).toBe(
    "Order WEB-7 has not arrived. Paid on 2026-01-01, not shipped yet by CJPacket Ordinary. Please refund.",
  );
  const long = { ...evidence, lastEvent: { ...evidence.lastEvent, activity: "x".repeat(900) } };
  expect(messageToSupplier({ number: "WEB-7", evidence: long })).toHaveLength(500);
});
