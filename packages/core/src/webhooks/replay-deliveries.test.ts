import { WebhookDeliveryId, WebhookId } from "@nexusone/contracts/ids";
import { CreateWebhookInput, MAX_REPLAY, type ReplayInput } from "@nexusone/contracts/webhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import { createWebhook } from "./create-webhook.ts";
import {
  after,
  amounts,
  deliveriesOf,
  grant,
  openScene,
  openShop,
  pump,
  type Scene,
  type Shop,
} from "./delivery.fixture.ts";
import { previewReplay, replayDeliveries } from "./replay-deliveries.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.stop());

it("[WHK-09] changes nothing at a correct receiver by replaying a week twice", async () => {
  const shop = await openShop(scene);
  const from = scene.platform.clock.now().toISOString();
  for (let day = 0; day < 7; day += 1) {
    await grant(shop.ctx, day);
    await after(scene, shop, DAY_MS);
  }
  const before = scene.receiver.effects.map(({ id, body }) => ({ id, body }));
  expect(before).toHaveLength(7);
  const week: ReplayInput = {
    what: "range",
    webhookId: shop.webhook.id,
    from,
    to: scene.platform.clock.now().toISOString(),
  };
  for (let round = 1; round <= 2; round += 1) {
    expect(await previewReplay(shop.ctx, week)).toEqual({ count: 7 });
    expect(await replayDeliveries(shop.ctx, week)).toEqual({ count: 7 });
    await pump(shop.ctx);
    expect(scene.receiver.calls).toHaveLength(7 + 7 * round);
  }
  expect(scene.receiver.effects.map(({ id, body }) => ({ id, body }))).toEqual(before);
  expect((await deliveriesOf(shop)).map(({ state, attempts }) => [state, attempts])).toEqual(
    Array(7).fill(["delivered", 3]),
  );
});

it("[WHK-09] replays one delivery, all failed since, and what happened before the endpoint existed", async () => {
  const { platform } = scene;
  const first = await openShop(scene);
  const from = platform.clock.now().toISOString();
  await grant(first.ctx, 1);
  await pump(first.ctx);
  platform.clock.advance(HOUR_MS);
  const late = await createWebhook(
    first.ctx,
    CreateWebhookInput.parse({ url: scene.receiver.url, eventTypes: ["credits.granted"] }),
  );
  scene.receiver.forget();
  scene.receiver.trust(late.secret);
  const shop: Shop = { ctx: first.ctx, ...late };
  const webhookId = late.webhook.id;
  await pump(shop.ctx);
  expect(scene.receiver.arrivals, "nothing by itself").toEqual([]);
  const to = platform.clock.now().toISOString();
  expect(await replayDeliveries(shop.ctx, { what: "range", webhookId, from, to })).toEqual({ count: 1 });
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([1]);

  const [delivery] = await deliveriesOf(shop);
  await replayDeliveries(shop.ctx, { what: "one", webhookId, deliveryId: delivery!.id });
  await pump(shop.ctx);
  expect(scene.receiver.calls).toHaveLength(2);

  scene.receiver.behave((response) => response.writeHead(404).end());
  await grant(shop.ctx, 2);
  await pump(shop.ctx);
  scene.receiver.behave(undefined);
  expect(await replayDeliveries(shop.ctx, { what: "failed", webhookId, since: from })).toEqual({ count: 1 });
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([1, 1, 2]);
  await expect(
    replayDeliveries(shop.ctx, { what: "one", webhookId, deliveryId: WebhookDeliveryId.parse(crypto.randomUUID()) }),
  ).rejects.toMatchObject({ reason: "request.not_found" });
  await expect(
    previewReplay(shop.ctx, { what: "failed", webhookId: WebhookId.parse(crypto.randomUUID()), since: from }),
  ).rejects.toMatchObject({ reason: "request.not_found" });
});

it("[WHK-09] [UIX-06] refuses to send more than 10,000 events again at once, and restarts none of them", async () => {
  const shop = await openShop(scene);
  const webhookId = shop.webhook.id;
  const since = scene.platform.clock.now();
  await scene.database.sql`
    with made as (
      insert into events (merchant_id, type, happened_at, actor_kind, payload, seq)
      select ${shop.ctx.merchantId}, 'credits.granted', ${since}, 'system', '{"amount": 1}', 1000000 + n
      from generate_series(1, ${MAX_REPLAY + 1}) n returning id, seq)
    insert into webhook_deliveries (merchant_id, webhook_id, event_id, event_type, event_seq, happened_at, state, next_at)
    select ${shop.ctx.merchantId}, ${webhookId}, id, 'credits.granted', seq, ${since}, 'failed', ${since}
    from made`;
  const input: ReplayInput = { what: "failed", webhookId, since: since.toISOString() };
  await expect(replayDeliveries(shop.ctx, input)).rejects.toMatchObject({ reason: "webhooks.replay_too_large" });
  const [left] = await scene.database.sql`
    select count(*)::integer as failed from webhook_deliveries where webhook_id = ${webhookId} and state = 'failed'`;
  expect(left).toEqual({ failed: MAX_REPLAY + 1 });
});
