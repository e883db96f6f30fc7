import type { SystemFunction } from "./define.ts";

/** The sweep runs for nobody in particular: it asks who has something due, then acts as that merchant. */
export const merchantsWithDueNotifications: SystemFunction = {
  name: "merchants_with_due_notifications",
  reason: "A cron without a merchant must find those with a notice that is due; it learns their ids only.",
  access: { notification_deliveries: ["select"] },
  args: "p_now timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `
    select merchant_id from (
      select d.merchant_id, min(d.due_at) as due from public.notification_deliveries d
      where d.state = 'pending' and d.due_at <= p_now group by d.merchant_id) waiting
    order by due limit p_limit`,
};
