import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { connectDirect, type DirectSql } from "./direct.ts";
import { assertTenancy, findForeignIndexes, findTenancyProblems } from "./preconditions.ts";
import { CROSS_MERCHANT_INDEXES } from "./tenancy-rules.ts";
import { createDatabase } from "./with-merchant.ts";

let test: TestDatabase;
let owner: DirectSql;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = connectDirect(test.ownerUrl);
});
afterEach(async () => {
  await owner`drop view if exists bad_view`;
  await owner`drop table if exists bad_child, bad`;
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

const CURRENT = "(select nullif(current_setting('app.merchant_id', true), '')::uuid)";
const COLUMNS = "merchant_id uuid not null, id uuid not null default uuidv7(), parent_id uuid";
const FORCED = "alter table bad enable row level security; alter table bad force row level security;";
const POLICY = `create policy bad_merchant on bad using (merchant_id = ${CURRENT}) with check (merchant_id = ${CURRENT});`;
const GOOD = `create table bad (${COLUMNS}, primary key (merchant_id, id)); ${FORCED} ${POLICY}`;

it("[AUT-06] [DAT-01] finds nothing wrong with any table of the product", async () => {
  expect(await findTenancyProblems(test.db)).toEqual([]);
  await assertTenancy(test.db);
});

it("[DAT-02] leads every index of merchants' tables by the merchant, or says why not", async () => {
  expect(await findForeignIndexes(test.db)).toEqual([]);
  const indexes = await test.sql<
    { name: string }[]
  >`select indexname as name from pg_indexes where schemaname = 'public'`;
  const names = indexes.map((index) => index.name);
  for (const known of Object.keys(CROSS_MERCHANT_INDEXES)) expect(names).toContain(known);
  await owner.unsafe(`${GOOD} create index bad_parent on bad (parent_id)`);
  expect(await findForeignIndexes(test.db)).toEqual([{ subject: "bad", problem: "bad_parent" }]);
});

it("[AUT-06] accepts a table made as it should be (control of the refusals below)", async () => {
  await owner.unsafe(
    `${GOOD} create table bad_child (${COLUMNS}, primary key (merchant_id, id),
      foreign key (merchant_id, parent_id) references bad on delete set null (parent_id));
    ${(FORCED + POLICY).replaceAll(" bad ", " bad_child ")}`,
  );
  expect(await findTenancyProblems(test.db)).toEqual([]);
});

const BAD_TABLES: [name: string, ddl: string, problem: string][] = [
  ["no row security", `create table bad (${COLUMNS}, primary key (merchant_id, id))`, "not enabled and forced"],
  ["row security that is not forced", `${GOOD} alter table bad no force row level security`, "not enabled and forced"],
  ["no policy", `create table bad (${COLUMNS}, primary key (merchant_id, id)); ${FORCED}`, "no policy compares"],
  [
    "a policy that admits everybody beside the right one",
    `${GOOD} create policy wide on bad for select using (true)`,
    "policy wide admits rows of others",
  ],
  [
    "a policy that lets others write",
    `${GOOD} create policy wide on bad for insert with check (true)`,
    "policy wide admits rows of others",
  ],
  [
    "a condition that may be avoided",
    `${GOOD} create policy wide on bad using (merchant_id = ${CURRENT} or parent_id is null)`,
    "policy wide admits rows of others",
  ],
  [
    "a primary key of its own id",
    `create table bad (${COLUMNS}, primary key (id)); ${FORCED} ${POLICY}`,
    "primary key is not led by merchant_id",
  ],
  [
    "a reference without the merchant",
    `${GOOD} alter table bad add unique (id), add constraint loose foreign key (parent_id) references bad (id)`,
    "reference loose does not carry merchant_id",
  ],
  [
    "a reference that nulls the merchant",
    `${GOOD} alter table bad add constraint nulls foreign key (merchant_id, parent_id) references bad on delete set null`,
    "reference nulls would set merchant_id to null",
  ],
  [
    "a view that reads as its owner",
    `${GOOD} create view bad_view as select * from bad; grant select on bad_view to nexus_app`,
    "security_invoker",
  ],
  [
    "a table without row security in the app role's hands",
    "create table bad (id int); grant select on bad to nexus_app",
    "reaches a table without row security",
  ],
];

it.each(BAD_TABLES)("[AUT-06] refuses to start with %s", async (_name, ddl, problem) => {
  await owner.unsafe(ddl);
  const problems = await findTenancyProblems(test.db);
  expect(problems.map((found) => found.problem)).toContainEqual(expect.stringContaining(problem));
  await expect(assertTenancy(test.db)).rejects.toThrow(/^merchants would not be kept apart.*bad/);
});

it.each([
  ["a superuser", () => test.superuserUrl],
  ["the owner of the tables", () => test.ownerUrl],
])("[AUT-06] refuses to serve as %s", async (_name, url) => {
  const db = createDatabase({ url: url() });
  await expect(assertTenancy(db)).rejects.toThrow(/refusing to start/);
  await db.close();
});
