import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { releaseLease, takeLease, withLease } from "./leases.ts";
import { leaseTokens, pruneRates, takeBurst, takeSlot, takeSlotWithinTx } from "./rate-slots.ts";
import { withSystem } from "./with-merchant.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const expire = (name: string) => test.sql`update leases set expires_at = clock_timestamp() where name = ${name}`;

it("[AUT-07] gives a lease to one holder, who may renew it, until it ends or is given back", async () => {
  expect(await takeLease(test.db, "one", "a", 60_000)).toBe(true);
  expect(await takeLease(test.db, "one", "a", 60_000)).toBe(true);
  expect(await takeLease(test.db, "one", "b", 60_000)).toBe(false);
  await releaseLease(test.db, "one", "b");
  expect(await takeLease(test.db, "one", "b", 60_000)).toBe(false);
  await releaseLease(test.db, "one", "a");
  expect(await takeLease(test.db, "one", "b", 60_000)).toBe(true);
  await expire("one");
  expect(await takeLease(test.db, "one", "a", 60_000)).toBe(true);
});

it("[AUT-07] gives a free lease to exactly one of many who ask at once", async () => {
  const asked = await Promise.all(Array.from({ length: 20 }, (_, n) => takeLease(test.db, "race", `h${n}`, 60_000)));
  expect(asked.filter(Boolean)).toHaveLength(1);
});

it("[AUT-07] runs alone, renews while it runs, and gives the lease back even when it fails", async () => {
  const lease = { name: "work", holder: "a", ttlMs: 300 };
  const done = await withLease(test.db, lease, async (signal) => {
    await sleep(700);
    expect(await withLease(test.db, { ...lease, holder: "b" }, async () => 1)).toBeUndefined();
    return signal.aborted;
  });
  expect(done).toEqual({ value: false });
  await expect(withLease(test.db, lease, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await takeLease(test.db, "work", "b", 1_000)).toBe(true);
});

it("[AUT-07] tells the holder when the lease went to somebody else", async () => {
  const lease = { name: "lost", holder: "a", ttlMs: 90 };
  const done = await withLease(test.db, lease, async (signal) => {
    await test.sql`update leases set holder = 'b', expires_at = clock_timestamp() + interval '1 minute' where name = 'lost'`;
    const until = Date.now() + 5_000;
    while (!signal.aborted && Date.now() < until) await sleep(10);
    return signal.aborted;
  });
  expect(done).toEqual({ value: true });
  expect(await takeLease(test.db, "lost", "c", 1_000)).toBe(false);
});

it("[CJA-03] spaces the uses of a bucket over all callers, and each bucket by itself", async () => {
  const waits = await Promise.all(Array.from({ length: 10 }, () => takeSlot(test.db, "cj:1", 10_000)));
  waits.sort((x, y) => x - y);
  expect(waits[0]).toBe(0);
  waits.slice(1).forEach((wait, index) => {
    const gap = wait - waits[index]!;
    // Each wait is counted from its own call, all of which happened within the first slot.
    expect(Math.abs(gap - 10_000)).toBeLessThan(5_000);
  });
  expect(await takeSlot(test.db, "cj:2", 10_000)).toBe(0);
});

it("[CJA-03] frees a bucket again once its time has passed", async () => {
  await takeSlot(test.db, "cj:3", 10_000);
  await test.sql`update rate_slots set next_at = clock_timestamp() - interval '1 hour' where key = 'cj:3'`;
  expect(await takeSlot(test.db, "cj:3", 10_000)).toBe(0);
  expect(await takeSlot(test.db, "cj:3", 10_000)).toBeGreaterThan(5_000);
});

it("[WAM-01] lends so many uses at once from the time that follows, and none until all are paid back", async () => {
  const pace = { everyMs: 60_000, burst: 5, burstMs: 30_000 };
  const take = (key: string) => withSystem(test.db, (tx) => takeBurst(tx, key, pace));
  const waits = await Promise.all(Array.from({ length: 12 }, () => take("pair:1")));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  for (const wait of waits.filter((one) => one > 0)) expect(wait).toBeGreaterThan(4 * 60_000);
  expect(await take("pair:2")).toBe(0);
  // The burst is over, what was borrowed is not paid back: nothing more.
  await test.sql`update rate_windows set started_at = started_at - interval '31 seconds' where key = 'pair:2'`;
  expect(await take("pair:2")).toBeGreaterThan(50_000);
  await test.sql`update rate_slots set next_at = clock_timestamp() where key = 'pair:2'`;
  expect([await take("pair:2"), await take("pair:2")]).toEqual([0, 0]);
});

it("[WAM-01] a use that was taken in a transaction is given back with it", async () => {
  const pace = { everyMs: 60_000, burst: 1, burstMs: 1_000 };
  const undone = withSystem(test.db, async (tx) => {
    await takeBurst(tx, "pair:3", pace);
    await takeSlotWithinTx(tx, "number:3", 60_000, 1_000);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await withSystem(test.db, async (tx) => {
    expect(await takeBurst(tx, "pair:3", pace)).toBe(0);
    expect(await takeSlotWithinTx(tx, "number:3", 60_000, 1_000)).toBe(0);
    expect(await takeSlotWithinTx(tx, "number:3", 60_000, 1_000)).toBeUndefined();
  });
});

it("[SEC-02] never grants more than the limit of a window, however many ask at once", async () => {
  const window = { windowMs: 600_000, limit: 100, want: 7 };
  const leased = await Promise.all(Array.from({ length: 30 }, () => leaseTokens(test.db, "api:a", window)));
  expect(leased.reduce((sum, lease) => sum + lease.granted, 0)).toBe(100);
  expect(Math.max(...leased.map((lease) => lease.granted))).toBe(7);
  for (const { resetAt } of leased) expect(resetAt.getTime()).toBeGreaterThan(Date.now() + 500_000);
  expect((await leaseTokens(test.db, "api:b", window)).granted).toBe(7);
});

it("[SEC-02] starts a new window when the old one has passed, and forgets old ones", async () => {
  const window = { windowMs: 60_000, limit: 5, want: 5 };
  expect((await leaseTokens(test.db, "api:c", window)).granted).toBe(5);
  expect((await leaseTokens(test.db, "api:c", window)).granted).toBe(0);
  await test.sql`update rate_windows set started_at = clock_timestamp() - interval '61 seconds' where key = 'api:c'`;
  expect((await leaseTokens(test.db, "api:c", window)).granted).toBe(5);
  await test.sql`update rate_windows set started_at = clock_timestamp() - interval '2 days' where key = 'api:c'`;
  await pruneRates(test.db);
  const left = await test.sql<{ key: string }[]>`select key from rate_windows where key in ('api:a', 'api:c')`;
  expect(left.map((row) => row.key)).toEqual(["api:a"]);
});
