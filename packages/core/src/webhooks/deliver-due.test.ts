import { CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { claimDeliveries } from "@nexusone/db/queries/webhook-deliveries";
import { merchantsWithDueWebhooks } from "@nexusone/db/system/webhooks";
import { sql } from "drizzle-orm";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import { inMerchantTx } from "../transaction.ts";
import { createWebhook } from "./create-webhook.ts";
import {
  after,
  amounts,
  deliveriesOf,
  endpointOf,
  grant,
  lastLog,
  openScene,
  openShop,
  pump,
  type Scene,
} from "./delivery.fixture.ts";
import type { Behaviour } from "./receiver.fixture.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.stop());

const answer =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end("out of order");
const typesOf = async (merchantId: string): Promise<string[]> => {
  const rows = await scene.database.sql<{ type: string }[]>`
    select type from events where merchant_id = ${merchantId} and type like 'webhook.%' order by id`;
  return rows.map(({ type }) => type);
};

it("[WHK-09] [JOB-02] tries again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then gives up and says why", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(500));
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  const waits = [5_000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS];
  for (const [index, wait] of waits.entries()) {
    await after(scene, shop, wait - 1_000);
    expect(scene.receiver.arrivals, "not before its time").toHaveLength(index + 1);
    await after(scene, shop, 1_000);
    expect(scene.receiver.arrivals).toHaveLength(index + 2);
  }
  await after(scene, shop, 2 * DAY_MS);
  expect(scene.receiver.arrivals).toHaveLength(8);
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "failed", attempts: 8, reason: "webhooks.failing" }]);
  expect((await lastLog(shop)).log).toHaveLength(8);
  expect(await endpointOf(shop)).toMatchObject({ state: "failing", failed: 1, lastReason: "webhooks.failing" });
});

it("[WHK-09] gets through to a receiver that recovers, under the same id", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(503));
  await grant(shop.ctx, 7);
  await pump(shop.ctx);
  expect((await endpointOf(shop)).state).toBe("failing");
  scene.receiver.behave(undefined);
  await after(scene, shop, 5_000);
  expect(amounts(scene.receiver.calls)).toEqual([7]);
  expect(await endpointOf(shop)).toMatchObject({ state: "active", failingSince: null, lastReason: null });
  expect(await typesOf(shop.ctx.merchantId)).toEqual(["webhook.created", "webhook.failing", "webhook.recovered"]);
});

it.each([400, 401, 404, 422])("[WHK-09] does not repeat blindly what is refused with %i", async (status) => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(status));
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await after(scene, shop, DAY_MS);
  expect(scene.receiver.arrivals).toHaveLength(1);
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "failed", reason: "webhooks.rejected" }]);
});

it.each([408, 409, 425, 429, 500, 502])("[WHK-09] tries again after %i", async (status) => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(status));
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await after(scene, shop, 5_000);
  expect(scene.receiver.arrivals).toHaveLength(2);
});

it("[WHK-09] leaves a receiver alone for as long as its Retry-After asks, with every event", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(429, { "retry-after": "120" }));
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await grant(shop.ctx, 2);
  await after(scene, shop, 119_000);
  expect(scene.receiver.arrivals).toHaveLength(1);
  scene.receiver.behave(undefined);
  await after(scene, shop, 1_000);
  expect(amounts(scene.receiver.effects).toSorted()).toEqual([1, 2]);
});

it("[WHK-09] switches an endpoint off at 410 and keeps what happens", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(410));
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  expect(await endpointOf(shop)).toMatchObject({ state: "disabled", disabledReason: "webhooks.gone" });
  await grant(shop.ctx, 2);
  await after(scene, shop, HOUR_MS);
  expect(scene.receiver.arrivals).toHaveLength(1);
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "kept" }, { state: "failed", reason: "webhooks.gone" }]);
  expect(await typesOf(shop.ctx.merchantId)).toContain("webhook.disabled");
});

it("[WHK-09] gives up on a receiver that hangs, within the time of an attempt", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave(() => undefined);
  await grant(shop.ctx, 1);
  const startedAt = Date.now();
  await pump(shop.ctx);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "pending", attempts: 1, reason: "webhooks.timeout" }]);
});

it("[WHK-09] [UIX-06] tries again where nobody answers at the address, and says so", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave((response) => response.destroy());
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "pending", attempts: 1, reason: "webhooks.unreachable" }]);
  scene.receiver.behave(undefined);
  await after(scene, shop, 5_000);
  expect(amounts(scene.receiver.calls)).toEqual([1]);
});

it("[WHK-09] does not wait for the rest of a body without end", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave((response) => {
    response.writeHead(200);
    const pour = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
      if (!response.destroyed) response.once("drain", pour);
    };
    pour();
  });
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  const { state, log } = await lastLog(shop);
  expect(state).toBe("delivered");
  expect(log[0]?.responseBody).toHaveLength(16_384);
});

it.each([
  "http://127.0.0.1:1/",
  "https://10.0.0.8/",
  "http://169.254.169.254/latest/meta-data/",
  "https://[::ffff:7f00:1]/",
])("[WHK-09] follows no redirect to %s", async (location) => {
  const shop = await openShop(scene);
  scene.receiver.behave(answer(307, { location }));
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await after(scene, shop, HOUR_MS);
  expect(scene.receiver.arrivals).toHaveLength(1);
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "failed", reason: "webhooks.private_address" }]);
  expect((await endpointOf(shop)).state).toBe("failing");
});

it("[WHK-09] follows a checked redirect that keeps the method, and no other", async () => {
  const shop = await openShop(scene);
  let first = true;
  scene.receiver.behave((response) => {
    first = false;
    scene.receiver.behave(undefined);
    response.writeHead(308, { location: "/elsewhere" }).end();
  });
  await grant(shop.ctx, 3);
  await pump(shop.ctx);
  expect(first).toBe(false);
  expect(amounts(scene.receiver.calls)).toEqual([3]);
  expect((await lastLog(shop)).log[0]?.url).toBe(`${scene.receiver.origin}/elsewhere`);
  scene.receiver.behave(answer(302, { location: "/elsewhere" }));
  await grant(shop.ctx, 4);
  await pump(shop.ctx);
  expect((await lastLog(shop)).reason).toBe("webhooks.redirected");
});

it("[WHK-09] is still failing after two days down, and switched off after five", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave((response) => response.destroy());
  for (let hours = 0; hours < 48; hours += 8) {
    await grant(shop.ctx, hours);
    await after(scene, shop, 8 * HOUR_MS);
  }
  expect((await endpointOf(shop)).state).toBe("failing");
  await after(scene, shop, 2 * DAY_MS);
  await grant(shop.ctx, 100);
  await pump(shop.ctx);
  expect((await endpointOf(shop)).state).toBe("failing");
  await after(scene, shop, DAY_MS + 9 * HOUR_MS);
  expect(await endpointOf(shop)).toMatchObject({ state: "disabled", disabledReason: "webhooks.failed_for_days" });
  expect((await typesOf(shop.ctx.merchantId)).filter((type) => type === "webhook.disabled")).toHaveLength(1);
});

it("[WHK-09] keeps events about one thing in order for who asks, while others go on", async () => {
  const shop = await openShop(scene, { ordered: true });
  const about = (n: number) => ({ kind: "product", id: `0190a0c8-0000-7000-8000-00000000000${n}` }) as const;
  scene.receiver.behave(answer(500));
  await grant(shop.ctx, 1, about(1));
  await pump(shop.ctx);
  scene.receiver.behave(undefined);
  for (const amount of [2, 3]) await grant(shop.ctx, amount, about(1));
  await grant(shop.ctx, 4, about(2));
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls), "only the other thing").toEqual([4]);
  expect(await merchantsWithDueWebhooks(scene.platform.db, scene.platform.clock.now(), 100)).not.toContain(
    shop.ctx.merchantId,
  );
  await after(scene, shop, 5_000);
  for (let round = 0; round < 3; round += 1) await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([4, 1, 2, 3]);
});

it("[WHK-09] keeps an endpoint's rate per minute", async () => {
  const shop = await openShop(scene, { ratePerMinute: 5 });
  for (let amount = 1; amount <= 12; amount += 1) await grant(shop.ctx, amount);
  await pump(shop.ctx);
  await pump(shop.ctx);
  expect(scene.receiver.calls).toHaveLength(5);
  expect(await merchantsWithDueWebhooks(scene.platform.db, scene.platform.clock.now(), 100)).not.toContain(
    shop.ctx.merchantId,
  );
  // The minute is real; a test does not wait for it.
  await scene.database.sql`truncate rate_windows`;
  await scene.database.sql`update webhooks set rate_held_until = null`;
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls).toSorted((a, b) => Number(a) - Number(b))).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
});

it("[WHK-09] lets one endpoint's failure hold up no other, and sends each its own types", async () => {
  const shop = await openShop(scene, { url: `${scene.receiver.origin}/hook` });
  const dead = { url: "https://nowhere.example/hook" };
  await createWebhook(shop.ctx, CreateWebhookInput.parse({ ...dead, eventTypes: ["credits.granted"] }));
  await createWebhook(shop.ctx, CreateWebhookInput.parse({ ...dead, eventTypes: ["product.updated"] }));
  await grant(shop.ctx, 9);
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([9]);
  const rows = await scene.database.sql`
    select reason from webhook_deliveries where merchant_id = ${shop.ctx.merchantId} order by reason nulls first`;
  expect(rows.map((row) => row["reason"])).toEqual([null, "webhooks.unresolved"]);
});

it("[WHK-09] however many deliveries are due, and whatever way the database takes, a run claims no more than it can send", async () => {
  const shop = await openShop(scene);
  for (let amount = 1; amount <= 12; amount += 1) await grant(shop.ctx, amount);
  await pump(shop.ctx);
  const now = scene.platform.clock.now();
  await scene.database.sql`
    update webhook_deliveries set state = 'pending', next_at = ${now} where webhook_id = ${shop.webhook.id}`;
  const claimed = await inMerchantTx(shop.ctx, async (tx) => {
    for (const way of ["hashjoin", "mergejoin", "sort", "hashagg", "material"])
      await tx.execute(sql.raw(`set local enable_${way} = off`));
    const claim = { webhookId: shop.webhook.id, run: randomUUID(), now, limit: 5, testsOnly: false };
    return claimDeliveries(tx, claim);
  });
  expect(claimed.map(({ event }) => event.payload["amount"])).toEqual([1, 2, 3, 4, 5]);
});
