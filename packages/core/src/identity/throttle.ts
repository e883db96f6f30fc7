import { leaseTokens } from "@nexusone/db/rate-slots";
import { returnTokens } from "@nexusone/db/system/identity-lookups";
import { MINUTE_MS } from "../clock.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";

type Limit = { readonly name: string; readonly windowMs: number; readonly limit: number };
type Limits = { readonly account: Limit; readonly address: Limit };

const limit = (name: string, windowMs: number, count: number): Limit => ({ name, windowMs, limit: count });

/** Per account and per address of the network, in real time, for all processes together. */
export const THROTTLES = {
  /** Failures only: a success gives its tokens back. */
  signIn: {
    account: limit("sign_in:account", 15 * MINUTE_MS, 10),
    address: limit("sign_in:address", 15 * MINUTE_MS, 60),
  },
  link: { account: limit("link:account", 60 * MINUTE_MS, 5), address: limit("link:address", 60 * MINUTE_MS, 40) },
  signUp: {
    account: limit("sign_up:account", 60 * MINUTE_MS, 5),
    address: limit("sign_up:address", 60 * MINUTE_MS, 20),
  },
} as const satisfies Record<string, Limits>;

type Caller = { readonly platform: Platform; readonly address: string };

// Hashed, so that the table of limits holds nobody's address.
const bucket = (limits: Limit, subject: string) => ({
  ...limits,
  key: `${limits.name}:${hashToken(subject).slice(0, 32)}`,
});

/** The network first: past its limit it cannot use up the attempts of other people's accounts. */
const bucketsOf = (caller: Caller, { account, address }: Limits, who: string) => [
  bucket(address, caller.address),
  bucket(account, who),
];

/** Takes one attempt; throws `identity.sign_in_throttled` with the seconds to wait, before any other work is done. */
export async function takeAttempt(caller: Caller, throttle: keyof typeof THROTTLES, account: string): Promise<void> {
  for (const { key, windowMs, limit: most } of bucketsOf(caller, THROTTLES[throttle], account)) {
    const { granted, resetAt } = await leaseTokens(caller.platform.db, key, { windowMs, limit: most, want: 1 });
    if (granted > 0) continue;
    const seconds = Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1_000));
    throw new DomainError("identity.sign_in_throttled", { seconds });
  }
}

/** Gives the attempt back, because it succeeded. */
export async function returnAttempt(caller: Caller, throttle: keyof typeof THROTTLES, account: string): Promise<void> {
  for (const { key, windowMs } of bucketsOf(caller, THROTTLES[throttle], account))
    await returnTokens(caller.platform.db, key, windowMs);
}
