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
};

const MAX_BODY_BYTES = 20_000_000;

/** Sends one call, opens its envelope and reads its data; every attempt is recorded before its result is known to the caller. */
export function createTransport({
  baseUrl,
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
  record,
  now = () => new Date(),
}: TransportOptions) {
  return async function send<S extends z.ZodType>(call: CjCall, schema: S, token?: string): Promise<z.output<S>> {
    const { endpoint, method = "GET" } = call;
    const at = now();
    const started = performance.now();
    let reply: CjHttpReply | null = null;
    let code: number | null = null;
    let failure: CjFailure | null = null;
    try {
      reply = await exchange(call, token);
      const opened = openReply(reply, at);
      code = opened.code;
      return readData(endpoint, schema, opened.data);
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

function requestIdOf(reply: CjHttpReply | null): string | null {
  const found = /"requestId"\s*:\s*"([\w-]{1,64})"/.exec(reply?.body ?? "");
  return found?.[1] ?? null;
}
