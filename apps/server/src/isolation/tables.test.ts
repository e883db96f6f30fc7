import { connectDirect, type DirectSql } from "@nexusone/db/direct";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tenantTables, type TenantTable } from "./traces.ts";
import { buildWorld, type World } from "./world.ts";

let world: World;
let tables: TenantTable[];
/** A bare connection of the app role: what the policies allow, whatever our queries ask. */
let app: DirectSql;
beforeAll(async () => {
  world = await buildWorld();
  app = connectDirect(world.server.database.appUrl, { max: 1 });
  tables = await tenantTables(world);
});
afterAll(async () => {
  await app.end();
  await world.server.stop();
});

/** Whose rows a statement of `merchantId` sees. */
async function seenBy(merchantId: string, table: string): Promise<string[]> {
  const rows = await app.begin(async (tx) => {
    await tx`select set_config('app.merchant_id', ${merchantId}, true)`;
    return tx<{ id: string }[]>`select distinct merchant_id::text as id from ${tx(table)}`;
  });
  return rows.map((row) => row.id);
}

it("[AUT-06] [DAT-01] shows a merchant its own rows of every table and nobody else's", async () => {
  const { a, b, server } = world;
  expect(tables.length).toBeGreaterThan(20);
  const problems: string[] = [];
  for (const { name } of tables) {
    const rows = await server.database.sql<{ merchantId: string }[]>`
      select distinct merchant_id as "merchantId" from ${server.database.sql(name)}`;
    const present = new Set(rows.map((row) => row.merchantId));
    // The control: both have rows here, so an empty answer would prove nothing.
    if (!present.has(a.merchantId) || !present.has(b.merchantId))
      problems.push(`${name}: the world has no row for both`);
    for (const { merchantId } of [a, b]) {
      const seen = await seenBy(merchantId, name);
      if (seen.length !== 1 || seen[0] !== merchantId) problems.push(`${name}: ${merchantId} sees ${seen.join(", ")}`);
    }
  }
  expect(problems).toEqual([]);
});

it("[AUT-06] lets nobody change or delete another merchant's rows of any table", async () => {
  const { a, b } = world;
  const touched: string[] = [];
  for (const { name } of tables) {
    for (const statement of [
      `update "${name}" set merchant_id = merchant_id where merchant_id = $1`,
      `delete from "${name}" where merchant_id = $1`,
    ]) {
      const count = await app
        .begin(async (tx) => {
          await tx`select set_config('app.merchant_id', ${b.merchantId}, true)`;
          return (await tx.unsafe(statement, [a.merchantId])).count;
        })
        // Append-only tables refuse the statement itself.
        .catch((error: { code?: string }) => (error.code === "42501" ? 0 : Promise.reject(error)));
      if (count > 0) touched.push(`${name}: ${statement}`);
    }
  }
  expect(touched).toEqual([]);
});

it("[AUT-06] would notice a table without its policy", async () => {
  const { a, server } = world;
  const { sql } = server.database;
  await sql`alter table categories disable row level security`;
  try {
    expect((await seenBy(a.merchantId, "categories")).length).toBeGreaterThan(1);
  } finally {
    await sql`alter table categories enable row level security`;
  }
  expect(await seenBy(a.merchantId, "categories")).toEqual([a.merchantId]);
});

it("[SEC-10] has everything the verbs wrote on record with who did it", async () => {
  const { sql } = world.server.database;
  // What the suite's factories write without the verbs; the control that `unknown` is told.
  const factories = ["credit_entries", "fx_rates", "memberships", "merchant_plans", "merchants"];
  const rows = await sql<{ table: string; known: boolean }[]>`
    select distinct table_name as table, actor_kind <> 'unknown' as known from audit_logs`;
  expect(
    rows
      .filter(({ known }) => !known)
      .map(({ table }) => table)
      .toSorted(),
  ).toEqual(factories);
  expect(rows.filter(({ known }) => known).map(({ table }) => table)).toEqual(
    expect.arrayContaining([
      "api_keys",
      "chrome_extension_sessions",
      "cj_connections",
      "invitations",
      "webhook_secrets",
    ]),
  );
});
