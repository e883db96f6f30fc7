import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { categories } from "@nexusone/db/schema/catalog";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { expectIndexed } from "./explain.ts";
import { createMerchant } from "./merchants.ts";

let test: TestDatabase;
let merchantId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  for (const merchant of [await createMerchant(test.db), await createMerchant(test.db)]) {
    merchantId = merchant.id;
    await test.sql`insert into categories (merchant_id, name, name_lower)
      select ${merchantId}, 'Name ' || n, 'name ' || n from generate_series(1, 5000) n`;
  }
  await test.sql`analyze categories`;
});
afterAll(() => test.close());

const asMerchant = <T>(fn: (tx: MerchantTx) => Promise<T>) => withMerchant(test.db, { merchantId }, fn);

it("[DAT-02] [DAT-03] accepts a page that walks an index", async () => {
  await asMerchant(async (tx) => {
    await expectIndexed(tx, tx.select().from(categories).orderBy(categories.nameLower).limit(50));
    await expectIndexed(tx, tx.select().from(categories).where(eq(categories.nameLower, "name 77")));
  });
});

it("[DAT-02] fails on a query that reads all a merchant owns", async () => {
  await asMerchant(async (tx) => {
    const unindexed = tx.select().from(categories).where(eq(categories.name, "Name 77"));
    await expect(expectIndexed(tx, unindexed)).rejects.toThrow(/of categories.* read \d{4,} rows/);
    const sorted = tx.select().from(categories).orderBy(desc(categories.name)).limit(10);
    await expect(expectIndexed(tx, sorted)).rejects.toThrow(/read \d{4,} rows/);
    const like = tx
      .select()
      .from(categories)
      .where(sql`${categories.nameLower} like 'name 77%'`);
    await expect(expectIndexed(tx, like)).rejects.toThrow(/read \d{4,} rows/);
  });
});
