import { getCjWebhook, registerCjWebhook } from "@nexusone/core/cj/webhook/get-cj-webhook";
import { keepCjWebhook } from "@nexusone/core/cj/webhook/keep-webhook";
import { sweepCjWebhooks } from "@nexusone/core/cj/webhook/webhook-job";
import { HOUR_MS } from "@nexusone/core/clock";
import type { ServiceContext } from "@nexusone/core/context";
import { listRuns } from "@nexusone/core/inventory/list-runs";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { openPost, type Post } from "./cj-webhook.fixture.ts";

let post: Post;
beforeAll(async () => {
  post = await openPost();
});
afterAll(() => post.close());
afterEach(() => post.control.faults.clear());

const swept = async (ctx: ServiceContext): Promise<boolean> => {
  post.platform.enqueued.length = 0;
  await sweepCjWebhooks(post.platform);
  return post.platform.enqueued.some(
    ({ name, payload }) => name === "cj-webhook" && (payload as { merchantId: string }).merchantId === ctx.merchantId,
  );
};
const at = (ctx: ServiceContext, publicUrl: string): ServiceContext => ({
  ...ctx,
  platform: { ...ctx.platform, config: { ...ctx.platform.config, publicUrl } },
});

it("[CJA-01] connecting an account has CJ told an address that nobody guesses, for every kind of message", async () => {
  const { ctx, account } = await post.connected();
  expect(await getCjWebhook(ctx)).toBeNull();
  expect(await swept(ctx), "the sweep finds who has none yet").toBe(true);
  await keepCjWebhook(ctx);
  const callbacks = await post.control.messages.callbacks(account.openId);
  expect(
    Object.entries(callbacks)
      .filter(([, { type }]) => type === "ENABLE")
      .map(([topic]) => topic),
  ).toEqual(["product", "stock", "order", "logistics"]);
  const address = await post.addressOf(account.openId);
  expect(address).toMatch(new RegExp(`^${post.server.url}/api/cj/webhook/[\\w-]{22}$`));
  const view = await getCjWebhook(ctx);
  expect(view).toMatchObject({ state: "registered", reason: null });
  expect(JSON.stringify(view)).not.toContain(address.split("/").at(-1));
  expect(await swept(ctx), "nothing to do for an hour").toBe(false);
  await post.later(HOUR_MS + 1);
  expect(await swept(ctx)).toBe(true);
  await keepCjWebhook(ctx);
  expect(await post.addressOf(account.openId), "looked at, not registered anew").toBe(address);
});

it("[CJA-01] while the look that CJ takes at a new address needs no signature, everything else does", async () => {
  const { ctx, account } = await post.connected();
  await keepCjWebhook(ctx);
  const address = await post.addressOf(account.openId);
  expect((await post.post(address, "{}")).status).toBe(401);
  await post.server.database.sql`update cj_webhooks set state = 'registering' where merchant_id = ${ctx.merchantId}`;
  expect((await post.post(address, "{}")).status).toBe(200);
  expect((await post.post(address, "{}", "wrong")).status).toBe(401);
  await post.server.database.sql`update cj_webhooks set next_at = 'epoch' where merchant_id = ${ctx.merchantId}`;
  expect(await swept(ctx), "whoever registered it died").toBe(true);
  await keepCjWebhook(ctx);
  expect(await getCjWebhook(ctx)).toMatchObject({ state: "registered" });
});

it("[CJA-01] what CJ refuses or does not answer is said, and tried again less and less often", async () => {
  const other = await post.connected();
  await keepCjWebhook(at(other.ctx, "http://127.0.0.1:9"));
  expect(await getCjWebhook(other.ctx)).toMatchObject({ reason: "cj.webhook_refused" });
  const { ctx } = await post.connected();
  const pauseOf = async (): Promise<number> => {
    const view = await getCjWebhook(ctx);
    expect(view).toMatchObject({ state: "wanted" });
    return Date.parse(view!.nextAt!) - post.platform.clock.now().getTime();
  };
  const nobodyThere = at(ctx, "http://127.0.0.1:9");
  await keepCjWebhook(nobodyThere);
  const first = await pauseOf();
  await post.control.faults.add({ match: { vendor: "cj-api", path: "/webhook/set" }, kind: "status", status: 503 });
  await keepCjWebhook(nobodyThere);
  expect(await getCjWebhook(ctx)).toMatchObject({ reason: "cj.unavailable" });
  expect(await pauseOf()).toBe(2 * first);
  await post.control.faults.clear();
  expect(await registerCjWebhook(ctx)).toMatchObject({ state: "registered", reason: null });
});

it("[CJA-01] a server that moved is registered anew, one that CJ cannot reach says so and asks nothing", async () => {
  const { ctx, account } = await post.connected();
  const other = await post.connected();
  for (const one of [ctx, other.ctx]) await keepCjWebhook(at(one, "https://shop.example"));
  expect(await getCjWebhook(other.ctx)).toMatchObject({
    state: "unreachable",
    reason: "cj.webhook_unreachable",
    nextAt: null,
  });
  expect(await post.control.messages.callbacks(account.openId)).toEqual({});
  expect(await swept(ctx), "it is reached elsewhere now").toBe(true);
  await keepCjWebhook(ctx);
  expect(await getCjWebhook(ctx)).toMatchObject({ state: "registered" });
});

it("[INV-02] [CJA-01] when CJ stopped sending it is registered anew, and what may have been missed is read", async () => {
  const { ctx, account } = await post.connected();
  await keepCjWebhook(ctx);
  const { product, pid } = await post.imported(ctx, 10);
  await post.control.messages.switchOff(account.openId);
  const [variant] = product.variants;
  await post.control.products.setPrice(variant!.externalId!, 99);
  const told = (await post.control.messages.list()).filter(({ openId }) => openId === account.openId);
  expect(told.filter(({ body }) => body.includes(pid))).toEqual([]);
  await post.later(HOUR_MS + 1);
  expect(await swept(ctx)).toBe(true);
  await keepCjWebhook(ctx);
  expect(await getCjWebhook(ctx)).toMatchObject({ state: "registered", reason: "cj.webhook_off" });
  expect(await post.read(ctx)).toMatchObject({ trigger: "gap", state: "done", seen: 1, changed: 1 });
  const { ctx: other, account: stopped } = await post.connected();
  await keepCjWebhook(other);
  await post.control.messages.switchOff(stopped.openId);
  await keepCjWebhook(other);
  await post.later(HOUR_MS + 1);
  await keepCjWebhook(ctx);
  expect(await getCjWebhook(ctx)).toMatchObject({ state: "registered", reason: null });
  expect((await listRuns(ctx)).items, "once").toHaveLength(1);
});

it("[INV-02] whoever listened to nobody for a quarter of an hour reads what may have been missed", async () => {
  const { ctx } = await post.connected();
  await keepCjWebhook(ctx);
  await post.imported(ctx, 11);
  expect(await swept(ctx)).toBe(false);
  await post.server.database.sql`
    update cj_webhooks set alive_at = clock_timestamp() - interval '20 minutes' where merchant_id = ${ctx.merchantId}`;
  expect(await swept(ctx)).toBe(true);
  await keepCjWebhook(ctx);
  expect(await post.read(ctx)).toMatchObject({ trigger: "gap", state: "done", seen: 1 });
  expect(await swept(ctx)).toBe(false);
});

it("[CJA-01] an address at which too much is refused says so before CJ gives it up, and takes the secret that is right now", async () => {
  const { ctx, account } = await post.connected();
  await keepCjWebhook(ctx);
  await post.server.database
    .sql`update cj_connections set open_id_sealed = ${post.platform.keyring.seal("1", "cj_connections.open_id")} where merchant_id = ${ctx.merchantId}`;
  const send = async (): Promise<number[]> => {
    for (let nth = 0; nth < 9; nth += 1)
      await post.control.messages.send({ openId: account.openId, params: { pid: `12345678901234567${nth}` } });
    const sent = await post.control.messages.deliver();
    return sent.filter(({ openId }) => openId === account.openId).map(({ attempts }) => attempts.at(-1)!.status);
  };
  expect(new Set(await send())).toEqual(new Set([401]));
  await post.post(await post.addressOf(account.openId), "forged", "x");
  await keepCjWebhook(ctx);
  expect(await getCjWebhook(ctx)).toMatchObject({ state: "registered", reason: "cj.webhook_failing", refused: 10 });
  expect(new Set(await send()), "CJ repeats what it could not deliver").toEqual(new Set([200]));
});
