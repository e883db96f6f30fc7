import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMerchant, createUser } from "@nexusone/testing/merchants";
import { importPreviewRows, importPreviews } from "./schema/imports.ts";
import { merchants } from "./schema/merchants.ts";
import { userTokens, users } from "./schema/users.ts";
import { categories } from "./schema/catalog.ts";
import { sqlState, withMerchant, withSystem, withUser, type MerchantTx } from "./with-merchant.ts";

let test: TestDatabase;
let a: string;
let b: string;
let ofA: string;

beforeAll(async () => {
  test = await createTestDatabase();
  a = (await createMerchant(test.db)).id;
  b = (await createMerchant(test.db)).id;
  ofA = await asMerchant(a, async (tx) => {
    const [row] = await tx.insert(categories).values({ name: "Lamps", nameLower: "lamps" }).returning();
    return row!.id;
  });
});
afterAll(() => test.close());

const asMerchant = <T>(merchantId: string, fn: (tx: MerchantTx) => Promise<T>) =>
  withMerchant(test.db, { merchantId }, fn);
const refused = (state: string) => (error: unknown) => sqlState(error) === state;

it("[AUT-06] shows a row to its merchant and to nobody else", async () => {
  const find = (tx: MerchantTx) => tx.select().from(categories).where(eq(categories.id, ofA));
  expect(await asMerchant(a, find)).toHaveLength(1);
  expect(await asMerchant(b, find)).toHaveLength(0);
  const { rows } = await withSystem(test.db, (tx) => tx.execute(sql`select * from categories`));
  expect(rows).toHaveLength(0);
});

it("[AUT-06] lets nobody change or delete another merchant's row", async () => {
  const rename = (tx: MerchantTx) =>
    tx.update(categories).set({ name: "Taken" }).where(eq(categories.id, ofA)).returning();
  const remove = (tx: MerchantTx) => tx.delete(categories).where(eq(categories.id, ofA)).returning();
  expect(await asMerchant(b, rename)).toHaveLength(0);
  expect(await asMerchant(b, remove)).toHaveLength(0);
  expect(await asMerchant(a, rename)).toHaveLength(1);
});

it("[AUT-06] refuses to write a row for another merchant, or to hand one over", async () => {
  const values = (merchantId: string) => ({ merchantId, name: randomUUID(), nameLower: randomUUID() });
  await asMerchant(a, (tx) => tx.insert(categories).values(values(a)));
  await expect(asMerchant(b, (tx) => tx.insert(categories).values(values(a)))).rejects.toSatisfy(refused("42501"));
  const handOver = asMerchant(a, (tx) => tx.update(categories).set({ merchantId: b }).where(eq(categories.id, ofA)));
  await expect(handOver).rejects.toSatisfy(refused("42501"));
  await expect(withSystem(test.db, (tx) => tx.insert(categories).values(values(a)))).rejects.toSatisfy(
    refused("42501"),
  );
});

it("[AUT-06] [DAT-01] refuses a reference to another merchant's row", async () => {
  const expiresAt = new Date();
  const preview = await asMerchant(a, async (tx) => {
    const [row] = await tx.insert(importPreviews).values({ source: "admin", createdBy: {}, expiresAt }).returning();
    return row!.id;
  });
  const attach = (tx: MerchantTx) =>
    tx.insert(importPreviewRows).values({ previewId: preview, position: 0, ref: "1", status: "ok", view: {} });
  await expect(asMerchant(b, attach)).rejects.toSatisfy(refused("23503"));
  await asMerchant(a, attach);
});

it("[AUT-06] shows a merchant itself only", async () => {
  const all = await asMerchant(a, (tx) => tx.select({ id: merchants.id }).from(merchants));
  expect(all).toEqual([{ id: a }]);
});

it("[AUT-06] shows users and their tokens to themselves only", async () => {
  const [one, two] = [await createUser(test.db), await createUser(test.db)];
  const token = { kind: "magic_link" as const, tokenHash: randomUUID(), expiresAt: new Date() };
  await withUser(test.db, one.id, (tx) => tx.insert(userTokens).values(token));
  const look = (id: string) =>
    withUser(test.db, id, async (tx) => [
      (await tx.select().from(users)).map((user) => user.id),
      (await tx.select().from(userTokens)).length,
    ]);
  expect(await look(one.id)).toEqual([[one.id], 1]);
  expect(await look(two.id)).toEqual([[two.id], 0]);
  const forOther = withUser(test.db, two.id, (tx) =>
    tx.insert(userTokens).values({ ...token, userId: one.id, tokenHash: randomUUID() }),
  );
  await expect(forOther).rejects.toSatisfy(refused("42501"));
});

it("[AUT-06] deletes everything of a merchant with the merchant, through forced tables", async () => {
  const gone = (await createMerchant(test.db)).id;
  await asMerchant(gone, (tx) => tx.insert(categories).values({ name: "x", nameLower: "x" }));
  await asMerchant(gone, (tx) => tx.delete(merchants).where(eq(merchants.id, gone)));
  const left = await test.sql`select 1 from categories where merchant_id = ${gone}`;
  expect(left).toHaveLength(0);
  expect(await test.sql`select 1 from categories where id = ${ofA}`).toHaveLength(1);
});

it("[AUT-07] keeps platform tables and system policies out of the app role's reach", async () => {
  await expect(withSystem(test.db, (tx) => tx.execute(sql`select * from leases`))).rejects.toSatisfy(refused("42501"));
  await expect(withSystem(test.db, (tx) => tx.execute(sql`set local role nexus_system`))).rejects.toSatisfy(
    refused("42501"),
  );
  const { rows } = await withSystem(test.db, (tx) =>
    tx.execute(sql`select system.take_lease('x', 'me', 1000) as taken`),
  );
  expect(rows[0]!["taken"]).toBe(true);
});
