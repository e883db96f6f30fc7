import { randomUUID } from "node:crypto";
import type { AuditEntryView } from "@nexusone/contracts/audit";
import { HIDDEN } from "@nexusone/contracts/audit-words";
import { selectAudit, type AuditFilter } from "@nexusone/db/queries/audit";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createMember, createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createApiKey } from "../api-keys/create-api-key.ts";
import type { ServiceContext } from "../context.ts";
import { asRole } from "../imports/shop.fixture.ts";
import { updateSettings } from "../merchants/settings.ts";
import { changeRole, removeMember } from "../team/change-role.ts";
import { invite } from "../team/invite.ts";
import { listTeam } from "../team/list-team.ts";
import { exportAudit } from "./export-audit.ts";
import { listAudit, listAuditPeople } from "./list-audit.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
let ownerName: string;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
});
beforeEach(async () => {
  const staffed = await createStaffedMerchant(platform);
  ctx = staffed.ctx;
  ownerName = staffed.user.name;
});
afterAll(() => database.close());

const brief = ({ table, operation, actor }: AuditEntryView) => [table, operation, actor.kind, actor.name];

it("[SEC-09] [SEC-10] has what a person did, in order, with their name and request", async () => {
  await invite(ctx, { email: `new-${randomUUID()}@people.example`, role: "support" });
  await updateSettings(ctx, { floorMarginBps: 1_500 });
  const { items } = await listAudit(ctx);
  expect(items.slice(0, 2).map(brief)).toEqual([
    ["merchants", "update", "user", ownerName],
    ["invitations", "insert", "user", ownerName],
  ]);
  expect(items[0]).toMatchObject({
    before: { floor_margin_bps: 1_000 },
    after: { floor_margin_bps: 1_500 },
    requestId: ctx.requestId,
  });
  expect(items[1]?.after).toMatchObject({ email: HIDDEN, token_hash: HIDDEN });
});

it("[SEC-10] keeps the name of somebody who left", async () => {
  const { ctx: admin, user } = await createMember(platform, ctx.merchantId, "admin");
  await updateSettings(admin, { floorMarginBps: 700 });
  const membership = (await listTeam(ctx)).members.find((one) => one.userId === user.id);
  await changeRole(ctx, { membershipId: membership!.id, role: "support" });
  await removeMember(ctx, { membershipId: membership!.id });
  const { items } = await listAudit(ctx, { userId: user.id });
  expect(items.map(brief)).toEqual([["merchants", "update", "user", user.name]]);
  const [removed] = (await listAudit(ctx, { table: "memberships", operation: "delete" })).items;
  expect(removed?.subject.name).toBe(user.name);
  expect((await listAuditPeople(ctx)).map((one) => one.name).toSorted()).toEqual([ownerName, user.name].toSorted());
});

it("[SEC-09] shows a write that came past the program as done by nobody known", async () => {
  await database.sql`update memberships set role = 'admin' where merchant_id = ${ctx.merchantId}`;
  const { items } = await listAudit(ctx, { actorKind: "unknown", table: "memberships", operation: "update" });
  expect(items.map(brief)).toEqual([["memberships", "update", "unknown", ""]]);
});

it("[SEC-09] is for owners and admins alone", async () => {
  for (const role of ["product_editor", "support"] as const)
    for (const verb of [listAudit, exportAudit, listAuditPeople])
      await expect(verb(asRole(ctx, role))).rejects.toMatchObject({ reason: "request.forbidden" });
  expect((await listAudit(asRole(ctx, "admin"))).items.length).toBeGreaterThan(0);
});

it("[SEC-09] pages and filters by person, table, row, kind of write and time", async () => {
  for (const bps of [1_100, 1_200, 1_300, 1_400]) await updateSettings(ctx, { floorMarginBps: bps });
  const { apiKey } = await createApiKey(ctx, { name: "Program", scopes: ["catalog:read"], expiresInDays: null });
  const seen: AuditEntryView[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listAudit(ctx, { limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen).toEqual((await listAudit(ctx, { limit: 100 })).items);
  const idsOf = async (filter: Parameters<typeof listAudit>[1]) =>
    (await listAudit(ctx, { limit: 100, ...filter })).items.map(({ id }) => id);
  const want = (keep: (entry: AuditEntryView) => boolean) => seen.filter(keep).map(({ id }) => id);
  expect(await idsOf({ table: "merchants", operation: "update" })).toEqual(
    want(({ table, operation }) => table === "merchants" && operation === "update"),
  );
  expect(await idsOf({ rowId: apiKey.id })).toHaveLength(1);
  const { at } = seen[2]!;
  expect(await idsOf({ from: at })).toEqual(want((entry) => entry.at >= at));
  expect(await idsOf({ to: at })).toEqual(want((entry) => entry.at < at));
  await expect(listAudit(ctx, { cursor: "nonsense" })).rejects.toMatchObject({ reason: "request.invalid" });
});

it("[SEC-09] leaves as CSV that a spreadsheet reads without running it, and as JSON", async () => {
  await updateSettings(ctx, { name: '=cmd|"/c calc"!A1, "quoted"' });
  await database.sql`update memberships set role = 'admin' where merchant_id = ${ctx.merchantId}`;
  await database.sql`update users set name = '=2+2' where id = (select user_id from memberships where merchant_id = ${ctx.merchantId})`;
  const csv = await exportAudit(ctx, { format: "csv" });
  expect(csv).toMatchObject({ contentType: "text/csv", truncated: false, fileName: "audit-2026-03-02.csv" });
  const [head, ...lines] = csv.content.trimEnd().split("\r\n");
  expect(head).toBe("at,actor_kind,actor_id,actor,user_id,operation,table,row_id,subject,before,after,request_id,id");
  expect(lines).toHaveLength(csv.rows);
  expect(csv.content).toContain(",'=2+2,");
  expect(csv.content).not.toMatch(/(^|,)"?[=+@]/m);
  const { content, rows } = await exportAudit(ctx, { format: "json", table: "merchants", operation: "update" });
  expect(JSON.parse(content)).toHaveLength(rows);
  expect(rows).toBe(1);
});

it("[DAT-02] [DAT-03] reads a page of any filter without reading what else is on record", async () => {
  const other = await createStaffedMerchant(platform);
  const people = Array.from({ length: 4 }, () => randomUUID());
  for (const { merchantId } of [ctx, other.ctx])
    await database.sql`
      insert into audit_logs (merchant_id, table_name, row_id, operation, actor_kind, user_id)
      select ${merchantId}, (array['memberships', 'merchants', 'api_keys'])[1 + n % 3], uuidv7(),
        (array['insert', 'update', 'delete'])[1 + n % 3], case when n % 500 = 0 then 'job' else 'user' end,
        (${people}::uuid[])[1 + n % 4]
      from generate_series(1, 6000) n`;
  await database.sql`analyze audit_logs`;
  const [some] = await database.sql<{ id: string; rowId: string; at: Date }[]>`
    select id, row_id as "rowId", at from audit_logs where merchant_id = ${ctx.merchantId} order by id offset 3000 limit 1`;
  const filters: Omit<AuditFilter, "limit">[] = [
    {},
    { before: some!.id },
    { table: "memberships" },
    { operation: "delete" },
    { table: "memberships", operation: "insert" },
    { userId: people[0] },
    { userId: people[0], table: "merchants", operation: "update" },
    { actorKind: "job" },
    { rowId: some!.rowId },
    { to: some!.at },
    { from: some!.at, to: new Date(some!.at.getTime() + 1) },
  ];
  await withMerchant(database.db, { merchantId: ctx.merchantId }, async (tx) => {
    for (const filter of filters) await expectIndexed(tx, selectAudit(tx, { ...filter, limit: 50 }));
  });
});
