import { HIDDEN } from "@nexusone/contracts/audit-words";
import type { SystemFunction } from "./define.ts";

/** SQL of what is written down of column `c` of a row: all of it, its origin, or only that there is something. */
const written = (row: string): string => `
      case when c = any (hidden) and ${row} -> c <> 'null' then '"${HIDDEN}"'::jsonb
        when c = any (origins) then to_jsonb(substring(${row} ->> c from '^[a-z]+://[^/?#@]+'))
        else ${row} -> c end`;

export const AUDIT_FUNCTIONS: readonly SystemFunction[] = [
  {
    name: "write_audit",
    reason:
      "The triggers of audited tables write the record as this role, so that the app role itself can neither write nor change one",
    access: { audit_logs: ["insert"], merchants: ["select"] },
    args: "",
    returns: "trigger",
    language: "plpgsql",
    body: `
declare
  watched text[] := string_to_array(tg_argv[0], ',');
  hidden text[] := string_to_array(tg_argv[1], ',');
  origins text[] := string_to_array(tg_argv[2], ',');
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  some_row jsonb := coalesce(new_row, old_row);
  merchant uuid := coalesce(some_row ->> 'merchant_id', some_row ->> 'id')::uuid;
  actor text := coalesce(nullif(current_setting('app.actor', true), ''), 'unknown');
  was jsonb;
  became jsonb;
begin
  -- A merchant that is deleted takes its record along.
  if tg_op = 'DELETE' and not exists (select from public.merchants m where m.id = merchant) then return null; end if;
  select
    jsonb_object_agg(c, ${written("old_row")}) filter (where old_row is not null and (new_row is not null or old_row -> c <> 'null')),
    jsonb_object_agg(c, ${written("new_row")}) filter (where new_row is not null and (old_row is not null or new_row -> c <> 'null'))
    into was, became
    from unnest(watched) as c
    where tg_op <> 'UPDATE' or old_row -> c is distinct from new_row -> c;
  insert into public.audit_logs
    (merchant_id, table_name, row_id, operation, before, after, actor_kind, actor_id, user_id, request_id)
  values (
    merchant, tg_table_name, (some_row ->> 'id')::uuid, lower(tg_op), was, became,
    case when split_part(actor, ':', 1) in ('user', 'extension_session', 'api_key', 'job', 'system')
      then split_part(actor, ':', 1) else 'unknown' end,
    nullif(substr(actor, strpos(actor || ':', ':') + 1), ''),
    -- A browser that is just being paired is nobody's until its row says whose.
    coalesce(nullif(current_setting('app.user_id', true), ''),
      case when actor = 'extension_session:' then some_row ->> 'user_id' end)::uuid,
    nullif(current_setting('app.request_id', true), ''));
  return null;
end`,
  },
  {
    name: "people_on_record",
    reason:
      "Who did something is shown even after they left: only for entries of the merchant the transaction is bound to",
    access: { audit_logs: ["select"], users: ["select"] },
    args: "",
    returns: "table (user_id uuid, name text)",
    // Hops from person to person along the index: a record grows, its people hardly do.
    body: `
      with recursive found as (
        (select a.user_id from public.audit_logs a
          where a.merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid and a.user_id is not null
          order by a.user_id limit 1)
        union all
        select (select a.user_id from public.audit_logs a
          where a.merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid and a.user_id > f.user_id
          order by a.user_id limit 1)
        from found f where f.user_id is not null
      )
      select u.id, u.name from found f join public.users u on u.id = f.user_id`,
    volatility: "stable",
  },
];
