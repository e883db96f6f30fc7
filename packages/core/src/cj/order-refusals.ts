import type { CjFailure, CjFailureKind } from "@nexusone/cj/client";
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
  [1604000, "fulfilment.balance_insufficient"],
  [1604001, "fulfilment.balance_insufficient"],
]);

/** A country it does not know, a part that is missing, one of a wrong form: of the address, in a call that holds one. */
const OF_ADDRESS: ReadonlySet<number> = new Set([1605002, 16900403, 1600300]);

const REFUSALS: ReadonlySet<CjFailureKind> = new Set(["rejected", "not_found", "removed"]);
/** CJ answered, and will not do or say what it was asked. */
export const isRefusal = ({ kind }: CjFailure): boolean => REFUSALS.has(kind);

/**
 * Undefined for a failure that says nothing about the order: CJ away, throttling, points, the account.
 * `country`: of the address in the call, null when it holds none.
 */
export function orderRefusalOf(
  failure: CjFailure,
  { supplier, country }: { supplier: string; country: string | null },
): DomainError | undefined {
  const { vendorCode, vendorMessage } = failure;
  const known = vendorCode === null ? undefined : wordFor(vendorCode, country !== null);
  if (!known && !isRefusal(failure)) return undefined;
  const message = vendorMessage ?? String(vendorCode ?? "-");
  const details = { supplier, country: country ?? "-", code: vendorCode ?? "-", message };
  return new DomainError(known ?? "fulfilment.refused", details, failure);
}

const wordFor = (code: number, hasAddress: boolean): ReasonCode | undefined =>
  hasAddress && OF_ADDRESS.has(code) ? "fulfilment.address_refused" : REASONS.get(code);
