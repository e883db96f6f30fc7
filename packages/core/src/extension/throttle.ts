import { leaseTokens } from "@nexusone/db/rate-slots";
import { MINUTE_MS } from "../clock.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";

const LIMITS = {
  /** Codes a person makes. */
  create: { windowMs: 10 * MINUTE_MS, limit: 20 },
  /** Codes an address tries, right or wrong: a pairing takes two, guessing one of 2^40 in time takes billions. */
  guess: { windowMs: 10 * MINUTE_MS, limit: 20 },
} as const;

/** Takes one try of `subject`, in real time and for all processes. @throws request.too_many {seconds} */
export async function takePairingTry(platform: Platform, kind: keyof typeof LIMITS, subject: string): Promise<void> {
  // Hashed, so that the table of limits holds nobody's address.
  const key = `extension_${kind}:${hashToken(subject).slice(0, 32)}`;
  const { granted, resetAt } = await leaseTokens(platform.db, key, { ...LIMITS[kind], want: 1 });
  if (granted > 0) return;
  const seconds = Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1_000));
  throw new DomainError("request.too_many", { seconds });
}
