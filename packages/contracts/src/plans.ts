/** Plans and what they entitle to, in this one place. Counts are of current products. */
export const PLANS = ["free", "pro", "premium"] as const;
export type Plan = (typeof PLANS)[number];

export type Entitlements = {
  /** Products a merchant may hold; null is unlimited. */
  readonly productLimit: number | null;
  readonly extension: boolean;
  readonly bulkImport: boolean;
  /** Pictures in all their sizes, bytes; null is unlimited. */
  readonly mediaBytes: number | null;
  /** Credits given when the plan starts. */
  readonly startingCredits: number;
};

const MB = 1024 ** 2;

export const ENTITLEMENTS: Record<Plan, Entitlements> = {
  free: { productLimit: 10, extension: false, bulkImport: false, mediaBytes: 250 * MB, startingCredits: 60 },
  pro: { productLimit: 100, extension: false, bulkImport: true, mediaBytes: 5_000 * MB, startingCredits: 600 },
  premium: { productLimit: null, extension: true, bulkImport: true, mediaBytes: null, startingCredits: 3_000 },
};

/** Credits one imported product costs. */
export const IMPORT_CREDITS = 3;

/** Commission split in basis points, off until a platform admin enables it. */
export const DEFAULT_COMMISSION = { clientBps: 3_000, platformBps: 7_000 } as const;
