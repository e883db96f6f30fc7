import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { connectDirect, type DirectSql } from "./direct.ts";
import { listen, notifyAfterCommit } from "./listen.ts";
import { withMerchant, type MerchantTx } from "./with-merchant.ts";

let test: TestDatabase;
let direct: DirectSql;
const merchantId = randomUUID();

beforeAll(async () => {
  test = await createTestDatabase();
  direct = connectDirect(test.ownerUrl);
});
afterAll(async () => {
  await direct.end();
  await test.close();
});

const inTx = <T>(fn: (tx: MerchantTx) => Promise<T>) => withMerchant(test.db, { merchantId }, fn);

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error("did not happen within 5 s");
    await sleep(5);
  }
}

async function collect(channel: string) {
  const wakes: (readonly string[])[] = [];
  const stop = await listen(direct, channel, (keys) => wakes.push(keys));
  await until(() => wakes.length === 1);
  return { wakes, stop };
}

it("[DAT-04] wakes a listener after the commit, and not after a rollback", async () => {
  const { wakes, stop } = await collect("kept");
  expect(wakes).toEqual([[]]);
  await inTx(async (tx) => {
    notifyAfterCommit(tx, "kept", "m1");
    await sleep(150);
    expect(wakes).toHaveLength(1);
  });
  await until(() => wakes.length === 2);
  expect(wakes[1]).toEqual(["m1"]);
  const failing = inTx(async (tx) => {
    notifyAfterCommit(tx, "kept", "m2");
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await sleep(150);
  expect(wakes).toHaveLength(2);
  await stop();
});

it("[DAT-04] collects wake-ups: many commits, at most 20 sendings a second, no key lost", async () => {
  const { wakes, stop } = await collect("many");
  const startedAt = performance.now();
  const keys = Array.from({ length: 300 }, (_, n) => `m${n}`);
  await Promise.all(keys.map((key) => inTx(async (tx) => notifyAfterCommit(tx, "many", key))));
  await until(() => new Set(wakes.flat()).size === keys.length);
  const seconds = (performance.now() - startedAt) / 1_000;
  expect(wakes.length - 1).toBeLessThanOrEqual(Math.ceil(seconds * 20) + 2);
  await stop();
});

it("[DAT-04] says that anything may have happened when there are more keys than a payload holds", async () => {
  const { wakes, stop } = await collect("big");
  await inTx(async (tx) => {
    for (let n = 0; n < 500; n += 1) notifyAfterCommit(tx, "big", randomUUID());
  });
  await until(() => wakes.length === 2);
  expect(wakes[1]).toEqual([]);
  await stop();
});

it("[DAT-04] listens again after its connection was lost, and says so", async () => {
  const { wakes, stop } = await collect("again");
  const [session] = await test.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where query ilike 'listen %again%' and pid <> pg_backend_pid()`;
  expect(session).toBeDefined();
  await until(() => wakes.length === 2);
  expect(wakes[1]).toEqual([]);
  await inTx(async (tx) => notifyAfterCommit(tx, "again", "m1"));
  await until(() => wakes.length === 3);
  expect(wakes[2]).toEqual(["m1"]);
  await stop();
});
