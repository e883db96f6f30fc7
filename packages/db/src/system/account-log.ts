import { sql } from "drizzle-orm";
import type { AccountAct } from "@nexusone/contracts/audit-words";
import { withSystem, type Database, type UserTx } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** How long sign-ins stay on record: their addresses concern people. */
const KEPT = "1 year";

const is = (table: string, operation: string): string => `tg_table_name = '${table}' and tg_op = '${operation}'`;
const changed = (...columns: string[]): string =>
  `${is("users", "UPDATE")} and (${columns.map((name) => `was -> '${name}' is distinct from now_is -> '${name}'`).join(" or ")})`;
const ACTS: readonly (readonly [AccountAct, string])[] = [
  ["account_created", is("users", "INSERT")],
  ["email_changed", changed("email")],
  ["email_confirmed", `${changed("email_verified_at")} and now_is -> 'email_verified_at' <> 'null'`],
  ["password_changed", changed("password_hash")],
  ["profile_changed", changed("name", "phone_number", "locale")],
  ["platform_admin_made", `${changed("is_platform_admin")} and now_is -> 'is_platform_admin' = 'true'`],
  ["platform_admin_ended", `${changed("is_platform_admin")} and now_is -> 'is_platform_admin' = 'false'`],
  ["signed_in", is("user_sessions", "INSERT")],
  ["session_ended", is("user_sessions", "UPDATE")],
  ["link_sent", is("user_tokens", "INSERT")],
];

const COLUMNS = `l.id, l.user_id, l.at, l.act, l.address, l.user_agent, l.about, l.actor, u.name, u.email
  from public.account_logs l left join public.users u on u.id = l.user_id`;

export const ACCOUNT_LOG_FUNCTIONS: readonly SystemFunction[] = [
  {
    name: "write_account_log",
    reason:
      "The triggers of accounts write the record as this role, so that the app role can neither write nor change one",
    access: { account_logs: ["insert"] },
    args: "",
    returns: "trigger",
    language: "plpgsql",
    body: `
declare
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  now_is jsonb := to_jsonb(new);
begin
  insert into public.account_logs (user_id, act, address, user_agent, about, actor)
  select coalesce(now_is ->> 'user_id', now_is ->> 'id')::uuid, a.act, now_is ->> 'address', now_is ->> 'user_agent',
    case when tg_table_name = 'user_tokens' then now_is ->> 'kind' end,
    coalesce(nullif(current_setting('app.actor', true), ''),
      'user:' || nullif(current_setting('app.user_id', true), ''), 'unknown')
  from (values ${ACTS.map(([act, happened]) => `('${act}', ${happened})`).join(",\n    ")}) as a(act, happened)
  where a.happened;
  return null;
end`,
  },
  {
    name: "note_refused_sign_in",
    reason:
      "Nobody is signed in yet; one statement whether or not the address is known, so that the time it takes tells nothing",
    access: { account_logs: ["insert"], users: ["select"] },
    args: "p_email text, p_address text, p_user_agent text",
    returns: "void",
    body: `
      insert into public.account_logs (user_id, act, address, user_agent, actor)
      values ((select u.id from public.users u where u.email = p_email), 'sign_in_refused', p_address, p_user_agent, 'unknown')`,
  },
  {
    name: "note_dead_letters_retried",
    reason:
      "An act on the platform's queues changes no row of ours; on record for the user the transaction is bound to",
    access: { account_logs: ["insert"] },
    args: "p_queue text",
    returns: "void",
    body: `
      insert into public.account_logs (user_id, act, about, actor)
      values (nullif(current_setting('app.user_id', true), '')::uuid, 'dead_letters_retried', p_queue,
        'user:' || current_setting('app.user_id', true))`,
  },
  {
    name: "account_acts_of_all",
    reason: "Platform admins look at everybody's sign-ins; the caller checks that it is one",
    access: { account_logs: ["select"], users: ["select"] },
    args: "p_email text, p_before uuid, p_limit integer",
    returns:
      "table (id uuid, user_id uuid, at timestamptz, act text, address text, user_agent text, about text, actor text, name text, email text)",
    language: "plpgsql",
    volatility: "stable",
    // Two queries, each with its own index.
    body: `
#variable_conflict use_column
begin
  if p_email is null then
    return query select ${COLUMNS} where p_before is null or l.id < p_before order by l.id desc limit p_limit;
  else
    return query select ${COLUMNS}
      where l.user_id = (select o.id from public.users o where o.email = p_email) and (p_before is null or l.id < p_before)
      order by l.id desc limit p_limit;
  end if;
end`,
  },
  {
    name: "prune_account_logs",
    reason: "What is older is nobody's concern any more; how old is decided here, so that no caller can forget more",
    access: { account_logs: ["select", "delete"] },
    args: "",
    returns: "void",
    body: `delete from public.account_logs where at < clock_timestamp() - interval '${KEPT}'`,
  },
];

export type AccountActRow = {
  readonly id: string;
  readonly userId: string | null;
  readonly at: Date;
  readonly act: AccountAct;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly about: string | null;
  readonly actor: string;
};

type Refused = { readonly email: string; readonly address: string; readonly userAgent: string };
export async function noteRefusedSignIn(db: Database, { email, address, userAgent }: Refused): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.note_refused_sign_in(${email}, ${address}, ${userAgent})`));
}

/** By the person the transaction is bound to. */
export async function noteDeadLettersRetried(tx: UserTx, queue: string): Promise<void> {
  await tx.execute(sql`select system.note_dead_letters_retried(${queue})`);
}

export type AccountActsFilter = {
  readonly email?: string | undefined;
  /** Id of the last one of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
};
type Person = { readonly name: string; readonly email: string };

/** Everybody's, newest first, one more than `limit` when there is a next page. Only for platform admins: the caller checks. */
export function listAccountActsOfAll(
  db: Database,
  { email, before, limit }: AccountActsFilter,
): Promise<(AccountActRow & { readonly person: Person | null })[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.account_acts_of_all(${email ?? null}, ${before ?? null}::uuid, ${limit + 1})`,
    );
    // The casts restate what the function declares to return.
    return rows.map((row) => ({
      id: row["id"] as string,
      userId: row["user_id"] as string | null,
      at: new Date(row["at"] as string),
      act: row["act"] as AccountAct,
      address: row["address"] as string | null,
      userAgent: row["user_agent"] as string | null,
      about: row["about"] as string | null,
      actor: row["actor"] as string,
      person: row["email"] === null ? null : { name: row["name"] as string, email: row["email"] as string },
    }));
  });
}

/** Forgets what is older than a year. Safe to repeat. */
export async function pruneAccountLogs(db: Database): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_account_logs()`));
}
