import type { Plan } from "./plans.ts";

/** How many requests of a caller count against which window. Windows are real time. */
export type Limit = { readonly windowMs: number; readonly max: number };

/** Ordinary calls, and those that make a supplier or many rows work. */
export type Limits = { readonly general: Limit; readonly heavy: Limit };

const QUARTER_HOUR_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** What one person's tokens, API keys and paired browsers may do together, by the merchant's plan: Free has the published REST figures. */
export const PLAN_LIMITS: Record<Plan, Limits> = {
  free: { general: { windowMs: QUARTER_HOUR_MS, max: 100 }, heavy: { windowMs: MINUTE_MS, max: 10 } },
  pro: { general: { windowMs: QUARTER_HOUR_MS, max: 2_000 }, heavy: { windowMs: MINUTE_MS, max: 60 } },
  premium: { general: { windowMs: QUARTER_HOUR_MS, max: 10_000 }, heavy: { windowMs: MINUTE_MS, max: 300 } },
};

/** A merchant's programs together may do what five of its people may. */
const MERCHANT_SHARES = 5;
const times = ({ windowMs, max }: Limit): Limit => ({ windowMs, max: max * MERCHANT_SHARES });
const ofMerchant = ({ general, heavy }: Limits): Limits => ({ general: times(general), heavy: times(heavy) });
export const MERCHANT_LIMITS: Record<Plan, Limits> = {
  free: ofMerchant(PLAN_LIMITS.free),
  pro: ofMerchant(PLAN_LIMITS.pro),
  premium: ofMerchant(PLAN_LIMITS.premium),
};

/** The admin's own session: generous, a brake for runaway tabs. */
export const ADMIN_LIMITS = {
  general: { windowMs: QUARTER_HOUR_MS, max: 20_000 },
  heavy: { windowMs: MINUTE_MS, max: 300 },
} as const;

/** Callers nobody has identified, per address: sign-in pages, pairing. Sign-in itself is throttled per account as well. */
export const ANONYMOUS_LIMITS = {
  general: { windowMs: QUARTER_HOUR_MS, max: 600 },
  heavy: { windowMs: MINUTE_MS, max: 60 },
} as const;

/** Calls in one HTTP batch. */
export const MAX_BATCH = 20;
