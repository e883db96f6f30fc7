import type { z } from "zod";

import { count, fieldsOf, text } from "../shared/text.ts";
import { CjFailure, kindOf } from "./failure.ts";
import { parseJson } from "./json.ts";

/** What came back over HTTP. */
export type CjHttpReply = {
  endpoint: string;
  httpStatus: number;
  contentType: string | null;
  retryAfter: string | null;
  body: string;
};

/** One call a second is the lowest rate; 1.0 s of spacing is not enough in practice (facts A4). */
const DEFAULT_WAIT_MS = 1_200;
const DAY_MS = 86_400_000;

/**
 * Opens CJ's envelope in all its forms and returns `data` with the code (null when the reply has none). Throws CjFailure.
 * Success is a code of 200 or 0, or no code and `result`/`success` true, and neither of those false (Q6).
 */
export function openReply(reply: CjHttpReply, now: Date): { code: number | null; data: unknown } {
  const body = readBody(reply);
  const envelope = fieldsOf(body);
  const code = count(envelope.code);
  const verdicts = [envelope.result, envelope.success].filter((verdict) => typeof verdict === "boolean");
  const accepted = code === null ? verdicts.includes(true) : code === 200 || code === 0;
  if (reply.httpStatus === 200 && accepted && !verdicts.includes(false)) return { code, data: envelope.data ?? null };
  const vendorMessage = text(envelope.message);
  const kind = kindOf(code === 200 || code === 0 ? null : code, reply.httpStatus, vendorMessage);
  const settled = kind === "unexpected_reply" && verdicts.includes(false) ? "rejected" : kind;
  throw fail(reply, settled, {
    vendorCode: code,
    vendorMessage,
    retryAfterMs: retryAfterMs(settled, reply, vendorMessage, now),
  });
}

/** Checks `data` against a schema; a reply of another shape is `unexpected_reply`, without the data in the error. */
export function readData<S extends z.ZodType>(endpoint: string, schema: S, data: unknown): z.output<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join("."));
  throw new CjFailure({
    kind: "unexpected_reply",
    endpoint,
    httpStatus: 200,
    vendorMessage: `unreadable: ${paths.join(", ")}`,
  });
}

function readBody(reply: CjHttpReply): unknown {
  // A gateway answers with its own HTML page, sometimes under 200 (Q38).
  const declared = reply.contentType?.toLowerCase() ?? "";
  const json = declared.includes("json") || (!declared.includes("html") && /^\s*\{/.test(reply.body));
  try {
    if (json) return parseJson(reply.body);
  } catch {
    // The parser's message quotes the body, which may hold a token.
    throw fail(reply, reply.httpStatus >= 500 ? "unavailable" : "unexpected_reply", { cause: "not JSON" });
  }
  const kind = kindOf(null, reply.httpStatus, null);
  throw fail(reply, kind, { retryAfterMs: retryAfterMs(kind, reply, null, new Date(0)) });
}

function fail(
  { endpoint, httpStatus }: CjHttpReply,
  kind: CjFailure["kind"],
  more: Partial<ConstructorParameters<typeof CjFailure>[0]>,
): CjFailure {
  return new CjFailure({ ...more, kind, endpoint, httpStatus });
}

function retryAfterMs(kind: CjFailure["kind"], reply: CjHttpReply, message: string | null, now: Date): number | null {
  // Points return at 00:00 UTC by CJ's points page (2026-06); one log says 16:00 UTC, so the later moment it is.
  if (kind === "quota_exhausted") return DAY_MS - (now.getTime() % DAY_MS);
  const seconds = Number(reply.retryAfter?.trim() || Number.NaN);
  if (seconds >= 0) return seconds * 1_000;
  if (kind !== "rate_limited") return null;
  // "QPS limit is 1 time/300 seconds": a hint how long to wait, never a reason to believe it is throttling (Q8).
  const [, times, window] = /(\d+)\s*times?\s*\/\s*(\d*)\s*second/i.exec(message ?? "") ?? [];
  return times ? Math.ceil((DEFAULT_WAIT_MS * Number(window || 1)) / Number(times)) : DEFAULT_WAIT_MS;
}
