import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import type { Outgoing } from "./outgoing.ts";
import { isPublicAddress } from "./public-address.ts";

/** Why an address that somebody named is not asked. `address` was private, `scheme` not https. */
export type AddressFailure =
  | { readonly kind: "timeout"; readonly seconds: number }
  | { readonly kind: "unresolved" | "address" | "scheme" };

/**
 * The addresses of a URL's host, every one of them checked; trusted origins may be private and speak plain http. Connect with
 * `pinnedTo` what is returned, so that a name that changes its mind in between changes nothing.
 */
export async function checkedAddresses(
  outgoing: Outgoing,
  url: URL,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<{ readonly addresses: readonly LookupAddress[] } | { readonly failure: AddressFailure }> {
  const failed = (failure: AddressFailure) => ({ failure });
  if (url.protocol !== "https:" && url.protocol !== "http:") return failed({ kind: "scheme" });
  const trusted = outgoing.trustedOrigins?.includes(url.origin) ?? false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  let addresses: readonly LookupAddress[];
  try {
    addresses = await within(signal, addressesOf(outgoing, host));
  } catch {
    return failed(signal.aborted ? { kind: "timeout", seconds: timeoutMs / 1_000 } : { kind: "unresolved" });
  }
  if (addresses.length === 0) return failed({ kind: "unresolved" });
  if (!trusted && !addresses.every(({ address }) => isPublicAddress(address))) return failed({ kind: "address" });
  if (!trusted && url.protocol !== "https:") return failed({ kind: "scheme" });
  return { addresses };
}

/** Answers what was checked and asks nobody: this is what keeps DNS rebinding out. */
export const pinnedTo =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_host, options, done) =>
    options.all ? done(null, [...addresses]) : done(null, addresses[0]?.address ?? "", addresses[0]?.family);

/** What the network said, in its own code. */
export const problemOf = (error: unknown): string => {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? code : "no answer";
};

const addressesOf = async ({ resolve }: Outgoing, host: string): Promise<readonly LookupAddress[]> => {
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  return resolve ? resolve(host) : lookup(host, { all: true });
};

async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error("too late"));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
