import { LATENCY_BOUNDS_MS } from "@nexusone/contracts/analytics-terms";
import type { SystemFunction } from "./define.ts";

const places = Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, (_, index) => index + 1);
const each = (of: (place: number) => string): string => `array[${places.map(of).join(", ")}]`;

export const analyticsFunctions: readonly SystemFunction[] = [
  {
    name: "add_analytics",
    reason:
      "A process adds what it counted for all merchants in one statement every few seconds; it returns nothing. Calls of people who do not want to be counted are left out here, so that no request has to ask.",
    access: {
      integration_analytics: ["select", "insert", "update"],
      user_integration_settings: ["select"],
      merchants: ["select"],
    },
    args: "p_rows jsonb",
    returns: "void",
    // In the order of the key, so that two processes cannot wait for each other. A merchant may be gone by now.
    body: `
      insert into public.integration_analytics as a
        (merchant_id, hour, area, operation, outcome, calls, total_ms, max_ms, histogram)
      select r.merchant_id, r.hour, r.area, r.operation, r.outcome, sum(r.calls), sum(r.total_ms), max(r.max_ms),
        ${each((place) => `sum(r.histogram[${place}])`)}
      from jsonb_to_recordset(p_rows) as r(merchant_id uuid, user_id uuid, hour timestamptz, area text, operation text,
        outcome text, calls integer, total_ms bigint, max_ms integer, histogram integer[])
      where exists (select from public.merchants m where m.id = r.merchant_id)
        and not exists (
          select from public.user_integration_settings s
          where s.merchant_id = r.merchant_id and s.user_id = r.user_id and not s.count_my_use)
      group by r.merchant_id, r.hour, r.area, r.operation, r.outcome
      order by r.merchant_id, r.hour, r.area, r.operation, r.outcome
      on conflict (merchant_id, hour, area, operation, outcome) do update set
        calls = a.calls + excluded.calls, total_ms = a.total_ms + excluded.total_ms,
        max_ms = greatest(a.max_ms, excluded.max_ms),
        histogram = ${each((place) => `a.histogram[${place}] + excluded.histogram[${place}]`)}`,
  },
  {
    name: "add_slow_statements",
    reason: "Which statements are slow is a matter of the platform: they are noted whoever ran them, without values.",
    access: { slow_statements: ["select", "insert", "update"] },
    args: "p_rows jsonb",
    returns: "void",
    body: `
      insert into public.slow_statements as s (day, name, statement, calls, total_ms, max_ms)
      select r.day, r.name, r.statement, r.calls, r.total_ms, r.max_ms
      from jsonb_to_recordset(p_rows) as r(day date, name text, statement text, calls integer, total_ms bigint, max_ms integer)
      order by r.day, r.name
      on conflict (day, name) do update set calls = s.calls + excluded.calls,
        total_ms = s.total_ms + excluded.total_ms, max_ms = greatest(s.max_ms, excluded.max_ms)`,
  },
  {
    name: "add_page_report",
    reason:
      "What CJ changed on its pages is a matter of the platform: counted whoever met it, without the page or the person.",
    access: { page_reports: ["select", "insert", "update"] },
    args: "p_at timestamptz, p_host text, p_page text, p_selectors text[], p_version text",
    returns: "void",
    body: `
      insert into public.page_reports as r (day, host, page, selector, version, reports, last_at)
      select (p_at at time zone 'UTC')::date, p_host, p_page, s.selector, p_version, 1, p_at
      from (select distinct unnest(p_selectors) as selector) s order by s.selector
      on conflict (day, host, page, selector, version) do update set
        reports = r.reports + 1, last_at = greatest(r.last_at, excluded.last_at)`,
  },
  {
    name: "page_reports_since",
    reason: "A platform admin sees which selectors fail, on which pages and for which version: sums, no merchant.",
    access: { page_reports: ["select"] },
    args: "p_since date",
    returns: "table (host text, page text, selector text, version text, reports bigint, last_at timestamptz)",
    volatility: "stable",
    body: `
      select host, page, selector, version, sum(reports)::bigint, max(last_at)
      from public.page_reports where day >= p_since
      group by host, page, selector, version order by 6 desc limit 100`,
  },
  {
    name: "prune_analytics",
    reason: "Figures of all merchants are forgotten after their time in one nightly sweep; it returns nothing.",
    access: {
      integration_analytics: ["select", "delete"],
      slow_statements: ["select", "delete"],
      page_reports: ["select", "delete"],
    },
    args: "p_before timestamptz",
    returns: "void",
    body: `
      delete from public.integration_analytics where hour < p_before;
      delete from public.slow_statements where day < (p_before at time zone 'UTC')::date;
      delete from public.page_reports where day < (p_before at time zone 'UTC')::date`,
  },
  {
    name: "platform_plans",
    reason:
      "A platform admin sees how many merchants are on each plan and what became of their credits: sums, no merchant.",
    access: { merchant_plans: ["select"], credit_accounts: ["select"], credit_entries: ["select"] },
    args: "p_since timestamptz",
    returns:
      "table (plan text, merchants integer, in_hand bigint, given_with_plan bigint, given_by_hand bigint, used bigint)",
    volatility: "stable",
    body: `
      with moved as (
        select e.merchant_id,
          coalesce(sum(e.amount) filter (where e.kind = 'grant' and e.reference_kind = 'plan'), 0) as given_with_plan,
          coalesce(sum(e.amount) filter (where e.kind = 'adjustment'
            or e.kind = 'grant' and e.reference_kind is distinct from 'plan'), 0) as given_by_hand,
          coalesce(-sum(e.amount) filter (where e.kind in ('import', 'undo')), 0) as used
        from public.credit_entries e where e.created_at >= p_since group by e.merchant_id)
      select p.plan, count(*)::integer, coalesce(sum(a.balance), 0)::bigint, coalesce(sum(m.given_with_plan), 0)::bigint,
        coalesce(sum(m.given_by_hand), 0)::bigint, coalesce(sum(m.used), 0)::bigint
      from public.merchant_plans p
      left join public.credit_accounts a on a.merchant_id = p.merchant_id
      left join moved m on m.merchant_id = p.merchant_id
      group by p.plan`,
  },
  {
    name: "slowest_statements",
    reason: "A platform admin sees which statements cost the most waiting; their text has no values.",
    access: { slow_statements: ["select"] },
    args: "p_since date, p_limit integer",
    returns: "table (name text, statement text, calls bigint, total_ms bigint, max_ms integer, last_day date)",
    volatility: "stable",
    body: `
      select name, max(statement), sum(calls)::bigint, sum(total_ms)::bigint, max(max_ms), max(day)
      from public.slow_statements where day >= p_since group by name order by 4 desc limit p_limit`,
  },
];
