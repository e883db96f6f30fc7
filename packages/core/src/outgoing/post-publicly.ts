import type { LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { checkedAddresses, pinnedTo, problemOf, type AddressFailure } from "./checked-address.ts";
import type { Outgoing } from "./outgoing.ts";

const TIMEOUT_MS = 15_000;
const MAX_HOPS = 3;
const MAX_BODY_BYTES = 16_384;
const MAX_HEADER_BYTES = 8_192;

export type PostAnswer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Text of the first 16 kB. */
  readonly body: string;
};
/** Why there is no answer. `address` was private, `scheme` not https, `redirect` led nowhere we follow (with its answer). */
export type PostFailure = AddressFailure | { readonly kind: "unreachable"; readonly problem: string };
export type PostResult = { readonly url: string } & (
  | { readonly answer: PostAnswer }
  | { readonly failure: PostFailure; readonly answer?: undefined }
);

/**
 * POSTs to an address that a merchant named. Every address its name resolves to is checked and the connection goes to one of
 * the checked ones, so a name that changes its mind in between changes nothing; 307 and 308 are followed, each hop checked
 * again. Never throws; the body of an answer is cut, what comes later is not read.
 */
export async function postPublicly(
  outgoing: Outgoing,
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: string },
): Promise<PostResult> {
  const timeoutMs = outgoing.timeoutMs ?? TIMEOUT_MS;
  const signal = AbortSignal.timeout(timeoutMs);
  let at = url;
  for (let hop = 0; ; hop += 1) {
    const result = await one(outgoing, new URL(at), request, signal, timeoutMs);
    const location = result.answer?.headers["location"];
    if (!result.answer || hop >= MAX_HOPS || location === undefined || ![307, 308].includes(result.answer.status))
      return { url: at, ...result };
    if (!URL.canParse(location, at)) return { url: at, ...result };
    at = new URL(location, at).href;
  }
}

type Outcome = { readonly answer: PostAnswer } | { readonly failure: PostFailure; readonly answer?: undefined };

async function one(
  outgoing: Outgoing,
  url: URL,
  request: { readonly headers: Record<string, string>; readonly body: string },
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Outcome> {
  const found = await checkedAddresses(outgoing, url, signal, timeoutMs);
  if ("failure" in found) return found;
  try {
    return { answer: await send(url, found.addresses, request, signal) };
  } catch (error) {
    if (signal.aborted) return { failure: { kind: "timeout", seconds: timeoutMs / 1_000 } };
    return { failure: { kind: "unreachable", problem: problemOf(error) } };
  }
}

function send(
  url: URL,
  addresses: readonly LookupAddress[],
  { headers, body }: { readonly headers: Record<string, string>; readonly body: string },
  signal: AbortSignal,
): Promise<PostAnswer> {
  const bytes = Buffer.from(body);
  const { request } = url.protocol === "https:" ? https : http;
  const { promise, resolve, reject } = Promise.withResolvers<PostAnswer>();
  const outgoing = request(url, {
    method: "POST",
    headers: { ...headers, "content-length": String(bytes.length) },
    lookup: pinnedTo(addresses),
    agent: false,
    maxHeaderSize: 32_768,
    signal,
  });
  outgoing.on("error", reject);
  outgoing.on("response", (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (): void =>
      resolve({
        status: response.statusCode ?? 0,
        headers: headersOf(response.headers),
        body: textOf(Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES)),
      });
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size < MAX_BODY_BYTES) return;
      end();
      response.destroy();
    });
    response.on("end", end);
    response.on("error", reject);
  });
  outgoing.end(bytes);
  return promise;
}

/** Cookies are the receiver's secrets; a flood of headers is cut. */
function headersOf(headers: http.IncomingHttpHeaders): Record<string, string> {
  let left = MAX_HEADER_BYTES;
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const text = storableText(name === "set-cookie" ? "(not kept)" : [value].flat().join(", "));
      left -= name.length + text.length;
      return left < 0 ? [] : [[name, text]];
    }),
  );
}

const textOf = (bytes: Buffer): string => storableText(bytes.toString("utf8"));
/** Postgres stores no zero byte. */
const storableText = (text: string): string => text.replaceAll("\0", "").toWellFormed();
