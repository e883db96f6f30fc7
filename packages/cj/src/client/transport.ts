import { createHash } from "node:crypto";
import type { z } from "zod";

import { fieldsOf, text } from "../shared/text.ts";
import { CjFailure } from "./failure.ts";
import { pointsOf } from "./ports.ts";
import type { CjCallRecord, CjMethod } from "./ports.ts";
import { openReply, readData } from "./reply.ts";
import type { CjHttpReply } from "./reply.ts";

export type TransportOptions = {
  /** `https://developers.cjdropshipping.com/api2.0/v1`, or a simulated CJ. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  timeoutMs?: number;
  record?: (call: CjCallRecord) => void | Promise<void>;
  now?: () => Date;
};

export type CjCall = {
  /** Path below the base, without a leading slash. */
  endpoint: string;
  method?: CjMethod;
  /** The name of a list is repeated for each of its values. */
  query?: Record<string, string | number | readonly string[] | undefined>;
  body?: unknown;
  /** The digest of the answer before, null when there is none; absent: nobody compares. */
  last?: string | null;
};

/** An answer that was accepted. */
export type CjAnswer<T> = {
  /** Of all it says, but for the call's own id; null when nobody compares. */
  digest: string | null;
  /** What it says. One that is `last` again is read by nobody who does not ask. Throws CjFailure. */
  data: () => T;
};

const MAX_BODY_BYTES = 20_000_000;

/** Sends one call, opens its envelope and reads its data, unless they are the same again; every attempt is recorded before its result is known to the caller. */
export function createTransport({
  baseUrl,
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
  record,
  now = () => new Date(),
}: TransportOptions) {
  return async function send<S extends z.ZodType>(
    call: CjCall,
    schema: S,
    token?: string,
  ): Promise<CjAnswer<z.output<S>>> {
    const { endpoint, method = "GET", last } = call;
    const at = now();
    const started = performance.now();
    let reply: CjHttpReply | null = null;
    let code: number | null = null;
    let failure: CjFailure | null = null;
    try {
      reply = await exchange(call, token);
      const answer = reply;
      const digest = last === undefined ? null : digestOf(answer.body);
      // Accepted once, it would be again.
      if (digest !== null && digest === last && answer.httpStatus === 200) {
        code = codeIn(answer);
        return { digest, data: () => readData(endpoint, schema, openReply(answer, at).data) };
      }
      const opened = openReply(answer, at);
      code = opened.code;
      const data = readData(endpoint, schema, opened.data);
      return { digest, data: () => data };
    } catch (error) {
      failure =
        error instanceof CjFailure
          ? error
          : new CjFailure({ kind: "unavailable", endpoint, cause: unreachable(error) });
      code = failure.vendorCode ?? code;
      throw failure;
    } finally {
      const durationMs = Math.round(performance.now() - started);
      const httpStatus = reply?.httpStatus ?? failure?.httpStatus ?? null;
      await record?.({
        endpoint,
        method,
        httpStatus,
        code,
        failure: failure?.kind ?? null,
        points: pointsOf(endpoint),
        durationMs,
        at,
        requestId: requestIdOf(reply),
      });
    }
  };

  async function exchange(
    { endpoint, method = "GET", query = {}, body }: CjCall,
    token?: string,
  ): Promise<CjHttpReply> {
    const url = new URL(`${baseUrl.replace(/\/+$/, "")}/${endpoint}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) for (const one of [value].flat()) url.searchParams.append(name, String(one));
    const headers = {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token && { "CJ-Access-Token": token }),
    };
    // A redirect would carry the token header to wherever it points, so it is not followed.
    const init: RequestInit = { method, headers, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    return {
      endpoint,
      httpStatus: response.status,
      contentType: response.headers.get("content-type"),
      retryAfter: response.headers.get("retry-after"),
      body: await readText(response, endpoint),
    };
  }
}

async function readText(response: Response, endpoint: string): Promise<string> {
  const decoder = new TextDecoder();
  let size = 0;
  let body = "";
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new CjFailure({ kind: "unexpected_reply", endpoint, httpStatus: response.status });
    body += decoder.decode(chunk, { stream: true });
  }
  return body + decoder.decode();
}

/** The name of a network error only: its text can quote headers. */
function unreachable(error: unknown): string {
  const { name, code } = fieldsOf(error instanceof Error ? (error.cause ?? error) : null);
  return text(code) ?? text(name) ?? "NetworkError";
}

const REQUEST_ID = /"requestId"\s*:\s*"([\w-]{1,64})"/;

function requestIdOf(reply: CjHttpReply | null): string | null {
  const found = REQUEST_ID.exec(reply?.body ?? "");
  return found?.[1] ?? null;
}

function codeIn({ body }: CjHttpReply): number | null {
  const found = /"code"\s*:\s*(\d{1,9})\b/.exec(body);
  return found ? Number(found[1]) : null;
}

const digestOf = (body: string): string =>
  createHash("sha256").update(body.replace(REQUEST_ID, "")).digest("base64url");
