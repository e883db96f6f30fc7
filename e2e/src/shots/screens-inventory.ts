import { changed, CUT_OFF, cutOff, hold, type Screen } from "./screen.ts";

const WAITING_RUN = {
  id: "0192f000-0000-7000-8000-000000000001",
  trigger: "schedule",
  state: "waiting",
  reason: "cj.unavailable",
  resumesAt: new Date(Date.now() + 600_000).toISOString(),
  ...{ total: 62, seen: 24, changed: 3, failed: 1, waiting: 1, points: 250 },
  by: "sweep-syncs",
  startedAt: new Date(Date.now() - 120_000).toISOString(),
  endedAt: null,
};

/** A sync that waits for its supplier. */
const waits = changed<{ run: unknown }>("inventory.get", (inventory) => ({ ...inventory, run: WAITING_RUN }));

/** Stock, approvals, schedule: with much, with nothing, and as a role that may not. */
export const INVENTORY: readonly Screen[] = [
  { name: "inventory", path: "/inventory", who: "much" },
  { name: "inventory-low", path: "/inventory?show=low", who: "much" },
  { name: "inventory-empty", path: "/inventory", who: "empty" },
  { name: "inventory-support", path: "/inventory", who: "support" },
  { name: "inventory-waiting", path: "/inventory", who: "much", before: waits },
  { name: "inventory-loading", path: "/inventory", who: "much", before: hold("inventory.listLevels"), waits: true },
  {
    name: "inventory-failed",
    path: "/inventory",
    who: "much",
    before: cutOff("inventory.listLevels"),
    expects: CUT_OFF,
  },
  { name: "inventory-approvals", path: "/inventory/approvals", who: "much" },
  { name: "inventory-approvals-empty", path: "/inventory/approvals", who: "empty" },
  { name: "inventory-approvals-support", path: "/inventory/approvals", who: "support" },
  { name: "inventory-reorder", path: "/inventory/reorder", who: "much" },
  { name: "inventory-reorder-empty", path: "/inventory/reorder", who: "empty" },
  { name: "inventory-reorder-support", path: "/inventory/reorder", who: "support" },
  {
    name: "inventory-reorder-failed",
    path: "/inventory/reorder",
    who: "much",
    before: cutOff("reorder.list"),
    expects: CUT_OFF,
  },
  { name: "inventory-settings", path: "/inventory/settings", who: "much" },
  { name: "inventory-settings-none", path: "/inventory/settings", who: "empty" },
  { name: "inventory-settings-support", path: "/inventory/settings", who: "support" },
];
