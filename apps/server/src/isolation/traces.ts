import type { Shop, World } from "./world.ts";

export type TenantTable = { readonly name: string; readonly uuidColumns: readonly string[] };

/** Every table that belongs to merchants, as the catalogue of Postgres has it. */
export async function tenantTables({ server }: Pick<World, "server">): Promise<TenantTable[]> {
  const rows = await server.database.sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(u.attname::text) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute m on m.attrelid = c.oid and m.attname = 'merchant_id' and not m.attisdropped
    join pg_attribute u on u.attrelid = c.oid and u.atttypid = 'uuid'::regtype and not u.attisdropped
    where c.relkind in ('r', 'p')
    group by c.relname order by c.relname`;
  return rows.map(({ name, columns }) => ({ name, uuidColumns: columns }));
}

/** One question about every tenant table, in one round trip. */
async function askEach(
  world: World,
  shop: Shop,
  question: (table: TenantTable) => readonly string[],
): Promise<{ name: string; value: string }[]> {
  const { sql } = world.server.database;
  const parts = (await tenantTables(world)).flatMap((table) =>
    question(table).map(
      (value) => `select '${table.name}' as name, ${value} from "${table.name}" t where merchant_id = $1`,
    ),
  );
  return sql.unsafe<{ name: string; value: string }[]>(parts.join(" union all "), [shop.merchantId]);
}

/** What only A's people may read: every id in its rows, and its people's addresses. */
export async function tracesOf(world: World, shop: Shop): Promise<Set<string>> {
  const rows = await askEach(world, shop, ({ uuidColumns }) => uuidColumns.map((name) => `"${name}"::text as value`));
  return new Set([
    ...rows.flatMap(({ value }) => (value === null ? [] : [value])),
    ...Object.values(shop.staff).map((one) => one.email),
  ]);
}

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const IS_ID = new RegExp(`^${ID}$`);
/** Wherever one begins, for the end of one may be the beginning of another. */
const IDS = new RegExp(`(?=(${ID}))`, "g");

/** The `traces` in a text, but for those the caller sent. */
export function leaksIn(text: string, traces: ReadonlySet<string>, sent: unknown): string[] {
  // A world in use has tens of thousands of ids: the text is read once, not once for each.
  const found = new Set(Array.from(text.matchAll(IDS), ([, id]) => id ?? "").filter((id) => traces.has(id)));
  for (const trace of traces) if (!IS_ID.test(trace) && text.includes(trace)) found.add(trace);
  const own = found.size === 0 ? "" : (JSON.stringify(sent) ?? "");
  return [...found].filter((trace) => !own.includes(trace));
}

/** Written by no call: when a session was last used, and the number the dispatcher gives an event after its commit. */
const NOT_OURS = "- 'last_used_at' - 'updated_at' - 'seq'";

/** A digest of all rows of a merchant: equal before and after means that nothing of it was written. */
export async function stateOf(world: World, shop: Shop): Promise<Record<string, string>> {
  const rows = await askEach(world, shop, () => [
    `count(*) || ':' || coalesce(sum(hashtextextended((to_jsonb(t) ${NOT_OURS})::text, 0)), 0) as value`,
  ]);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
