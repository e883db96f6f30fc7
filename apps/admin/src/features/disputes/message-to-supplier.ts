import { DISPUTE_MESSAGE_MOST } from "@nexusone/contracts/dispute-terms";
import type { Clock } from "./dispute-clock.tsx";

/** What can be said to CJ about a delay, in English as CJ reads it; nothing that is not known, nothing about the customer. */
export function messageToSupplier({
  number,
  evidence,
}: Pick<Clock, "number"> & { readonly evidence: Clock["evidence"] }): string {
  const { paidAt, shippedAt, carrier, maxDays, trackingNumbers, lastEvent, silentDays } = evidence;
  const day = (at: string): string => at.slice(0, 10);
  return [
    `Order ${number} has not arrived.`,
    `Paid on ${day(paidAt)}${shippedAt ? `, shipped on ${day(shippedAt)}` : ", not shipped yet"} by ${carrier}${maxDays === null ? "" : ` (promised within ${maxDays} days)`}.`,
    ...(trackingNumbers.length > 0 ? [`Tracking: ${trackingNumbers.join(", ")}.`] : []),
    ...(lastEvent ? [`Last event: "${lastEvent.activity}" on ${day(lastEvent.at)}.`] : []),
    ...(silentDays > 0 ? [`No movement for ${silentDays} ${silentDays === 1 ? "day" : "days"}.`] : []),
    "Please refund.",
  ]
    .join(" ")
    .slice(0, DISPUTE_MESSAGE_MOST);
}
