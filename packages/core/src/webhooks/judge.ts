import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import type { PostFailure, PostResult } from "../outgoing/post-publicly.ts";

const DAY_SECONDS = 86_400;
/** Answers of 4xx that say "not now" rather than "not this". */
const LATER = new Set([408, 409, 425, 429]);

/** What an attempt means: arrived, or why not, whether the same event may be tried again, and not before when. */
export type Verdict =
  | { readonly arrived: true }
  | {
      readonly arrived: false;
      readonly reason: ReasonCode;
      readonly details: ReasonDetails;
      readonly again: boolean;
      /** Asked by the receiver, at most a day. */
      readonly retryAfterSeconds?: number;
    };

export function judge(result: PostResult, now: Date): Verdict {
  if (!result.answer) return { arrived: false, ...why(result.failure) };
  const { status, headers } = result.answer;
  if (status >= 200 && status < 300) return { arrived: true };
  const failed = (reason: ReasonCode, again: boolean): Verdict => {
    const retryAfterSeconds = again ? retryAfter(headers["retry-after"], now) : undefined;
    return {
      arrived: false,
      reason,
      details: { status },
      again,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  };
  if (status === 410) return failed("webhooks.gone", false);
  if (status < 400) return failed("webhooks.redirected", false);
  return status >= 500 || LATER.has(status) ? failed("webhooks.failing", true) : failed("webhooks.rejected", false);
}

function why(failure: PostFailure): { reason: ReasonCode; details: ReasonDetails; again: boolean } {
  switch (failure.kind) {
    case "timeout":
      return { reason: "webhooks.timeout", details: { seconds: failure.seconds }, again: true };
    case "unresolved":
      return { reason: "webhooks.unresolved", details: {}, again: true };
    case "unreachable":
      return { reason: "webhooks.unreachable", details: { problem: failure.problem }, again: true };
    case "address":
      return { reason: "webhooks.private_address", details: {}, again: false };
    case "scheme":
      return { reason: "webhooks.url_refused", details: {}, again: false };
  }
}

/** Seconds or an HTTP date (RFC 9110). What cannot be read is as good as absent. */
function retryAfter(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, Math.ceil(seconds)), DAY_SECONDS) : undefined;
}
