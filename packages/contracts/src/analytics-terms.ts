import type { EventType } from "./events.ts";

// Without schemas: the addresses of screens are read with them before anything else is loaded.

/**
 * What was at work. `admin`, `api` and `extension` are calls to us by people and programs, `vendor` and `webhook` calls of ours,
 * `query` a statement of the database that was slow, `feature` something that got done.
 */
export const AREAS = ["admin", "api", "extension", "vendor", "job", "webhook", "query", "feature"] as const;
export type Area = (typeof AREAS)[number];
/** Calls that somebody made to us. */
export const REQUEST_AREAS = ["admin", "api", "extension"] as const satisfies readonly Area[];

/** The outcome of what went well; any other is a code of the registry. */
export const OK = "ok";
/** Upper bounds in milliseconds of a histogram's counts; one more count holds what took longer. */
export const LATENCY_BOUNDS_MS = [5, 10, 25, 50, 100, 200, 500, 1_000, 2_500, 10_000] as const;
/** The longest range and the day it begins in. */
export const ANALYTICS_KEPT_DAYS = 92;

/** What can be adopted, with the events that tell of it. A feature adds its own here. */
export const FEATURES = {
  import: ["product.imported", "import.failed"],
  undo: ["product.import_undone"],
  edit: ["product.updated", "product.removed"],
  own_products: ["product.created"],
  drafts: ["draft.created", "draft.settled"],
  background: ["operation.completed", "operation.failed"],
  extension: ["extension.paired"],
  api_keys: ["api_key.created"],
  webhooks: ["webhook.created", "webhook.replayed"],
  cj: ["cj.connected"],
  team: ["member.invited"],
  archive: ["merchant.exported"],
} as const satisfies Record<string, readonly EventType[]>;
export type Feature = keyof typeof FEATURES;
export const FEATURE_NAMES = Object.keys(FEATURES) as [Feature, ...Feature[]];

/** Steps of a range in hours or in days of the merchant's zone, the running one included. */
export const RANGE_STEPS = {
  "24h": { unit: "hour", steps: 24 },
  "7d": { unit: "day", steps: 7 },
  "30d": { unit: "day", steps: 30 },
  "90d": { unit: "day", steps: 90 },
} as const;
export const RANGES = Object.keys(RANGE_STEPS) as [keyof typeof RANGE_STEPS, ...(keyof typeof RANGE_STEPS)[]];
export type Range = keyof typeof RANGE_STEPS;

/** The figures that a person can have at the head of their analytics. */
export const FIGURES = ["calls", "errorRate", "availability", "p95", "credits", "failures"] as const;
export type Figure = (typeof FIGURES)[number];
