import { CreateWebhookInput, MAX_WEBHOOKS } from "@nexusone/contracts/webhooks";
import { pruneWebhooks } from "@nexusone/db/system/webhooks";
import { createMember, createStaffedMerchant } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addMs, DAY_MS } from "../clock.ts";
import { createWebhook } from "./create-webhook.ts";
import { deleteWebhook } from "./delete-webhook.ts";
import { deliverDue } from "./deliver-due.ts";
import {
  after,
  amounts,
  deliveriesOf,
  endpointOf,
  grant,
  openScene,
  openShop,
  pump,
  type Scene,
} from "./delivery.fixture.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { pauseWebhook, resumeWebhook } from "./pause-webhook.ts";
import { replayDeliveries } from "./replay-deliveries.ts";
import { sweepWebhooks } from "./sweep-webhooks.ts";
import { testWebhook } from "./test-webhook.ts";
import { updateWebhook } from "./update-webhook.ts";
import { getRecentEvents, getWebhookStatus } from "./webhook-history.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.stop());

const input = (url: string) => CreateWebhookInput.parse({ url });
const sorted = (list: readonly unknown[]): unknown[] => list.toSorted((a, b) => Number(a) - Number(b));

it.each([
  "http://shop.example/hook",
  "https://127.0.0.1/hook",
  "https://0x7f000001/hook",
  "https://[::1]/hook",
  "https://[::ffff:10.0.0.1]/hook",
  "https://localhost/hook",
  "https://localhost./hook",
  "https://printer.local./hook",
  "https://printer.local/hook",
  "https://user:pass@shop.example/hook",
])("[WHK-01] [WHK-09] refuses an endpoint at %s", async (url) => {
  const { ctx } = await createStaffedMerchant(scene.platform);
  await expect(createWebhook(ctx, input(url))).rejects.toMatchObject({ reason: "webhooks.url_refused" });
  const shop = await openShop(scene);
  await expect(updateWebhook(shop.ctx, { webhookId: shop.webhook.id, url })).rejects.toMatchObject({
    reason: "webhooks.url_refused",
  });
});

it("[WHK-01] keeps several endpoints for each merchant, up to a limit, and tells others nothing", async () => {
  const { ctx } = await createStaffedMerchant(scene.platform);
  for (let n = 0; n < MAX_WEBHOOKS; n += 1) await createWebhook(ctx, input(`https://shop.example/${n}`));
  await expect(createWebhook(ctx, input("https://shop.example/more"))).rejects.toMatchObject({
    reason: "webhooks.too_many",
  });
  expect((await listWebhooks(ctx)).map(({ url }) => url)[0]).toBe("https://shop.example/0");
  const other = await createStaffedMerchant(scene.platform);
  expect(await listWebhooks(other.ctx)).toEqual([]);
});

it("[WHK-01] is for owners and admins", async () => {
  const shop = await openShop(scene);
  const { ctx } = await createMember(scene.platform, shop.ctx.merchantId, "product_editor");
  const { id: webhookId } = shop.webhook;
  for (const act of [
    () => listWebhooks(ctx),
    () => createWebhook(ctx, input("https://shop.example/")),
    () => deleteWebhook(ctx, { webhookId }),
    () => testWebhook(ctx, { webhookId }),
    () => getWebhookStatus(ctx),
  ])
    await expect(async () => act()).rejects.toMatchObject({ reason: "request.forbidden" });
});

it("[WHK-01] changes an endpoint, records which fields, and forgets it with everything of it", async () => {
  const shop = await openShop(scene);
  const webhookId = shop.webhook.id;
  const changed = await updateWebhook(shop.ctx, {
    webhookId,
    description: "ERP",
    ordered: true,
    url: shop.webhook.url,
  });
  expect(changed).toMatchObject({ description: "ERP", ordered: true });
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await deleteWebhook(shop.ctx, { webhookId });
  const { sql } = scene.database;
  for (const table of ["webhooks", "webhook_secrets", "webhook_deliveries", "webhook_logs"])
    expect(await sql`select 1 from ${sql(table)} where merchant_id = ${shop.ctx.merchantId}`, table).toEqual([]);
  const [event] = await sql`
    select payload from events where merchant_id = ${shop.ctx.merchantId} and type = 'webhook.updated'`;
  expect(event?.["payload"]).toEqual({ webhookId, fields: ["description", "ordered"] });
  await expect(deleteWebhook(shop.ctx, { webhookId })).rejects.toMatchObject({ reason: "request.not_found" });
});

it("[WHK-08] [WHK-09] keeps what happens while paused, and delivers it on resuming", async () => {
  const shop = await openShop(scene);
  const { id: webhookId } = shop.webhook;
  await pauseWebhook(shop.ctx, { webhookId });
  for (const amount of [1, 2]) await grant(shop.ctx, amount);
  await after(scene, shop, DAY_MS);
  expect(scene.receiver.calls).toEqual([]);
  expect(await endpointOf(shop)).toMatchObject({ state: "paused", kept: 2 });
  await resumeWebhook(shop.ctx, { webhookId, deliverKept: true });
  await pump(shop.ctx);
  expect(sorted(amounts(scene.receiver.calls))).toEqual([1, 2]);
});

it("[WHK-09] skips what was kept when asked to, and can send it later all the same", async () => {
  const shop = await openShop(scene);
  const { id: webhookId } = shop.webhook;
  await pauseWebhook(shop.ctx, { webhookId });
  const since = scene.platform.clock.now().toISOString();
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await resumeWebhook(shop.ctx, { webhookId, deliverKept: false });
  await pump(shop.ctx);
  expect(scene.receiver.calls).toEqual([]);
  expect(await replayDeliveries(shop.ctx, { what: "failed", webhookId, since })).toEqual({ count: 1 });
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([1]);
});

it("[WHK-09] switches a disabled endpoint on again, but cannot pause it", async () => {
  const shop = await openShop(scene);
  const { id: webhookId } = shop.webhook;
  scene.receiver.behave((response) => response.writeHead(410).end());
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await expect(pauseWebhook(shop.ctx, { webhookId })).rejects.toMatchObject({ reason: "webhooks.not_pausable" });
  await grant(shop.ctx, 2);
  await pump(shop.ctx);
  scene.receiver.behave(undefined);
  expect(await resumeWebhook(shop.ctx, { webhookId, deliverKept: true })).toMatchObject({
    state: "active",
    disabledReason: null,
  });
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([2]);
});

it("[WHK-09] sends a test to one endpoint alone, also while it is paused", async () => {
  const shop = await openShop(scene, { eventTypes: [] });
  const { receiver } = scene;
  await createWebhook(shop.ctx, input(`${receiver.origin}/other`));
  await pauseWebhook(shop.ctx, { webhookId: shop.webhook.id });
  await pump(shop.ctx);
  receiver.forget();
  await testWebhook(shop.ctx, { webhookId: shop.webhook.id });
  await pump(shop.ctx);
  expect(receiver.calls.map(({ body }) => [body.event_type, body.payload])).toEqual([
    ["webhook_test", { webhook_id: shop.webhook.id }],
  ]);
});

it("[WHK-08] counts endpoints and events, and shows the last events a reader may see", async () => {
  const shop = await openShop(scene, { eventTypes: [] });
  expect(await getWebhookStatus(shop.ctx)).toMatchObject({ webhooksRegistered: 1, listeners: 1 });
  for (const amount of [1, 2, 3]) await grant(shop.ctx, amount);
  await pump(shop.ctx);
  await pauseWebhook(shop.ctx, { webhookId: shop.webhook.id });
  await pump(shop.ctx);
  expect(await getWebhookStatus(shop.ctx)).toEqual({
    webhooksRegistered: 1,
    eventsInHistory: 5,
    lastEventAt: scene.platform.clock.now().toISOString(),
    listeners: 0,
  });
  const granted = await getRecentEvents(shop.ctx, { n: 2, type: "credits.granted" });
  expect(granted.map(({ payload }) => payload["amount"])).toEqual([3, 2]);
  expect((await getRecentEvents(shop.ctx, { n: 10 })).map(({ type }) => type)).toEqual([
    "webhook.paused",
    "credits.granted",
    "credits.granted",
    "credits.granted",
    "webhook.created",
  ]);
});

it("[WHK-08] shows an API key the events of its scopes only", async () => {
  const shop = await openShop(scene);
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  const { actor } = shop.ctx;
  if (actor.kind !== "user") throw new Error("the shop's owner is a person");
  const key = { kind: "api_key", userId: actor.userId, name: "Key", role: "owner", keyId: actor.sessionId } as const;
  const ctx = { ...shop.ctx, actor: { ...key, keyId: key.keyId as never, scopes: ["webhooks:read"] as const } };
  expect((await getRecentEvents(ctx, { n: 10 })).map(({ type }) => type)).toEqual(["webhook.created"]);
  expect(await getRecentEvents(ctx, { n: 10, type: "credits.granted" })).toEqual([]);
});

it("[WHK-09] [JOB-01] makes what has become due a job of its merchant, once, and none for who is being served", async () => {
  const shop = await openShop(scene);
  scene.receiver.behave((response) => response.writeHead(500).end());
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  const { platform } = scene;
  const mine = (): number =>
    platform.enqueued.filter(
      ({ name, payload }) =>
        name === "webhook_delivery" && (payload as { merchantId: string }).merchantId === shop.ctx.merchantId,
    ).length;
  const before = mine();
  await sweepWebhooks(platform, "test");
  expect(mine()).toBe(before);
  platform.clock.advance(5_000);
  await sweepWebhooks(platform, "test");
  expect(mine()).toBe(before + 1);
  const { sql } = scene.database;
  await sql`
    insert into leases (name, holder, expires_at)
    values (${`webhooks:${shop.ctx.merchantId}`}, 'another', now() + interval '1 minute')
    on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at`;
  await sweepWebhooks(platform, "test");
  await deliverDue(platform, shop.ctx.merchantId);
  expect(mine()).toBe(before + 1);
  expect(scene.receiver.arrivals).toHaveLength(1);
});

it("[WHK-09] sends again what a run that died had in its hands", async () => {
  const shop = await openShop(scene);
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  scene.receiver.forget();
  const { sql } = scene.database;
  await sql`
    update webhook_deliveries set state = 'pending', claim = gen_random_uuid() where webhook_id = ${shop.webhook.id}`;
  await pump(shop.ctx);
  expect(amounts(scene.receiver.calls)).toEqual([1]);
});

it("[WHK-01] [GDP-06] forgets deliveries and attempts after their time, never what still waits", async () => {
  const shop = await openShop(scene);
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  await grant(shop.ctx, 2);
  scene.receiver.behave((response) => response.writeHead(500).end());
  await pump(shop.ctx);
  await pruneWebhooks(scene.platform.db, addMs(scene.platform.clock.now(), DAY_MS));
  expect(await deliveriesOf(shop)).toMatchObject([{ state: "pending" }]);
});
