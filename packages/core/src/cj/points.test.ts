import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { pointsPurse, utcDay } from "./points.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function purseOf(held: number) {
  const platform = createTestPlatform(database.db);
  const { ctx } = await createStaffedMerchant(platform);
  return { platform, purse: pointsPurse(ctx, ctx.merchantId, 0, { day: utcDay(platform.clock.now()), held }) };
}

it("[CJA-03] points that are let go are gone from the purse: given back once, however often it is asked", async () => {
  const { purse } = await purseOf(50);
  expect(await purse.take(20)).toBe(true);
  expect(purse.letGo()).toBe(30);
  expect(purse.letGo()).toBe(0);
  purse.putBack(5);
  expect(purse.letGo()).toBe(5);
});

it("[CJA-03] points of yesterday are nothing to give back", async () => {
  const { platform, purse } = await purseOf(50);
  platform.clock.advance(DAY_MS);
  expect(purse.letGo()).toBe(0);
});
