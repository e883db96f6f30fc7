// No schemas here: the tables and the admin's first screen carry this file.

/** How often stock and cost are read by themselves. */
export const SYNC_SCHEDULES = ["off", "hourly", "daily", "weekly"] as const;
export type SyncSchedule = (typeof SYNC_SCHEDULES)[number];

/**
 * What a supplier can change, and what follows from it: `cost` moves prices by rule, `stock` puts a product off sale at zero and
 * back on its return, `variantGone` and `productGone` take off sale, `variantNew` adds a variant.
 */
export const CHANGE_KINDS = ["cost", "stock", "variantGone", "productGone", "variantNew"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * `apply`: it follows at once. `notify`: the same, and people are told. `ask`: it waits until somebody agrees, sale goes on as
 * it is. `hold`: the same, and nothing of the product is sold until somebody decides. Facts (cost, units) are always written
 * down, and what is out of stock is never sold: waiting is only what follows from them.
 */
export const CHANGE_POLICIES = ["apply", "notify", "ask", "hold"] as const;
export type ChangePolicy = (typeof CHANGE_POLICIES)[number];
export type ChangePolicies = Record<ChangeKind, ChangePolicy>;

export const DEFAULT_POLICIES: ChangePolicies = {
  cost: "apply",
  stock: "apply",
  variantGone: "notify",
  productGone: "notify",
  variantNew: "ask",
};
/** A price that a rule would move by less than this stays, unless its margin fell under the floor. */
export const DEFAULT_PRICE_NOISE_BPS = 100;
/** Stock that moves by less is written, and told nobody. */
export const DEFAULT_STOCK_NOISE_BPS = 1_000;
/** Low at this many units or fewer; none at all is out. */
export const DEFAULT_LOW_STOCK_AT = 5;

/** `message`: the supplier said that something changed. `gap`: it may have said so while nobody listened. */
export const SYNC_TRIGGERS = ["schedule", "manual", "retry", "message", "gap"] as const;
export type SyncTrigger = (typeof SYNC_TRIGGERS)[number];
/** `waiting` says why and until when; it goes on by itself. */
export const SYNC_STATES = ["running", "waiting", "done", "failed"] as const;
export type SyncState = (typeof SYNC_STATES)[number];
export const isUnderWay = (state: SyncState): boolean => state === "running" || state === "waiting";

/** What a list of stock can be narrowed to. */
export const LEVEL_SHOWN = ["all", "low", "out", "unknown", "held", "failing"] as const;
export type LevelShown = (typeof LEVEL_SHOWN)[number];
export const PROPOSAL_STATES = ["open", "rejected"] as const;
export const ALERT_KINDS = ["low", "out"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
