import { z } from "zod";
import { ProductId } from "./ids.ts";
import {
  ALERT_KINDS,
  CHANGE_KINDS,
  CHANGE_POLICIES,
  LEVEL_SHOWN,
  SYNC_SCHEDULES,
  SYNC_STATES,
  SYNC_TRIGGERS,
} from "./inventory-terms.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { PRODUCT_STATUSES } from "./product-terms.ts";
import { SupplierChange } from "./supplier-sync.ts";

const Bps = z.number().int().min(0).max(10_000);
const Units = z.number().int().min(0).max(1_000_000);
export const Policies = z.record(z.enum(CHANGE_KINDS), z.enum(CHANGE_POLICIES));

export const InventorySettings = z.object({
  schedule: z.enum(SYNC_SCHEDULES),
  /** Minutes after midnight in the shop's zone, of daily and weekly runs; hourly ones come at its minute. */
  atMinute: z.number().int().min(0).max(1_439),
  /** Of weekly runs: 1 is Monday. */
  weekday: z.number().int().min(1).max(7),
  policies: Policies,
  priceNoiseBps: Bps,
  stockNoiseBps: Bps,
  lowStockAt: Units,
});
export const InventorySettingsView = InventorySettings.extend({
  timezone: z.string(),
  /** Null while the schedule is off. */
  nextRunAt: Instant.nullable(),
});
export type InventorySettingsView = z.infer<typeof InventorySettingsView>;
/** What is left out stays as it is; of the policies too. */
export const SaveInventorySettingsInput = InventorySettings.extend({
  policies: z.partialRecord(z.enum(CHANGE_KINDS), z.enum(CHANGE_POLICIES)),
}).partial();

/** Without `productIds`: everything that comes from a supplier and is not archived. */
export const StartSyncInput = z.object({ productIds: z.array(ProductId).min(1).max(500).optional() });
export const SyncRunView = z.object({
  id: z.uuid(),
  trigger: z.enum(SYNC_TRIGGERS),
  state: z.enum(SYNC_STATES),
  /** Why it waits or failed. */
  reason: z.string().nullable(),
  resumesAt: Instant.nullable(),
  /** Products to read, and how many were: read without news, changed, missing once, put off for a failure. */
  total: z.number().int(),
  seen: z.number().int(),
  changed: z.number().int(),
  failed: z.number().int(),
  /** Changes that wait for somebody's word. */
  waiting: z.number().int(),
  /** Of the supplier's, spent so far. */
  points: z.number().int(),
  by: z.string(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
});
export type SyncRunView = z.infer<typeof SyncRunView>;
export const SyncStarted = SyncRunView.extend({
  /** False: this one was under way already. */
  started: z.boolean(),
});
export const SyncRunsPage = page(SyncRunView);

export const PlanSyncInput = z.object({ schedule: z.enum(SYNC_SCHEDULES) });
export const SyncPlanView = z.object({
  schedule: z.enum(SYNC_SCHEDULES),
  products: z.number().int(),
  /** Points of one product in hundredths: as the last runs were charged, else the most it can be. */
  pointsPerProduct: z.number().int(),
  measured: z.boolean(),
  pointsPerRun: z.number().int(),
  /** A weekly run is spread over its week. */
  pointsPerDay: z.number().int(),
  /** Of a day, for syncs: a share is kept for other work. Null where the supplier counts none. */
  pointsForSync: z.number().int().nullable(),
  pointsLeftToday: z.number().int().nullable(),
  fits: z.boolean(),
  /** The most frequent schedule that fits. */
  suggested: z.enum(SYNC_SCHEDULES),
});
export type SyncPlanView = z.infer<typeof SyncPlanView>;

export const ListLevelsInput = PageInput.extend({ show: z.enum(LEVEL_SHOWN).default("all") });
export const LevelView = z.object({
  productId: ProductId,
  name: z.string(),
  imageUrl: z.string().nullable(),
  status: z.enum(PRODUCT_STATUSES),
  /** Units everywhere; null is unknown, not zero. */
  stock: z.number().int().nullable(),
  /** Units of these that open orders keep. */
  reserved: z.number().int(),
  /** Whether it can be sold, whatever the merchant's own switch says; null while stock is unknown. */
  available: z.boolean().nullable(),
  /** Somebody has to decide about this before it is sold. */
  heldBy: z.enum(CHANGE_KINDS).nullable(),
  /** What counts as low, and whether that is of this product alone. */
  lowStockAt: z.number().int(),
  ownThreshold: z.boolean(),
  /** Null for products of the merchant's own. */
  readAt: Instant.nullable(),
  /** Why the last reading failed, and when the next attempt is due. */
  problem: z.object({ reason: z.string(), failures: z.number().int(), retryAt: Instant.nullable() }).nullable(),
});
export type LevelView = z.infer<typeof LevelView>;
export const LevelsPage = page(LevelView);
/** Null goes back to the shop's. */
export const SetLowStockInput = z.object({ productId: ProductId, lowStockAt: Units.nullable() });

export const AlertView = z.object({
  id: z.uuid(),
  productId: ProductId,
  name: z.string(),
  imageUrl: z.string().nullable(),
  kind: z.enum(ALERT_KINDS),
  units: z.number().int(),
  threshold: z.number().int(),
  raisedAt: Instant,
});
export type AlertView = z.infer<typeof AlertView>;
export const AlertsPage = page(AlertView);
const Ids = z.array(z.uuid()).min(1).max(100);
export const DismissAlertsInput = z.object({ ids: Ids });
export const Dismissed = z.object({ dismissed: z.number().int() });

export const ApprovalView = z.object({
  id: z.uuid(),
  productId: ProductId,
  name: z.string(),
  imageUrl: z.string().nullable(),
  currency: z.string(),
  kind: z.enum(CHANGE_KINDS),
  /** Nothing of the product is sold until somebody decides. */
  holds: z.boolean(),
  /** The first 100. */
  changes: z.array(SupplierChange),
  foundAt: Instant,
});
export type ApprovalView = z.infer<typeof ApprovalView>;
export const ApprovalsPage = page(ApprovalView);
export const DecideApprovalsInput = z.object({ ids: Ids, decision: z.enum(["approve", "reject"]) });
export const DecidedView = z.object({
  decided: z.number().int(),
  /** Those that somebody else decided, or that no longer hold. */
  gone: z.number().int(),
});
export const InventoryFigures = z.object({
  low: z.number().int(),
  out: z.number().int(),
  approvals: z.number().int(),
  failing: z.number().int(),
  /** The run under way, else the last one. */
  run: SyncRunView.nullable(),
});
