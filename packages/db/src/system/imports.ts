import type { SystemFunction } from "./define.ts";

/** The sweeper runs for nobody in particular: it asks who has something to sweep, then acts as that merchant. */
export const merchantsToSweep: SystemFunction = {
  name: "merchants_to_sweep",
  reason:
    "A cron without a merchant must find those with expired or stalled previews or credits held for long; it learns their ids only.",
  access: { import_previews: ["select"], credit_reservations: ["select"] },
  args: "p_expired_before timestamptz, p_held_before timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `
    select m from (
      select p.merchant_id as m from public.import_previews p
      where p.expires_at < p_expired_before or (p.state = 'reading' and p.updated_at < p_held_before)
      union
      select r.merchant_id from public.credit_reservations r
      where r.state = 'open' and r.feature = 'import' and r.updated_at < p_held_before
    ) as found limit p_limit`,
};
