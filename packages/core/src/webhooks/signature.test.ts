import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { after, grant, lastLog, openScene, openShop, pump, type Scene } from "./delivery.fixture.ts";
import { registerWebhookSecret } from "./register-webhook-secret.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.stop());

it("[WHK-06] [WHK-07] [TST-02] is verified by a receiver that knows the published scheme alone", async () => {
  const { receiver } = scene;
  const { ctx, webhook } = await openShop(scene, { eventTypes: ["product.updated"] });
  const productId = "0190a0c8-0000-7000-8000-000000000001";
  const payload = { productId, fields: ["priceMinor"], before: { priceMinor: 100 }, after: { priceMinor: 120 } };
  await inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "product.updated", payload));
  await pump(ctx);
  expect(receiver.forged).toEqual([]);
  expect(receiver.calls.map(({ body }) => body)).toEqual([
    {
      event_type: "product_updated",
      timestamp: scene.platform.clock.now().toISOString(),
      merchant_id: ctx.merchantId,
      payload: {
        product_id: productId,
        fields: ["priceMinor"],
        before: { price_minor: 100 },
        after: { price_minor: 120 },
      },
    },
  ]);
  const log = await lastLog({ ctx, webhook, secret: "" });
  expect(log).toMatchObject({ state: "delivered", attempts: 1, reason: null });
  expect(receiver.calls[0]?.id).toBe(log.eventId);
});

it("[WHK-07] is refused when a byte or the secret differs", async () => {
  const { receiver } = scene;
  const shop = await openShop(scene);
  receiver.trust(`whsec_${Buffer.alloc(24, 7).toString("base64")}`);
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  expect(receiver.calls).toEqual([]);
  expect(receiver.forged).toHaveLength(1);
});

it("[WHK-07] signs with both secrets while they overlap, and with the new one alone afterwards", async () => {
  const { receiver } = scene;
  const shop = await openShop(scene);
  const { secret } = await registerWebhookSecret(shop.ctx, { webhookId: shop.webhook.id, overlapHours: 24 });
  expect(secret).not.toBe(shop.secret);
  const arrivesWith = async (known: string, amount: number): Promise<boolean> => {
    receiver.trust(known);
    receiver.forget();
    await grant(shop.ctx, amount);
    await pump(shop.ctx);
    return receiver.calls.length === 1;
  };
  expect(await arrivesWith(shop.secret, 1), "the old one during the overlap").toBe(true);
  expect(await arrivesWith(secret, 2), "the new one during the overlap").toBe(true);
  await after(scene, shop, 25 * HOUR_MS);
  expect(await arrivesWith(secret, 3), "the new one later").toBe(true);
  expect(await arrivesWith(shop.secret, 4), "the old one later").toBe(false);
});

it("[WHK-07] takes a secret of the merchant's own, and keeps at most two valid", async () => {
  const own = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  const shop = await openShop(scene);
  const { webhookId } = { webhookId: shop.webhook.id };
  await registerWebhookSecret(shop.ctx, { webhookId, overlapHours: 24 });
  const { secret, webhook } = await registerWebhookSecret(shop.ctx, { webhookId, secret: own, overlapHours: 24 });
  expect(secret).toBe(own);
  expect(webhook.secrets).toHaveLength(2);
  scene.receiver.trust(own);
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  expect(scene.receiver.calls).toHaveLength(1);
});

it("[WHK-06] repeats the signature in the body on request, over the body without it", async () => {
  const { receiver } = scene;
  const shop = await openShop(scene, { bodySignature: true });
  await grant(shop.ctx, 5);
  await pump(shop.ctx);
  const { signature, ...rest } = receiver.calls[0]!.body;
  const key = Buffer.from(shop.secret.slice("whsec_".length), "base64");
  expect(signature).toBe(createHmac("sha256", key).update(JSON.stringify(rest)).digest("hex"));
});

it("[WHK-07] [SEC-06] keeps the secret sealed and out of everything that is stored or shown", async () => {
  const shop = await openShop(scene, { bodySignature: true });
  await grant(shop.ctx, 1);
  await pump(shop.ctx);
  const { sql } = scene.database;
  for (const table of ["webhooks", "webhook_secrets", "webhook_deliveries", "webhook_logs", "events"]) {
    const rows =
      await sql`select to_jsonb(t)::text as text from ${sql(table)} t where merchant_id = ${shop.ctx.merchantId}`;
    expect(rows.length, table).toBeGreaterThan(0);
    for (const { text } of rows as unknown as { text: string }[]) expect(text).not.toContain(shop.secret.slice(6));
  }
  expect(JSON.stringify(await lastLog(shop))).not.toContain(shop.secret.slice(6));
});
