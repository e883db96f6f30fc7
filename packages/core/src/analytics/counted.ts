import { OK } from "@nexusone/contracts/analytics-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { isDomainError } from "../errors.ts";
import type { UsageCounter } from "./usage-counter.ts";

/** Calls a service that no shop has an account at (mail, text messages), counted as `operation` says, as `email send`. */
export async function counted<T>(
  usage: UsageCounter | undefined,
  { operation, failed, merchantId }: { operation: string; failed: ReasonCode; merchantId?: string },
  call: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const end = (outcome: ReasonCode | typeof OK): void =>
    usage?.count({ merchantId, area: "vendor", operation, outcome, ms: performance.now() - startedAt });
  try {
    const value = await call();
    end(OK);
    return value;
  } catch (error) {
    end(isDomainError(error) ? error.reason : failed);
    throw error;
  }
}
