import { leaseTokens } from "@nexusone/db/rate-slots";
import { returnTokens } from "@nexusone/db/system/identity-lookups";
import { MINUTE_MS } from "../clock.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";

const LIMITS = {
  /** Codes a person makes. */
  create: { windowMs: 10 * MINUTE_MS, limit: 20 },
  /** Wrong codes an address tries: guessing one of 2^40 in time takes billions. */
  guess: { windowMs: 10 * MINUTE_MS, limit: 20 },
  /** Pages a browser reports as changed; it sends each kind once a day. */
  report: { windowMs: 24 * 60 * MINUTE_MS, limit: 20 },
} as const;

type Kind = keyof typeof LIMITS;

// Hashed, so that the table of limits holds nobody's address.
const keyOf = (kind: Kind, subject: string) => `extension_${kind}:${hashToken(subject).slice(0, 32)}`;

/** Takes one try of `subject`, in real time and for all processes. @throws request.too_many {seconds} */
export async function takeTry(platform: Platform, kind: Kind, subject: string): Promise<void> {
  const { granted, resetAt } = await leaseTokens(platform.db, keyOf(kind, subject), { ...LIMITS[kind], want: 1 });
  if (granted > 0) return;
  const seconds = Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1_000));
  throw new DomainError("request.too_many", { seconds });
}

/** Gives the guess back, because the code was right: a whole office may pair its browsers from one address. */
export const returnGuess = (platform: Platform, address: string): Promise<void> =>
  returnTokens(platform.db, keyOf("guess", address), LIMITS.guess.windowMs);
