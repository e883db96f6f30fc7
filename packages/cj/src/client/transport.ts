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

type Reply = Omit<CjHttpReply, "body"> & { readonly bytes: Buffer };

const utf8 = new TextDecoder();

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
    let reply: Reply | null = null;
    let code: number | null = null;
    let failure: CjFailure | null = null;
    try {
      const answer = await exchange(call, token);
      reply = answer;
      const digest = last === undefined ? null : digestOf(answer.bytes);
      const open = () => openReply({ ...answer, body: utf8.decode(answer.bytes) }, at);
      // Accepted once, it would be again.
      if (digest !== null && digest === last && answer.httpStatus === 200) {
        code = codeIn(answer.bytes);
        return { digest, data: () => readData(endpoint, schema, open().data) };
      }
      const opened = open();
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
        requestId: reply && (requestIdIn(reply.bytes)?.text ?? null),
      });
    }
  };

  async function exchange({ endpoint, method = "GET", query = {}, body }: CjCall, token?: string): Promise<Reply> {
    const url = new URL(`${baseUrl.replace(/\/+$/, "")}/${endpoint}`);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) for (const one of [value].flat()) url.searchParams.append(name, String(one));
    const headers = {
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token && { "CJ-Access-Token": token }),
    };
    // A redirect would carry the token header to wherever it points, so it is not followed.
    const late = new AbortController();
    const init: RequestInit = { method, headers, redirect: "manual", signal: late.signal };
    // `AbortSignal.timeout` would keep every call in memory until its time is over.
    const timer = setTimeout(() => late.abort(new DOMException("no answer in time", "TimeoutError")), timeoutMs);
    try {
      const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
      return {
        endpoint,
        httpStatus: response.status,
        contentType: response.headers.get("content-type"),
        retryAfter: response.headers.get("retry-after"),
        bytes: await readBytes(response, endpoint),
      };
    } finally {
      clearTimeout(timer);
    }
  }
}

async function readBytes(response: Response, endpoint: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new CjFailure({ kind: "unexpected_reply", endpoint, httpStatus: response.status });
    chunks.push(chunk);
  }
  // A copy of its own, as a chunk keeps all that came with it in memory.
  return Buffer.concat(chunks, size);
}

/** The name of a network error only: its text can quote headers. */
function unreachable(error: unknown): string {
  const { name, code } = fieldsOf(error instanceof Error ? (error.cause ?? error) : null);
  return text(code) ?? text(name) ?? "NetworkError";
}

/** What stands after a name in an answer, if it looks like that; looked for in its bytes, as most answers are read no further. */
function fieldIn(bytes: Buffer, name: string, value: RegExp): { text: string; from: number; to: number } | null {
  const from = bytes.indexOf(`"${name}"`);
  if (from < 0) return null;
  const start = from + name.length + 2;
  const [found, text] = value.exec(bytes.toString("latin1", start, start + LONGEST_FIELD)) ?? [];
  return found === undefined || text === undefined ? null : { text, from, to: start + found.length };
}

const LONGEST_FIELD = 80;

const requestIdIn = (bytes: Buffer) => fieldIn(bytes, "requestId", /^\s*:\s*"([\w-]{1,64})"/);

const codeIn = (bytes: Buffer): number | null => {
  const found = fieldIn(bytes, "code", /^\s*:\s*(\d{1,9})\b/);
  return found && Number(found.text);
};

function digestOf(bytes: Buffer): string {
  const { from, to } = requestIdIn(bytes) ?? { from: 0, to: 0 };
  return createHash("sha256").update(bytes.subarray(0, from)).update(bytes.subarray(to)).digest("base64url");
}
