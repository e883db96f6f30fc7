import type { SystemFunction } from "./define.ts";

/** The sweeper runs for nobody in particular: it asks who has something to sweep, then acts as that merchant. */
export const merchantsToSweep: SystemFunction = {
  name: "merchants_with_expired_previews",
  reason:
    "A cron without a merchant must find the merchants whose import previews have expired; it learns their ids only.",
  access: { import_previews: ["select"] },
  args: "p_before timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `
    select distinct p.merchant_id from public.import_previews p
    where p.expires_at < p_before limit p_limit`,
};
