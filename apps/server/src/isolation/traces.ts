import { APPEND_ONLY, READ_ONLY } from "@nexusone/db/tenancy-rules";
import type { Shop, World } from "./world.ts";

export type TenantTable = {
  readonly name: string;
  readonly uuidColumns: readonly string[];
  /** It has columns that are written without any call. */
  readonly movesByItself: boolean;
};

/** Written by no call: when a session was last used, and the number the dispatcher gives an event after its commit. */
const MOVES_BY_ITSELF = ["last_used_at", "seq"];
const NOT_OURS = [...MOVES_BY_ITSELF, "updated_at"];
/** What a row says, but for that. */
const WORDS = `hashtextextended((to_jsonb(t) - array['${NOT_OURS.join("','")}'])::text, 0)`;
/** The transaction that wrote a row: as good, and nothing has to be read for it. */
const WRITER = "t.xmin::text::bigint";
/** Of tables whose rows nobody may rewrite or remove: how many there are is all that can change. */
const NOTHING = "0";

const digestOf = ({ name, movesByItself }: TenantTable): string =>
  [...APPEND_ONLY, ...READ_ONLY].includes(name) ? NOTHING : movesByItself ? WORDS : WRITER;

/** Every table that belongs to merchants, as the catalogue of Postgres has it. */
export async function tenantTables({ server }: Pick<World, "server">): Promise<TenantTable[]> {
  const rows = await server.database.sql<{ name: string; columns: string[]; moves: boolean }[]>`
    select c.relname as name, array_agg(u.attname::text) as columns, exists (
      select from pg_attribute n where n.attrelid = c.oid and n.attname = any(${MOVES_BY_ITSELF})) as moves
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute m on m.attrelid = c.oid and m.attname = 'merchant_id' and not m.attisdropped
    join pg_attribute u on u.attrelid = c.oid and u.atttypid = 'uuid'::regtype and not u.attisdropped
    where c.relkind in ('r', 'p')
    group by c.oid, c.relname order by c.relname`;
  return rows.map(({ name, columns, moves }) => ({ name, uuidColumns: columns, movesByItself: moves }));
}

/** One question about every tenant table, in one round trip. */
async function askEach(
  world: World,
  shop: Shop,
  question: (table: TenantTable) => readonly { readonly value: string; readonly where?: string }[],
): Promise<{ name: string; value: string }[]> {
  const { sql } = world.server.database;
  const parts = (await tenantTables(world)).flatMap((table) =>
    question(table).map(
      ({ value, where = "true" }) =>
        `select '${table.name}' as name, ${value} as value from "${table.name}" t where merchant_id = $1 and ${where}`,
    ),
  );
  return sql.unsafe<{ name: string; value: string }[]>(parts.join(" union all "), [shop.merchantId]);
}

/** What only A's people may read: every id in its rows, and its people's addresses. Of the ids only those in `text`, when given. */
export async function tracesOf(world: World, shop: Shop, text?: string): Promise<Set<string>> {
  const among = text === undefined ? undefined : idsIn(text);
  const rows =
    among?.length === 0
      ? []
      : await askEach(world, shop, ({ uuidColumns }) =>
          uuidColumns.map((name) => ({
            value: `"${name}"::text`,
            where: among ? `"${name}" in (${among.map((id) => `'${id}'`).join(",")})` : `"${name}" is not null`,
          })),
        );
  return new Set([...rows.map(({ value }) => value), ...Object.values(shop.staff).map((one) => one.email)]);
}

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const IS_ID = new RegExp(`^${ID}$`);
/** Wherever one begins, for the end of one may be the beginning of another. */
const IDS = new RegExp(`(?=(${ID}))`, "g");

const idsIn = (text: string): string[] => [...new Set(Array.from(text.matchAll(IDS), ([, id]) => id ?? ""))];

/** The `traces` in a text, but for those the caller sent. */
export function leaksIn(text: string, traces: ReadonlySet<string>, sent: unknown): string[] {
  // A world in use has tens of thousands of ids: the text is read once, not once for each.
  const found = new Set(idsIn(text).filter((id) => traces.has(id)));
  for (const trace of traces) if (!IS_ID.test(trace) && text.includes(trace)) found.add(trace);
  const own = found.size === 0 ? "" : (JSON.stringify(sent) ?? "");
  return [...found].filter((trace) => !own.includes(trace));
}

/** A digest of all rows of a merchant: equal before and after means that nothing of it was written. */
export async function stateOf(world: World, shop: Shop): Promise<Record<string, string>> {
  const rows = await askEach(world, shop, (table) => [
    { value: `count(*) || ':' || coalesce(sum(${digestOf(table)}), 0)` },
  ]);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
