import { withMerchant } from "@nexusone/db/with-merchant";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createTestPlatform, userContext, type TestPlatform } from "@nexusone/testing/contexts";
import { createMerchant, createUser } from "@nexusone/testing/merchants";
import { MerchantId } from "@nexusone/contracts/ids";
import type { Plan } from "@nexusone/contracts/plans";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changePlan } from "./change-plan.ts";
import { giveBackProductSlot, takeProductSlots } from "./product-slots.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 8 });
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const take = (merchantId: string, count = 1) =>
  withMerchant(test.db, { merchantId }, (tx) => takeProductSlots(tx, count));
const giveBack = (merchantId: string) => withMerchant(test.db, { merchantId }, giveBackProductSlot);
const setCount = (merchantId: string, count: number) =>
  test.sql`update merchant_plans set product_count = ${count} where merchant_id = ${merchantId}`;
async function movedTo(merchantId: string, plan: Plan) {
  const admin = await createUser(test.db, { isPlatformAdmin: true });
  await changePlan(userContext(platform, admin), { merchantId: MerchantId.parse(merchantId), plan });
}
async function slots(merchantId: string) {
  const [row] = await test.sql`select product_count as count, product_cap as cap from merchant_plans
    where merchant_id = ${merchantId}`;
  return row as { count: number; cap: number | null };
}

describe("product slots", () => {
  it("[PLN-01] [PLN-04] of 20 imports at once on a Free merchant at 9 of 10 one gets the place", async () => {
    const { id } = await createMerchant(test.db, { plan: "free" });
    await setCount(id, 9);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => take(id)));
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ reason: "import.plan_limit", details: { limit: 10, count: 10 } });
    }
    expect(await slots(id)).toMatchObject({ count: 10 });
  });

  it("[PLN-01] a removed product makes room for another", async () => {
    const { id } = await createMerchant(test.db, { plan: "free" });
    await setCount(id, 10);
    await expect(take(id)).rejects.toMatchObject({ reason: "import.plan_limit" });
    await giveBack(id);
    await take(id);
    expect(await slots(id)).toEqual({ count: 10, cap: 10 });
  });

  it("[PLN-01] [CAT-08] several at once get their places together or not at all", async () => {
    const { id } = await createMerchant(test.db, { plan: "free" });
    await take(id, 7);
    await expect(take(id, 4)).rejects.toMatchObject({ details: { limit: 10, count: 7 } });
    await take(id, 3);
    expect(await slots(id)).toMatchObject({ count: 10 });
  });

  it("[PLN-02] Pro holds 100 products", async () => {
    const { id } = await createMerchant(test.db, { plan: "pro" });
    await setCount(id, 99);
    await take(id);
    await expect(take(id)).rejects.toMatchObject({ details: { limit: 100, count: 100 } });
  });

  it("[PLN-03] Premium holds any number of products", async () => {
    const { id } = await createMerchant(test.db);
    await setCount(id, 100_000);
    await take(id);
    await giveBack(id);
    expect(await slots(id)).toEqual({ count: 100_000, cap: null });
  });

  it("[PLN-04] after a downgrade what is there stays, nothing can be added, and removing does not make room above the limit", async () => {
    const { id } = await createMerchant(test.db);
    await setCount(id, 12);
    await movedTo(id, "free");
    expect(await slots(id)).toEqual({ count: 12, cap: 12 });
    await expect(take(id)).rejects.toMatchObject({ details: { limit: 10, count: 12 } });
    await giveBack(id);
    await expect(take(id)).rejects.toMatchObject({ details: { limit: 10, count: 11 } });
    await giveBack(id);
    await giveBack(id);
    expect(await slots(id)).toEqual({ count: 9, cap: 10 });
    await take(id);
    await movedTo(id, "pro");
    expect(await slots(id)).toEqual({ count: 10, cap: 100 });
  });

  it("[PLN-04] never counts below nothing", async () => {
    const { id } = await createMerchant(test.db);
    await expect(giveBack(id)).rejects.toThrow("there is no product");
    expect(await slots(id)).toMatchObject({ count: 0 });
  });
});
