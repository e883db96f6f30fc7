import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** A secret and the name under which the caller knows it. */
export type NamedSecret<Name> = { name: Name; secret: string };

/**
 * Which secret signed exactly these bytes; null when none did. Header `X-Hub-Signature-256` is `sha256=` and the HMAC-SHA256 of
 * the body as lower-case hex, keyed with the app secret (facts section 1). Several secrets: the old and the new while they
 * rotate, or those of several apps. All are tried, each compared in constant time. Never throws.
 *
 * A secret vouches only for the channels registered under it: compare before acting.
 */
export function verifyMetaSignature<Name>(
  rawBody: Uint8Array,
  header: string | null | undefined,
  secrets: readonly NamedSecret<Name>[],
): NamedSecret<Name> | null {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header ?? "")?.[1];
  if (hex === undefined) return null;
  const given = Buffer.from(hex, "hex");
  let found: NamedSecret<Name> | null = null;
  for (const candidate of secrets) {
    if (candidate.secret === "") continue;
    const expected = createHmac("sha256", candidate.secret).update(rawBody).digest();
    if (timingSafeEqual(given, expected)) found ??= candidate;
  }
  return found;
}

/** The header's value for these bytes: for tests, a simulator and a self-test of the settings. */
export function signMeta(rawBody: Uint8Array, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(rawBody).digest("hex")}`;
}

/**
 * The text to answer Meta's subscription check (GET) with, as text/plain and nothing else; null: refuse with 403. `query` is the
 * query as it was sent, since the keys have dots in them that some parsers take for nesting. There is no signature on a GET.
 */
export function verificationChallenge(query: URLSearchParams, verifyTokens: readonly string[]): string | null {
  const challenge = query.get("hub.challenge");
  const given = query.get("hub.verify_token");
  if (query.get("hub.mode") !== "subscribe" || !challenge || given === null) return null;
  return verifyTokens.filter((token) => token !== "" && sameSecret(given, token)).length > 0 ? challenge : null;
}

/**
 * Which secret a Whapi call carries in its secret header; null when none. Whapi signs nothing (facts section 13): a header set in
 * the channel's settings and an unguessable path are all there is.
 */
export function verifyWhapiSecret<Name>(
  header: string | null | undefined,
  secrets: readonly NamedSecret<Name>[],
): NamedSecret<Name> | null {
  const fitting = secrets.filter(({ secret }) => secret !== "" && sameSecret(header ?? "", secret));
  return fitting[0] ?? null;
}

/** Compares by digest, so that the time tells neither length nor beginning. */
function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(hash("sha256", given, "buffer"), hash("sha256", expected, "buffer"));
}
