import { explainError } from "../rules/error-codes.ts";
import type { FailureKind, FailureScope } from "../rules/error-codes.ts";
import type { Provider } from "../webhook/types.ts";

export type FailureDetails = {
  kind: FailureKind;
  provider: Provider;
  operation: string;
  scope?: FailureScope;
  reason?: string;
  remedy?: string;
  vendorCode?: number | null;
  details?: string | null;
  httpStatus?: number | null;
  retryAfterMs?: number | null;
  retries?: number;
  traceId?: string | null;
};

/** Sentences of failures that no code of a vendor names. */
const REASONS: Partial<Record<FailureKind, { reason: string; remedy: string }>> = {
  unavailable: { reason: "WhatsApp cannot be reached.", remedy: "It is tried again by itself." },
  rate_limited: { reason: "Too many calls in a short time.", remedy: "It is tried again by itself." },
  token_dead: { reason: "The access token is no longer valid.", remedy: "Reconnect the number." },
  not_permitted: { reason: "The token may not do this.", remedy: "Give it access to this number." },
  setup_incomplete: {
    reason: "The set-up of the number does not allow it.",
    remedy: "Look at the provider's own page.",
  },
  media_failed: { reason: "The file was not taken or not found.", remedy: "Send another file." },
  needs_phone: { reason: "This provider sends to phone numbers only.", remedy: "Ask the person for the number." },
  unsupported: { reason: "This provider has no such thing.", remedy: "Send it in another form." },
  unknown_outcome: {
    reason: "The request went out and no answer came: it may have happened.",
    remedy: "Wait for a status before sending it again.",
  },
  unexpected_reply: { reason: "The answer cannot be read.", remedy: "Try again later." },
};

/**
 * A refused or failed call. `kind` says what to do (`FailureKind`), `scope` who has to stop, `retryAfterMs` when the same may be
 * tried again by itself (null: never), `retries` how often. `details` is the vendor's text for people, without tokens and numbers.
 */
export class WhatsAppFailure extends Error {
  override readonly name = "WhatsAppFailure";
  readonly kind: FailureKind;
  readonly provider: Provider;
  readonly operation: string;
  readonly scope: FailureScope;
  readonly reason: string;
  readonly remedy: string;
  readonly vendorCode: number | null;
  readonly details: string | null;
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;
  readonly retries: number;
  readonly traceId: string | null;

  constructor(given: FailureDetails) {
    const { kind, provider, operation, vendorCode = null } = given;
    super(`WhatsApp ${provider} ${operation}: ${kind}${vendorCode === null ? "" : ` (${vendorCode})`}`);
    const words = REASONS[kind] ?? explainError(null);
    this.kind = kind;
    this.provider = provider;
    this.operation = operation;
    this.vendorCode = vendorCode;
    this.scope = given.scope ?? "message";
    this.reason = given.reason ?? words.reason;
    this.remedy = given.remedy ?? words.remedy;
    this.details = given.details ? withoutSecrets(given.details) : null;
    this.httpStatus = given.httpStatus ?? null;
    this.retryAfterMs = given.retryAfterMs ?? null;
    this.retries = given.retries ?? 0;
    this.traceId = given.traceId ?? null;
  }
}

/** Text of a vendor fit for logs and screens: no token, no telephone number, not endless. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\bEAA\w{8,}|\beyJ[\w.-]+|(?:bearer|access_token=|token=)\s*\S+/gi, "[removed]")
    .replace(/\+?\d[\d\s().-]{6,}\d/g, "[number]")
    .slice(0, 500);
}

/** The vendor has no such file, or none any more: asking again is of no use. A file's address that is over is not meant. */
export function isMediaGone(failure: WhatsAppFailure): boolean {
  const { operation, provider, httpStatus, kind, vendorCode } = failure;
  if (operation === "media.find") return httpStatus === 404 || kind === "rejected" || vendorCode === 131052;
  return operation === "media.download" && httpStatus === 404 && provider === "whapi";
}
