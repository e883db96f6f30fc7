import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { catchUp, catchUpJob, startEventConsumers, type EventConsumer } from "./consume-events.ts";
import { startEventHub } from "./hub.ts";
import { recordEvent } from "./record-event.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  platform = createTestPlatform(database.db);
});
afterAll(() => database.close());

const write = (ctx: ServiceContext, amount: number) =>
  inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "credits.granted", { amount }));

/** Remembers amounts in the order of their application; a rolled back transaction may show one again. */
function collector(name: string, refuse: (amount: number) => boolean = () => false) {
  const seen: { merchantId: string; amount: number }[] = [];
  const consumer: EventConsumer = {
    name,
    apply: async ({ merchantId }, events) => {
      const amounts = events.flatMap(({ type, payload }) =>
        type === "credits.granted" ? [Number(payload["amount"])] : [],
      );
      if (amounts.some(refuse)) throw new Error("the consumer has a bug");
      seen.push(...amounts.map((amount) => ({ merchantId, amount })));
    },
  };
  const of = (ctx: ServiceContext) => seen.filter((one) => one.merchantId === ctx.merchantId).map((one) => one.amount);
  return { consumer, of };
}

async function withProcesses<T>(consumer: EventConsumer, count: number, fn: () => Promise<T>): Promise<T> {
  const errors: unknown[] = [];
  const processes = await Promise.all(
    Array.from({ length: count }, async () => {
      const hub = await startEventHub(database.db, (error) => errors.push(error));
      return { hub, stop: startEventConsumers(platform, hub, [consumer], (error) => errors.push(error)) };
    }),
  );
  try {
    return await fn();
  } finally {
    for (const { hub, stop } of processes) {
      await stop();
      await hub.stop();
    }
    expect(errors).toEqual([]);
  }
}

it("[RTM-01] [WHK-01] applies every event once and in order, however many processes run", async () => {
  const [a, b] = [(await createStaffedMerchant(platform)).ctx, (await createStaffedMerchant(platform)).ctx];
  const { consumer, of } = collector("many");
  const amounts = Array.from({ length: 60 }, (_, index) => index + 1);
  await withProcesses(consumer, 3, async () => {
    for (const amount of amounts) await Promise.all([write(a, amount), write(b, amount)]);
    await expect.poll(() => [of(a).length, of(b).length], { timeout: 15_000 }).toEqual([60, 60]);
  });
  expect(of(a)).toEqual(amounts);
  expect(of(b)).toEqual(amounts);
});

it("[WHK-01] lets one merchant's failure stop nobody else, and catches up when it is mended", async () => {
  const [a, b] = [(await createStaffedMerchant(platform)).ctx, (await createStaffedMerchant(platform)).ctx];
  let broken = true;
  const { consumer, of } = collector("poison", (amount) => broken && amount === 1_300);
  await withProcesses(consumer, 1, async () => {
    await write(a, 1_300);
    await write(b, 1);
    await expect.poll(() => of(b), { timeout: 15_000 }).toEqual([1]);
    await expect.poll(() => platform.enqueued.filter(({ name }) => name === "event_catch_up").length).toBe(1);
  });
  expect(of(a)).toEqual([]);
  broken = false;
  const job = catchUpJob([consumer]);
  await job.handle(platform, job.payload.parse(platform.enqueued.at(-1)?.payload));
  expect(of(a)).toEqual([1_300]);
});

it("[WHK-01] goes on where it stopped, and repeats nothing that was committed", async () => {
  const { ctx } = await createStaffedMerchant(platform);
  const { consumer, of } = collector("restart");
  await write(ctx, 1);
  await withProcesses(consumer, 1, () => expect.poll(() => of(ctx), { timeout: 15_000 }).toEqual([1]));
  await write(ctx, 2);
  await withProcesses(consumer, 1, () => expect.poll(() => of(ctx), { timeout: 15_000 }).toEqual([1, 2]));
  await Promise.all([1, 2, 3].map(() => catchUp(platform, consumer, ctx.merchantId)));
  expect(of(ctx)).toEqual([1, 2]);
});
