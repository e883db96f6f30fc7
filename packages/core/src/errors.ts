import { isReasonCode, reasonOf, type ReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import type { ErrorKind } from "@nexusone/contracts/reasons/define";
import { isConnectionError } from "@nexusone/db/errors";

/** A refusal or failure with a reason from the registry; kind, sentences and remedy come from there. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly reason: ReasonCode;
  readonly details: ReasonDetails;

  constructor(reason: ReasonCode, details: ReasonDetails = {}, cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
    this.details = details;
    observer?.(reason);
  }

  get kind(): ErrorKind {
    return reasonOf(this.reason).kind;
  }
}

type Observer = (reason: ReasonCode) => void;
let observer: Observer | undefined;

/** The test suite listens here to compare the codes that were seen with the registry. */
export function observeReasons(listener: Observer | undefined): void {
  observer = listener;
}

export const isDomainError = (error: unknown, reason?: ReasonCode): error is DomainError =>
  error instanceof DomainError && (reason === undefined || error.reason === reason);

/** A database that is away is no fault of the code: its own reason, worth a repeat. Undefined for any other error. */
export const databaseUnavailable = (error: unknown): DomainError | undefined =>
  isConnectionError(error) ? new DomainError("request.database_unavailable", {}, error) : undefined;

/** A stored reason read back: an unknown one (an older release wrote it) becomes the generic failure. */
export const storedReason = (value: string | null): ReasonCode | null =>
  value === null ? null : isReasonCode(value) ? value : "request.internal";
