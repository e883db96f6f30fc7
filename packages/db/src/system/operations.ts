import type { SystemFunction } from "./define.ts";

export const pruneOperations: SystemFunction = {
  name: "prune_operations",
  reason:
    "Background work that ended long ago is forgotten for all merchants in one nightly sweep; it returns nothing.",
  access: { operations: ["select", "delete"] },
  args: "p_before timestamptz",
  returns: "void",
  body: `
    delete from public.operations
    where finished_at < p_before and status in ('completed', 'failed', 'discarded')`,
};
