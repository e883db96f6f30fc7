import type { CjFailureKind } from "./failure.ts";

/** The host application keeps the tokens and makes sure that one holder refreshes at a time. */
export interface CjTokenSource {
  accessToken(): Promise<string>;
  /** CJ refused this token: returns another one, or throws CjFailure `unauthorised` when only a person can help. */
  invalid(token: string): Promise<string>;
}

/** The host's shared buckets: per account, per outgoing address, and the account's points of the day. */
export interface CjLimiter {
  /** Waits for a slot. Throws CjFailure `quota_exhausted` when the points of the day do not cover the call. */
  acquire(cost: { points: number }): Promise<void>;
  /** CJ throttled us although we waited: hold every caller of this account back. */
  penalise(retryAfterMs: number): void | Promise<void>;
}

export type CjMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** One call as it happened, refused and throttled ones included. Holds no token, no body. */
export type CjCallRecord = {
  endpoint: string;
  method: CjMethod;
  /** Null when no answer came. */
  httpStatus: number | null;
  /** CJ's own code; null when the answer had none. */
  code: number | null;
  failure: CjFailureKind | null;
  points: number;
  durationMs: number;
  at: Date;
  /** CJ's id of the call, for their support. */
  requestId: string | null;
};

/** Points per call (developers.cjdropshipping.com/en/api/api2/standard/points.html, after 2026-06-01); 0 if not named. */
const POINTS: Record<string, number> = {
  "product/list": 50,
  "product/listV2": 50,
  "product/query": 10,
  "product/variant/query": 10,
  "product/variant/queryByVid": 10,
  "product/stock/queryByVid": 10,
  "product/stock/getInventoryByPid": 10,
  "logistic/freightCalculate": 10,
};

/** What a call will cost, for reckoning before spending. */
export function pointsOf(endpoint: string): number {
  return POINTS[endpoint] ?? 0;
}
