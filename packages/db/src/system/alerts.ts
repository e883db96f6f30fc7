import type { SystemFunction } from "./define.ts";

export const alertFunctions: readonly SystemFunction[] = [
  {
    name: "call_figures",
    reason:
      "Whether requests, jobs or a vendor fail for everybody is a matter of the platform: sums by the hour, no merchant among them",
    access: { integration_analytics: ["select"] },
    args: "p_since timestamptz, p_request_areas text[], p_faults text[]",
    returns: "table (hour timestamptz, subject text, calls bigint, failed bigint)",
    volatility: "stable",
    body: `
      select hour, subject, sum(calls), coalesce(sum(calls) filter (where outcome = any(p_faults)), 0) from (
        select a.hour, a.outcome, a.calls, case
          when a.area = any(p_request_areas) then 'requests'
          when a.area = 'job' then 'jobs'
          when a.area = 'vendor' then split_part(a.operation, ' ', 1)
        end as subject
        from public.integration_analytics a where a.hour >= p_since) named
      where subject is not null group by hour, subject`,
  },
  {
    name: "platform_admin_homes",
    reason: "Platform admins are told of trouble in one merchant of theirs, the first they joined: ids only",
    access: { users: ["select"], memberships: ["select"] },
    args: "",
    returns: "table (user_id uuid, merchant_id uuid)",
    volatility: "stable",
    body: `
      select distinct on (u.id) u.id, m.merchant_id from public.users u join public.memberships m on m.user_id = u.id
      where u.is_platform_admin order by u.id, m.joined_at, m.merchant_id`,
  },
];
