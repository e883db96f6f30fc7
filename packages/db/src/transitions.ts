import { SUPPLIER_ORDER_TRANSITIONS } from "@nexusone/contracts/fulfilment-terms";
import { ORDER_TRANSITIONS, SHIPMENT_TRANSITIONS } from "@nexusone/contracts/order-terms";
import type postgres from "postgres";

type Guard = {
  readonly table: string;
  readonly column: string;
  readonly transitions: Readonly<Record<string, readonly string[]>>;
};

/** State columns whose changes the database itself refuses when the table of the contracts does not have them. */
export const GUARDED: readonly Guard[] = [
  { table: "orders", column: "fulfilment", transitions: ORDER_TRANSITIONS },
  { table: "shipments", column: "fulfilment", transitions: SHIPMENT_TRANSITIONS },
  { table: "supplier_orders", column: "state", transitions: SUPPLIER_ORDER_TRANSITIONS },
];

function statementOf({ table, column, transitions }: Guard): string {
  const pairs = Object.entries(transitions).flatMap(([from, next]) => next.map((to) => `('${from}', '${to}')`));
  return `create trigger transition_${column} before update on public."${table}" for each row when (old."${column}" is distinct from new."${column}" and (old."${column}", new."${column}") not in (${pairs.join(", ")})) execute function public.refuse_transition('${column}')`;
}

const FUNCTION = `create or replace function public.refuse_transition() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception '% of % may not go from % to %', tg_argv[0], tg_table_name, to_jsonb(old) ->> tg_argv[0], to_jsonb(new) ->> tg_argv[0]
    using errcode = 'check_violation', constraint = tg_name, table = tg_table_name;
end $$`;

/** Brings the triggers to the tables of transitions, as the owner inside the hardening transaction. */
export async function applyTransitionGuards(sql: postgres.TransactionSql): Promise<void> {
  const present = await sql<{ table: string; name: string; statement: string | null }[]>`
    select c.relname as table, t.tgname as name, obj_description(t.oid, 'pg_trigger') as statement
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgname like 'transition\\_%'
      and t.tgenabled = 'O'`;
  const existing = new Set(
    (await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`).map(
      (row) => row["relname"] as string,
    ),
  );
  // A database of an earlier migration, as tests make them, lacks later tables.
  for (const guard of GUARDED.filter(({ table }) => existing.has(table))) {
    const name = `transition_${guard.column}`;
    const statement = statementOf(guard);
    const kept = present.find((trigger) => trigger.table === guard.table && trigger.name === name);
    if (kept?.statement === statement) continue;
    await sql.unsafe(FUNCTION);
    await sql.unsafe(`drop trigger if exists ${name} on public."${guard.table}"`);
    await sql.unsafe(statement);
    await sql.unsafe(`comment on trigger ${name} on public."${guard.table}" is '${statement.replaceAll("'", "''")}'`);
  }
}
