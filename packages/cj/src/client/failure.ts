/** Everything that can go wrong with CJ, closed. Only `rate_limited`, `quota_exhausted` and `unavailable` are worth a retry. */
export type CjFailureKind =
  | "rate_limited"
  | "quota_exhausted"
  | "unauthorised"
  | "rejected"
  | "not_found"
  | "removed"
  | "unavailable"
  | "unexpected_reply";

export type CjFailureDetails = {
  kind: CjFailureKind;
  endpoint: string;
  vendorCode?: number | null;
  vendorMessage?: string | null;
  httpStatus?: number | null;
  retryAfterMs?: number | null;
  cause?: unknown;
};

/**
 * A refused or failed call. `retryAfterMs` is CJ's or our best knowledge of when a repeat makes sense, null when a repeat
 * is useless or the time unknown. `vendorMessage` is CJ's text with tokens removed, for people only. Never holds a token.
 */
export class CjFailure extends Error {
  override readonly name = "CjFailure";
  readonly kind: CjFailureKind;
  readonly endpoint: string;
  readonly vendorCode: number | null;
  readonly vendorMessage: string | null;
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;

  constructor({
    kind,
    endpoint,
    vendorCode = null,
    vendorMessage = null,
    httpStatus = null,
    retryAfterMs = null,
    cause,
  }: CjFailureDetails) {
    super(`CJ ${endpoint}: ${kind}${vendorCode === null ? "" : ` (${vendorCode})`}`, { cause });
    this.kind = kind;
    this.endpoint = endpoint;
    this.vendorCode = vendorCode;
    this.vendorMessage = vendorMessage && withoutTokens(vendorMessage);
    this.httpStatus = httpStatus;
    this.retryAfterMs = retryAfterMs;
  }
}

/** CJ's codes that mean something to us; the rest of the table in docs/facts.md (CJ, A3) is `rejected`. */
const KINDS: Record<number, CjFailureKind> = {
  1600000: "unavailable",
  1600001: "unauthorised",
  1600002: "unauthorised",
  1600003: "unauthorised",
  1600004: "unauthorised",
  1600005: "unauthorised",
  1600006: "unauthorised",
  1600007: "unauthorised",
  1600008: "unauthorised",
  1600030: "unauthorised",
  1600031: "unauthorised",
  1600200: "rate_limited",
  // Reported by one client for the same; CJ's table does not have it.
  2000001: "rate_limited",
  1600201: "quota_exhausted",
  1600301: "unavailable",
  1602000: "not_found",
  1602001: "not_found",
  1602002: "removed",
  1602003: "removed",
  1603100: "not_found",
  1607004: "unavailable",
  1608001: "not_found",
};

const PARAMETER_OR_TOKEN = 1600100;
const ORDER_EXISTS = 1603003;
const TOKEN_CODES = new Set([1600001, 1600002, 1600030, 1600031]);

/** What an error code means. The message decides in one case only: 1600100, which CJ uses for three things (Q7). */
export function kindOf(code: number | null, httpStatus: number, message: string | null): CjFailureKind {
  if (code === PARAMETER_OR_TOKEN)
    return /token|auth|log\s?in|expire/i.test(message ?? "") ? "unauthorised" : "rejected";
  const known = code === null ? undefined : KINDS[code];
  if (known) return known;
  if (httpStatus === 429) return "rate_limited";
  if (httpStatus === 401) return "unauthorised";
  if (httpStatus >= 500) return "unavailable";
  return code === null ? "unexpected_reply" : "rejected";
}

/** Whether a new access token can cure it; a wrong API key or a closed account needs a person. */
export function needsNewToken(failure: CjFailure): boolean {
  if (failure.kind !== "unauthorised") return false;
  const { vendorCode } = failure;
  return (
    vendorCode === null || vendorCode === PARAMETER_OR_TOKEN || TOKEN_CODES.has(vendorCode) || !(vendorCode in KINDS)
  );
}

/** CJ has this order number already: look the order up instead of failing, it is the earlier attempt that arrived. */
export function isOrderAlreadyThere(failure: CjFailure): boolean {
  return failure.vendorCode === ORDER_EXISTS;
}

function withoutTokens(message: string): string {
  return message.slice(0, 300).replace(/(?:API|USR)@\S+|\beyJ[\w.-]+|\b[0-9a-f]{32}\b|CJ\w+@\S+/gi, "[removed]");
}
