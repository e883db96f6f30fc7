import { randomUUID } from "node:crypto";
import { HIDDEN } from "@nexusone/contracts/audit-words";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { migrateDatabase } from "../migrate.ts";
import { auditLogs } from "../schema/audit.ts";
import { invitations, memberships, merchants } from "../schema/merchants.ts";
import { webhooks } from "../schema/webhooks.ts";
import { sqlState, withMerchant } from "../with-merchant.ts";

let test: TestDatabase;
let merchantId: string;
let userId: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  merchantId = (await createMerchant(test.db)).id;
  userId = (await createUser(test.db)).id;
});
afterAll(() => test.close());

const entries = (of = merchantId) =>
  withMerchant(test.db, { merchantId: of }, (tx) => tx.select().from(auditLogs).orderBy(desc(auditLogs.id)));

it("[SEC-09] puts a write on record with who did it, for whom and in which request, in one trip", async () => {
  const by = { actor: `user:${userId}`, requestId: "request-1" };
  const { id } = await createMembership(test.db, { merchantId, userId, role: "support" });
  await withMerchant(test.db, { merchantId, userId, by }, (tx) =>
    tx.update(memberships).set({ role: "admin" }).where(eq(memberships.id, id)),
  );
  expect((await entries())[0]).toMatchObject({
    tableName: "memberships",
    rowId: id,
    operation: "update",
    before: { role: "support" },
    after: { role: "admin" },
    actorKind: "user",
    actorId: userId,
    userId,
    requestId: "request-1",
  });
  // Nothing of it stays on the connection.
  await withMerchant(test.db, { merchantId }, (tx) => tx.delete(memberships).where(eq(memberships.id, id)));
  expect((await entries())[0]).toMatchObject({
    operation: "delete",
    before: { role: "admin", user_id: userId },
    after: null,
    actorKind: "unknown",
    actorId: null,
    userId: null,
    requestId: null,
  });
});

it("[SEC-09] [SEC-10] catches a write that comes past the program", async () => {
  await test.sql`update merchants set name = 'Taken over' where id = ${merchantId}`;
  const [entry] = await entries();
  expect(entry).toMatchObject({ tableName: "merchants", operation: "update", actorKind: "unknown", rowId: merchantId });
  expect(entry?.after).toEqual({ name: "Taken over" });
});

it("[SEC-07] [SEC-09] says that a secret or an address changed, never what it is", async () => {
  const secret = `hash-${randomUUID()}`;
  await withMerchant(test.db, { merchantId }, async (tx) => {
    await tx.insert(invitations).values({
      email: "somebody@people.example",
      role: "support",
      tokenHash: secret,
      invitedBy: userId,
      expiresAt: new Date(),
    });
    await tx.update(invitations).set({ tokenHash: `${secret}-2`, email: "other@people.example" });
  });
  const [changed, made] = await entries();
  expect(made?.after).toMatchObject({ email: HIDDEN, token_hash: HIDDEN, role: "support" });
  expect([changed?.before, changed?.after]).toEqual([
    { email: HIDDEN, token_hash: HIDDEN },
    { email: HIDDEN, token_hash: HIDDEN },
  ]);
  expect(JSON.stringify(await entries())).not.toMatch(new RegExp(`${secret}|people.example`));
});

it("[SEC-09] is silent about bookkeeping and about what changes nothing", async () => {
  const before = (await entries()).length;
  await withMerchant(test.db, { merchantId }, async (tx) => {
    await tx.execute(sql`update merchant_plans set product_count = 3`);
    await tx.update(merchants).set({ name: sql`name` });
    await tx.execute(sql`update merchants set updated_at = now()`);
  });
  expect((await entries()).length).toBe(before);
});

it("[SEC-09] nobody who serves requests can write, change or forget an entry", async () => {
  const refused = async (statement: string) =>
    sqlState(
      await withMerchant(test.db, { merchantId }, (tx) => tx.execute(sql.raw(statement))).catch(
        (error: unknown) => error,
      ),
    );
  expect((await entries()).length).toBeGreaterThan(0);
  expect(
    await refused(
      "insert into audit_logs (table_name, row_id, operation, actor_kind) values ('x', uuidv7(), 'insert', 'user')",
    ),
  ).toBe("42501");
  expect(await refused("update audit_logs set actor_kind = 'user'")).toBe("42501");
  expect(await refused("delete from audit_logs")).toBe("42501");
  expect(await refused("truncate audit_logs")).toBe("42501");
  expect(await refused("alter table memberships disable trigger audit_update")).toBe("42501");
});

it("[SEC-09] another merchant sees nothing of it, and who is on record only at its own", async () => {
  await withMerchant(test.db, { merchantId, userId, by: { actor: `user:${userId}`, requestId: "r" } }, (tx) =>
    tx.update(merchants).set({ name: "Renamed" }),
  );
  const people = (of: string) =>
    withMerchant(
      test.db,
      { merchantId: of },
      async (tx) => (await tx.execute(sql`select * from system.people_on_record()`)).rows,
    );
  expect(await people(merchantId)).toMatchObject([{ user_id: userId }]);
  const other = (await createMerchant(test.db)).id;
  expect((await entries(other)).every((entry) => entry.merchantId === other)).toBe(true);
  expect(await people(other)).toEqual([]);
});

it("[SEC-09] a merchant that is deleted takes its record along", async () => {
  await createMembership(test.db, { merchantId, userId, role: "owner" });
  await test.sql`delete from merchants where id = ${merchantId}`;
  expect(await test.sql`select 1 from audit_logs where merchant_id = ${merchantId}`).toHaveLength(0);
});

it("[SEC-09] hardening sets a trigger that is missing, switched off or declared otherwise", async () => {
  const triggers = async () =>
    (
      await test.sql<{ name: string }[]>`
        select tgname as name from pg_trigger where tgrelid = 'memberships'::regclass and tgname like 'audit%' and tgenabled = 'O'
        order by 1`
    ).map(({ name }) => name);
  await test.sql.unsafe(
    "drop trigger audit_delete on memberships; alter table memberships disable trigger audit_update",
  );
  expect(await triggers()).toEqual(["audit_insert"]);
  await migrateDatabase({ ownerUrl: test.ownerUrl, appRole: "nexus_app" });
  expect(await triggers()).toEqual(["audit_delete", "audit_insert", "audit_update"]);
});

it("[SEC-09] writes an address down as its origin: its path may be a secret", async () => {
  await withMerchant(test.db, { merchantId }, (tx) =>
    tx.insert(webhooks).values({
      url: "https://receiver.example:8443/hooks/very-secret-path?key=1",
      description: "of Marie Martin",
      eventTypes: [],
      ordered: false,
      ratePerMinute: 60,
      bodySignature: false,
      registeredAt: new Date(),
    }),
  );
  const [made] = await entries();
  expect(made?.after).toMatchObject({ url: "https://receiver.example:8443", description: HIDDEN });
});
