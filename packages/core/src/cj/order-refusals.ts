import type { CjFailure } from "@nexusone/cj/client";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { DomainError } from "../errors.ts";

/** CJ's codes about an order (error table, docs/facts.md) in our words. */
const REASONS: ReadonlyMap<number, ReasonCode> = new Map([
  [1602000, "fulfilment.variant_removed"],
  [1602001, "fulfilment.variant_removed"],
  [1602002, "fulfilment.variant_removed"],
  [1602003, "fulfilment.variant_removed"],
  [1603102, "fulfilment.out_of_stock"],
  [1605000, "fulfilment.no_carrier"],
  [1605001, "fulfilment.no_carrier"],
  // A country it does not know, a part of the address that is missing, and one of a wrong form.
  [1605002, "fulfilment.address_refused"],
  [16900403, "fulfilment.address_refused"],
  [1600300, "fulfilment.address_refused"],
  [1604000, "fulfilment.balance_insufficient"],
  [1604001, "fulfilment.balance_insufficient"],
]);

/** Undefined for a failure that says nothing about the order: CJ away, throttling, points, the account. */
export function orderRefusalOf(
  failure: CjFailure,
  { supplier, country }: { supplier: string; country: string },
): DomainError | undefined {
  const { kind, vendorCode, vendorMessage } = failure;
  const known = vendorCode === null ? undefined : REASONS.get(vendorCode);
  if (!known && kind !== "rejected") return undefined;
  const details = { supplier, country, code: vendorCode ?? "-", message: vendorMessage ?? String(vendorCode ?? "-") };
  return new DomainError(known ?? "fulfilment.refused", details, failure);
}
