import { CjFailure, type CjFailureKind } from "@nexusone/cj/client";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { DomainError } from "../errors.ts";

/** Our word for each way CJ can fail. A kind added to the client does not compile until it stands here. */
const REASON_OF = {
  rate_limited: "cj.rate_limited",
  quota_exhausted: "cj.points_exhausted",
  unauthorised: "cj.key_rejected",
  rejected: "cj.rejected",
  not_found: "import.product_unknown",
  removed: "import.product_removed",
  unavailable: "cj.unavailable",
  unexpected_reply: "cj.unexpected_reply",
} as const satisfies Record<CjFailureKind, ReasonCode>;

/** Codes of a wrong freight question: the country or route does not exist for CJ (error table, facts A3). */
export const NO_ROUTE_CODES: ReadonlySet<number> = new Set([1605000, 1605001, 1605002]);

export const reasonOfFailure = (kind: CjFailureKind): ReasonCode => REASON_OF[kind];

export function toDomainError(failure: CjFailure): DomainError {
  return new DomainError(
    reasonOfFailure(failure.kind),
    {
      code: failure.vendorCode ?? failure.httpStatus ?? "-",
      ...(failure.retryAfterMs !== null && { retryAfterMs: failure.retryAfterMs }),
    },
    failure,
  );
}

/** Runs a call to CJ; its failure leaves as a reason of the registry. */
export async function askCj<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof CjFailure ? toDomainError(error) : error;
  }
}
