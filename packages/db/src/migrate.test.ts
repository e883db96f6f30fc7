import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMerchant } from "@nexusone/testing/merchants";
import { connectDirect } from "./direct.ts";
import { liftForce } from "./harden.ts";
import { migrateDatabase, readJournal } from "./migrate.ts";
import { findTenancyProblems } from "./preconditions.ts";
import { ensureForeignRoles } from "./roles.ts";
import { categories } from "./schema/catalog.ts";
import { createDatabase, sqlState, withMerchant } from "./with-merchant.ts";

const MIGRATIONS = fileURLToPath(new URL("../migrations", import.meta.url));
let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "nexusone-migrations-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => test.close());

/** The product's migrations and one more, `later` milliseconds after the last. */
function withMigration(sql: string, later = 1_000): string {
  cpSync(MIGRATIONS, folder, { recursive: true });
  const path = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(path, "utf8")) as { entries: { idx: number; when: number; tag: string }[] };
  const last = journal.entries.at(-1)!;
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + later, tag: "9999_extra" });
  writeFileSync(path, JSON.stringify(journal));
  writeFileSync(join(folder, "9999_extra.sql"), sql);
  return folder;
}

const migrate = (ownerUrl: string, migrationsDir?: string) =>
  migrateDatabase({ ownerUrl, appRole: "nexus_app", migrationsDir });

it("[DAT-01] migrates an empty database once when three processes start together", async () => {
  const cluster = inject("testCluster");
  const admin = connectDirect(cluster.superuserUrl);
  const name = `empty_${Date.now()}`;
  await admin.unsafe(`create database ${name} owner nexus_owner`);
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const runs = await Promise.all([1, 2, 3].map(() => migrate(on(cluster.ownerUrl))));
  const applied = runs.map((run) => run.applied).sort((x, y) => x - y);
  expect(applied).toEqual([0, 0, readJournal(MIGRATIONS).entries.length]);
  const db = createDatabase({ url: on(cluster.appUrl) });
  expect(await findTenancyProblems(db)).toEqual([]);
  await db.close();
  await admin.end();
});

it("[DAT-01] finds the journal in strictly increasing order, and refuses one that is not", () => {
  expect(readJournal(MIGRATIONS).entries.length).toBeGreaterThan(1);
  expect(() => readJournal(withMigration("select 1", -1))).toThrow(/9999_extra is dated before/);
});

it("[DAT-01] finds in the migrations every table, column and index that the schema declares", () => {
  cpSync(MIGRATIONS, folder, { recursive: true });
  const kit = fileURLToPath(new URL("../node_modules/.bin/drizzle-kit", import.meta.url));
  const schema = fileURLToPath(new URL("./schema/index.ts", import.meta.url));
  // drizzle-kit joins the folder to its working directory.
  const said = execFileSync(
    kit,
    ["generate", "--dialect=postgresql", `--schema=${schema}`, `--out=${basename(folder)}`],
    {
      cwd: dirname(folder),
      encoding: "utf8",
    },
  );
  expect(said).toContain("No schema changes");
});

it("[DAT-01] lets a migration reach every merchant's rows, and puts the wall back", async () => {
  const merchant = await createMerchant(test.db);
  await withMerchant(test.db, { merchantId: merchant.id }, (tx) =>
    tx.insert(categories).values({ name: "before", nameLower: "before" }),
  );
  const { applied } = await migrate(test.ownerUrl, withMigration("update categories set name = 'after'"));
  expect(applied).toBe(1);
  const rows = await test.sql`select distinct name from categories`;
  expect(rows.map((row) => row["name"])).toEqual(["after"]);
  expect(await findTenancyProblems(test.db)).toEqual([]);
  // The database is now ahead of the product's own migrations.
  await expect(migrate(test.ownerUrl)).rejects.toThrow(/the program is older than its database/);
});

it("[DAT-01] refuses a foreign key over rows that violate it", async () => {
  const own = await createTestDatabase();
  const merchant = await createMerchant(own.db);
  await withMerchant(own.db, { merchantId: merchant.id }, (tx) =>
    tx.insert(categories).values({ name: "x", nameLower: "x" }),
  );
  await own.sql`alter table categories add column parent_id uuid default uuidv7()`;
  const key = `alter table categories add constraint categories_parent_fk
    foreign key (merchant_id, parent_id) references categories (merchant_id, id)`;
  await expect(migrate(own.ownerUrl, withMigration(key))).rejects.toSatisfy((error) => sqlState(error) === "23503");
  // A crash between lifting FORCE and hardening ends the same way: the next start hardens.
  expect(await findTenancyProblems(own.db)).not.toEqual([]);
  await migrate(own.ownerUrl);
  expect(await findTenancyProblems(own.db)).toEqual([]);
  await own.close();
});

it("[AUT-06] hardens again after a start that died with FORCE lifted", async () => {
  const own = await createTestDatabase();
  const owner = connectDirect(own.ownerUrl);
  await liftForce(owner);
  await owner.end();
  expect(await findTenancyProblems(own.db)).not.toEqual([]);
  await migrate(own.ownerUrl);
  expect(await findTenancyProblems(own.db)).toEqual([]);
  await own.close();
});

it("[AUT-06] refuses a migration that adds a merchant's table without a policy", async () => {
  const own = await createTestDatabase();
  const table = "create table forgotten (merchant_id uuid not null, id uuid not null, primary key (merchant_id, id))";
  await expect(migrate(own.ownerUrl, withMigration(table))).rejects.toThrow(
    /table forgotten has merchant_id but no row/,
  );
  await own.close();
});

it("[DAT-03] keeps updated_at current on every table that has it", async () => {
  const untouched = await test.sql`
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'updated_at'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'set_updated_at')`;
  expect([...untouched]).toEqual([]);
  const merchant = await createMerchant(test.db);
  const scope = { merchantId: merchant.id };
  const [made] = await withMerchant(test.db, scope, (tx) =>
    tx.insert(categories).values({ name: "old", nameLower: "old" }).returning(),
  );
  const [changed] = await withMerchant(test.db, scope, (tx) => tx.update(categories).set({ name: "new" }).returning());
  expect(changed!.updatedAt.getTime()).toBeGreaterThan(made!.updatedAt.getTime());
  expect(changed!.createdAt).toEqual(made!.createdAt);
});

it("[AUT-07] takes away what the system role no longer needs and gives back what it does", async () => {
  const own = await createTestDatabase();
  await own.sql`grant delete on products to nexus_system`;
  await own.sql`create policy nexus_system_delete on products for delete to nexus_system using (true)`;
  await own.sql`revoke insert on leases from nexus_system`;
  await own.sql`grant update on leases to nexus_app`;
  await migrate(own.ownerUrl);
  const [rights] = await own.sql`select has_table_privilege('nexus_system', 'leases', 'insert') as back,
    has_table_privilege('nexus_app', 'leases', 'update') as app,
    exists (select 1 from pg_policies p where p.tablename = 'products' and p.policyname = 'nexus_system_delete') as policy,
    has_table_privilege('nexus_system', 'products', 'delete') as excess`;
  expect(rights).toEqual({ back: true, app: false, policy: false, excess: false });
  await own.close();
});

it("[AUT-06] lets the app role add to the ledger and not rewrite it", async () => {
  const merchant = await createMerchant(test.db, { credits: 5 });
  const rewrite = withMerchant(test.db, { merchantId: merchant.id }, (tx) =>
    tx.execute("update credit_entries set amount = 1000"),
  );
  await expect(rewrite).rejects.toSatisfy((error) => sqlState(error) === "42501");
});

it("[DAT-01] says in one line which role is missing on a server of yours", async () => {
  await ensureForeignRoles({ ownerUrl: test.ownerUrl, appRole: "nexus_app" });
  const missing = ensureForeignRoles({ ownerUrl: test.ownerUrl, appRole: "shop" });
  await expect(missing).rejects.toThrow('DATABASE_URL logs in as "shop", which does not exist');
});
