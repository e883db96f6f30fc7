import type { LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { checkedAddresses, pinnedTo, problemOf, type AddressFailure } from "./checked-address.ts";
import type { Outgoing } from "./outgoing.ts";

const TIMEOUT_MS = 30_000;
const MAX_HOPS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type GetFailure =
  | AddressFailure
  | { readonly kind: "unreachable"; readonly problem: string }
  | { readonly kind: "too_large" };
export type GetResult =
  | { readonly status: number; readonly body: Buffer; readonly failure?: undefined }
  | { readonly failure: GetFailure };
type Hop = GetResult & { readonly location?: string };

/**
 * Fetches up to `maxBytes` from an address that somebody else named, under the guard of `checkedAddresses`, which every
 * redirect passes again. What is larger is cut off and not kept. Never throws; sends no cookie and no referrer.
 */
export async function getPublicly(
  outgoing: Outgoing,
  url: string,
  options: { readonly maxBytes: number },
): Promise<GetResult> {
  const timeoutMs = outgoing.timeoutMs ?? TIMEOUT_MS;
  const signal = AbortSignal.timeout(timeoutMs);
  let at = url;
  for (let hop = 0; ; hop += 1) {
    const { location, ...result } = await one(outgoing, new URL(at), options.maxBytes, signal, timeoutMs);
    if (location === undefined || hop >= MAX_HOPS || !URL.canParse(location, at)) return result;
    at = new URL(location, at).href;
  }
}

async function one(
  outgoing: Outgoing,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Hop> {
  const found = await checkedAddresses(outgoing, url, signal, timeoutMs);
  if ("failure" in found) return found;
  try {
    return await fetchFrom(url, found.addresses, maxBytes, signal);
  } catch (error) {
    if (signal.aborted) return { failure: { kind: "timeout", seconds: timeoutMs / 1_000 } };
    return { failure: { kind: "unreachable", problem: problemOf(error) } };
  }
}

function fetchFrom(url: URL, addresses: readonly LookupAddress[], maxBytes: number, signal: AbortSignal): Promise<Hop> {
  const { request } = url.protocol === "https:" ? https : http;
  const { promise, resolve, reject } = Promise.withResolvers<Hop>();
  const outgoing = request(url, {
    headers: { accept: "image/*", "user-agent": "NexusOne" },
    lookup: pinnedTo(addresses),
    agent: false,
    maxHeaderSize: 32_768,
    signal,
  });
  outgoing.on("error", reject);
  outgoing.on("response", (response) => {
    const { statusCode: status = 0, headers } = response;
    const end = (result: Hop): void => {
      resolve(result);
      response.destroy();
    };
    response.on("error", reject);
    if (REDIRECTS.has(status) && headers.location !== undefined)
      return end({ status, body: Buffer.alloc(0), location: headers.location });
    if (Number(headers["content-length"] ?? 0) > maxBytes) return end({ failure: { kind: "too_large" } });
    const chunks: Buffer[] = [];
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) end({ failure: { kind: "too_large" } });
    });
    response.on("end", () =>
      response.complete ? end({ status, body: Buffer.concat(chunks) }) : reject(new Error("cut off")),
    );
    // An answer that breaks off in the middle has no end.
    response.on("close", () => reject(new Error("cut off")));
  });
  outgoing.end();
  return promise;
}
