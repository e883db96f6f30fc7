import type { z } from "zod";

import { findErrorRule } from "../rules/error-codes.ts";
import type { FailureKind } from "../rules/error-codes.ts";
import { fieldsOf, isFields, text } from "../shared/fields.ts";
import { parseJson } from "../shared/json.ts";
import type { Provider } from "../webhook/types.ts";
import { WhatsAppFailure } from "./failure.ts";
import type { FailureDetails } from "./failure.ts";
import type { CallRecord } from "./port.ts";

export type TransportOptions = {
  /** `https://graph.facebook.com/v24.0`, `https://gate.whapi.cloud`, or a simulated one. */
  baseUrl: string;
  token: string;
  fetch?: typeof globalThis.fetch;
  timeoutMs?: number;
  /** For files; a minute unless said. */
  mediaTimeoutMs?: number;
  record?: (call: CallRecord) => void;
};

export type Call = {
  operation: string;
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base, or the whole address of a file. */
  path: string | URL;
  query?: Record<string, string | undefined>;
  json?: unknown;
  body?: FormData | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  /** A repeat would do it twice: a lost answer is `unknown_outcome`. */
  sends?: boolean;
  media?: boolean;
  maxBytes?: number;
  /** Takes the bytes of an answer that is no refusal, piece by piece, so that nobody holds them whole. */
  into?: WriteChunk;
};

export type WriteChunk = (chunk: Uint8Array) => Promise<void> | void;

export type Reply = { httpStatus: number; bytes: Uint8Array<ArrayBuffer>; headers: Headers };

class NotWritten extends Error {
  constructor(cause: unknown) {
    super("not written", { cause });
  }
}

const MAX_JSON_BYTES = 20_000_000;
const USUAL_WAIT_MS = 30_000;
/** Nothing left this machine: the call did not happen. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

export type Transport = ReturnType<typeof createTransport>;

/** Sends calls of one vendor and tells refusals, lost answers and unreadable ones apart. */
export function createTransport(provider: Provider, options: TransportOptions) {
  const { baseUrl, token, fetch = globalThis.fetch, timeoutMs = 15_000, mediaTimeoutMs = 60_000, record } = options;

  /** An answer that is no refusal. */
  async function exchange(call: Call): Promise<Reply> {
    const started = performance.now();
    let httpStatus: number | null = null;
    let failure: WhatsAppFailure | null = null;
    try {
      const reply = await request(call);
      ({ httpStatus } = reply);
      if (httpStatus >= 200 && httpStatus < 300) return reply;
      throw refusal(call, reply);
    } catch (error) {
      if (error instanceof NotWritten) throw error.cause;
      failure = error instanceof WhatsAppFailure ? error : lostAnswer(call, error);
      throw failure;
    } finally {
      record?.({
        provider,
        operation: call.operation,
        httpStatus,
        vendorCode: failure?.vendorCode ?? null,
        failure: failure?.kind ?? null,
        durationMs: Math.round(performance.now() - started),
      });
    }
  }

  /** The answer as the schema reads it. */
  async function ask<S extends z.ZodType>(call: Call, schema: S): Promise<z.output<S>> {
    const reply = await exchange(call);
    const parsed = schema.safeParse(jsonOf(reply));
    if (parsed.success) return parsed.data;
    // A send was taken, but under which id nobody can say.
    throw fail(call, call.sends ? "unknown_outcome" : "unexpected_reply", { httpStatus: reply.httpStatus });
  }

  async function request(call: Call): Promise<Reply> {
    const { method = "GET", path, query = {}, json, body } = call;
    const url = path instanceof URL ? path : new URL(`${baseUrl.replace(/\/+$/, "")}/${path}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json !== undefined && { "content-type": "application/json" }),
        ...call.headers,
      },
      body: json === undefined ? body : JSON.stringify(json),
      // A redirect would carry the token to wherever it points.
      redirect: "manual",
      signal: AbortSignal.timeout(call.media ? mediaTimeoutMs : timeoutMs),
    });
    return { httpStatus: response.status, bytes: await readBytes(response, call), headers: response.headers };
  }

  async function readBytes(response: Response, call: Call): Promise<Uint8Array<ArrayBuffer>> {
    const max = call.maxBytes ?? MAX_JSON_BYTES;
    const into = response.ok ? call.into : undefined;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > max) throw fail(call, call.media ? "media_failed" : "unexpected_reply", { details: "too large" });
      if (into) await writing(into, chunk);
      else chunks.push(chunk);
    }
    return new Uint8Array(Buffer.concat(chunks));
  }

  /** What the caller cannot keep is the caller's error and not the vendor's. */
  async function writing(into: WriteChunk, chunk: Uint8Array): Promise<void> {
    try {
      await into(chunk);
    } catch (error) {
      throw new NotWritten(error);
    }
  }

  /** An answer that says no. What says no in words was not done, whatever its HTTP status. */
  function refusal(call: Call, reply: Reply): WhatsAppFailure {
    const { error } = fieldsOf(jsonOf(reply));
    const words = fieldsOf(error);
    const vendorCode = typeof words.code === "number" ? words.code : null;
    // Whapi has codes of its own, which nobody documented.
    const rule = provider === "cloud_api" ? findErrorRule(vendorCode) : undefined;
    const kind = rule?.kind ?? kindOfStatus(call, reply.httpStatus, isFields(error));
    const details = text(fieldsOf(words.error_data).details) ?? text(words.details) ?? text(words.message);
    const waits = kind === "rate_limited" || kind === "unavailable";
    const isOfChannel = kind === "token_dead" || kind === "not_permitted" || kind === "setup_incomplete";
    return fail(call, kind, {
      scope: rule?.scope ?? (isOfChannel ? "channel" : "message"),
      reason: rule?.reason,
      remedy: rule?.remedy,
      vendorCode,
      details: details?.replaceAll(token, "[removed]"),
      httpStatus: reply.httpStatus,
      retryAfterMs: waits
        ? (retryAfter(reply.headers) ?? rule?.retryAfterMs ?? USUAL_WAIT_MS)
        : (rule?.retryAfterMs ?? null),
      retries: rule?.retries ?? (waits ? 3 : 0),
      traceId: text(words.fbtrace_id),
    });
  }

  /** Nobody answered, or the answer broke off. */
  function lostAnswer(call: Call, error: unknown): WhatsAppFailure {
    const code = networkCode(error);
    const mayHaveHappened = call.sends && !NOT_SENT.has(code);
    // The name only: texts of network errors can quote headers.
    if (mayHaveHappened) return fail(call, "unknown_outcome", { details: code });
    return fail(call, "unavailable", { details: code, retryAfterMs: USUAL_WAIT_MS, retries: 3 });
  }

  function fail(call: Pick<Call, "operation">, kind: FailureKind, more: Partial<FailureDetails> = {}): WhatsAppFailure {
    return new WhatsAppFailure({ ...more, kind, provider, operation: call.operation });
  }

  return { ask, exchange, fail };
}

/** By the HTTP status alone, when no documented code is there. */
function kindOfStatus(call: Call, status: number, inWords: boolean): FailureKind {
  if (status === 401) return "token_dead";
  if (status === 402) return "setup_incomplete";
  if (status === 403) return "not_permitted";
  if (status === 429) return "rate_limited";
  if (status === 413 || status === 415 || (status === 404 && call.media)) return "media_failed";
  // A gateway's page instead of the vendor's words: it may have passed the call on.
  if (status >= 500) return call.sends && !inWords ? "unknown_outcome" : "unavailable";
  return "rejected";
}

function jsonOf(reply: Reply): unknown {
  try {
    return parseJson(new TextDecoder().decode(reply.bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) * 1000 : null;
}

function networkCode(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? text(cause.code) : null;
  return code !== null && /^[A-Z_]+$/.test(code) ? code : cause instanceof Error ? cause.name : "NetworkError";
}
