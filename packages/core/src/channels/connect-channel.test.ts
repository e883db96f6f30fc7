import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestPlatform } from "@nexusone/testing/contexts";
import { noteStoredReasons } from "@nexusone/testing/observed-reasons";
import { asRole } from "../imports/shop.fixture.ts";
import { disconnectChannel, renameChannel, replaceToken, rotateAppSecret, setAnswers } from "./change-channel.ts";
import { connectChannel } from "./connect-channel.ts";
import { getChannel } from "./get-channel.ts";
import { listChannels } from "./list-channels.ts";
import { connectedNumber, openNumbers, type Numbers } from "./numbers.fixture.ts";

let numbers: Numbers;
beforeAll(async () => {
  numbers = await openNumbers();
});
beforeEach(() => {
  numbers.front.accepts = { words: [], secrets: [] };
});
afterAll(async () => {
  await noteStoredReasons(numbers.database.sql);
  await numbers.close();
});

const refused = (reason: string) => expect.objectContaining({ reason });
const eventsOf = (merchantId: string) => numbers.database.sql<{ type: string; payload: Record<string, unknown> }[]>`
  select type, payload from events where merchant_id = ${merchantId} and type like 'channel.%' order by id`;

describe("a number of the Cloud API", () => {
  it("[WAM-12] is proven by its token, has its webhook registered by itself, and gives no key back", async () => {
    const ctx = await numbers.merchant();
    const { number, channel } = await connectedNumber(numbers, ctx);
    expect(channel).toMatchObject({
      environment: "sandbox",
      provider: "cloud_api",
      externalId: number.phoneNumberId,
      label: number.name,
      displayPhone: `+${number.phone}`,
      state: "connected",
      reason: null,
      quality: "GREEN",
      dailyLimit: 2_000,
      webhook: "registered",
      webhookReason: null,
      ownApp: false,
      app: null,
      // This installation's verify token is no merchant's affair.
      address: { url: `${numbers.front.url}/api/whatsapp/webhook`, verifyToken: null, header: null },
    });
    const at = (await numbers.whatsapp.accounts.list()).find((one) => one.phoneNumberId === number.phoneNumberId);
    expect(at).toMatchObject({ subscribed: true, callbacks: { account: `${numbers.front.url}/api/whatsapp/webhook` } });
    expect((await listChannels(ctx)).channels).toHaveLength(1);
    expect(await eventsOf(ctx.merchantId)).toMatchObject([
      { type: "channel.connected", payload: { channelId: channel.id, reason: null } },
      { type: "channel.changed", payload: { fields: ["webhookBase"] } },
    ]);
    const [row] = await numbers.database.sql`select * from whatsapp_channels where id = ${channel.id}`;
    expect(JSON.stringify([row, channel])).not.toContain(number.token);
  });

  it("[WAM-12] with an app of the merchant's own gets a verify token and an address of its own, and the app listens there", async () => {
    const ctx = await numbers.merchant();
    const { number, input, channel } = await connectedNumber(numbers, ctx, "app");
    const { address, app } = channel;
    expect(address?.url).toMatch(/\/api\/whatsapp\/webhook\/[\w-]{22}$/);
    expect(address?.verifyToken).toMatch(/^[\w-]{22}$/);
    expect(app).toEqual({ externalId: number.appId, verifiedAt: null, previousUntil: null });
    expect(channel).toMatchObject({ ownApp: true, webhook: "registered" });
    const at = (await numbers.whatsapp.accounts.list()).find((one) => one.phoneNumberId === number.phoneNumberId);
    expect(at?.callbacks).toMatchObject({ app: address?.url, account: address?.url });
    const stored = await numbers.database.sql`select * from whatsapp_apps where merchant_id = ${ctx.merchantId}`;
    const secrets = [number.appSecret, number.token, address!.verifyToken!, address!.url.slice(-22)];
    for (const secret of secrets) expect(JSON.stringify(stored)).not.toContain(secret);
    // Another number of the same app shares it.
    const second = await numbers.whatsapp.accounts.addNumber(number.accountId);
    const both = await connectChannel(ctx, { ...input, phoneNumberId: second.phoneNumberId });
    expect(both.address).toEqual(address);
    // Those who only read learn neither address nor token.
    expect((await getChannel(asRole(ctx, "support"), { id: channel.id })).address).toBeNull();
  });

  it("[WAM-12] refuses wrong keys, each with what is wrong about them, and stores nothing", async () => {
    const ctx = await numbers.merchant();
    const { input, number } = await numbers.number("app");
    const other = await numbers.number();
    const wrong: [object, string][] = [
      [{ token: "EAAnobodysToken000" }, "channels.token_refused"],
      [{ token: other.input.token }, "channels.not_permitted"],
      [{ token: await numbers.whatsapp.accounts.grant(number.accountId, false) }, "channels.not_permitted"],
      [{ phoneNumberId: "123456789012345" }, "channels.number_not_found"],
      [{ accountId: "123456789012345" }, "channels.wrong_account"],
      [{ app: { appId: number.appId, appSecret: "not-the-secret" } }, "channels.app_rejected"],
    ];
    for (const [change, reason] of wrong)
      await expect(connectChannel(ctx, { ...input, ...change }), reason).rejects.toMatchObject({ reason });
    const apart = { accountId: input.accountId, token: input.token };
    const shared = await numbers.whatsapp.accounts.create({ appId: number.appId });
    await expect(connectChannel(ctx, { ...input, ...apart, phoneNumberId: shared.phoneNumberId })).rejects.toEqual(
      refused("channels.not_permitted"),
    );
    expect((await listChannels(ctx)).channels).toEqual([]);
    await numbers.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "throttle_429", times: 1 });
    await expect(connectChannel(ctx, input)).rejects.toEqual(refused("channels.rate_limited"));
    await numbers.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "drop", times: 1 });
    await expect(connectChannel(ctx, input)).rejects.toEqual(refused("channels.unavailable"));
    await numbers.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "html_body", times: 1 });
    await expect(connectChannel(ctx, input)).rejects.toEqual(refused("channels.unexpected_reply"));
  });

  it("[WAM-12] is one merchant's: another learns that it is taken, until it is let go", async () => {
    const [a, b] = [await numbers.merchant(), await numbers.merchant()];
    const { input, channel } = await connectedNumber(numbers, a, "app");
    await expect(connectChannel(b, input)).rejects.toEqual(refused("channels.taken"));
    expect((await listChannels(b)).channels).toEqual([]);
    await disconnectChannel(a, { id: channel.id });
    await disconnectChannel(a, { id: channel.id });
    expect((await getChannel(a, { id: channel.id })).state).toBe("disconnected");
    const [left] = await numbers.database
      .sql`select count(*)::integer as n from whatsapp_apps where merchant_id = ${a.merchantId}`;
    expect(left).toEqual({ n: 0 });
    expect(await connectChannel(b, input)).toMatchObject({ state: "connected" });
    await expect(connectChannel(a, input)).rejects.toEqual(refused("channels.taken"));
    await expect(replaceToken(a, { id: channel.id, token: input.token })).rejects.toEqual(
      refused("channels.disconnected"),
    );
  });

  it("[WAM-12] connected again is the same number with new keys: its conversations stay with it", async () => {
    const ctx = await numbers.merchant();
    const { number, input, channel } = await connectedNumber(numbers, ctx);
    await renameChannel(ctx, { id: channel.id, label: "Front desk" });
    await setAnswers(ctx, { id: channel.id, answersOrders: false, sellsInChat: true });
    await disconnectChannel(ctx, { id: channel.id });
    const token = await numbers.whatsapp.accounts.grant(number.accountId);
    const again = await connectChannel(ctx, { ...input, token });
    const kept = { label: "Front desk", answersOrders: false, sellsInChat: true };
    expect(again).toMatchObject({ id: channel.id, ...kept, state: "connected" });
    const twice = await connectChannel(ctx, { ...input, label: "Desk" });
    expect(twice).toMatchObject({ id: channel.id, label: "Desk", connectedAt: again.connectedAt });
    expect((await eventsOf(ctx.merchantId)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(["channel.disconnected", "channel.connected"]),
    );
  });

  it("[WAM-12] says when this installation has no app, no public address, or the vendor could not call it", async () => {
    const ctx = await numbers.merchant({ isDemo: false });
    const { input } = await numbers.number("app");
    const { app: _, ...bare } = input;
    const real = { ...input, environment: "live" } as const;
    await expect(connectChannel(ctx, { ...bare, environment: "live" })).rejects.toEqual(refused("channels.app_needed"));
    expect((await listChannels(ctx)).appNeeded).toEqual(["live"]);
    await expect(connectChannel(ctx, input)).rejects.toEqual(refused("channels.sandbox_refused"));
    // On this computer only the simulated vendors can call.
    expect(await connectChannel(ctx, real)).toMatchObject({
      state: "connected",
      webhook: "refused",
      webhookReason: "channels.webhook_unreachable",
    });
    const nowhere = { ...ctx, platform: createTestPlatform(numbers.platform.db) };
    await expect(connectChannel(nowhere, real)).rejects.toEqual(refused("channels.environment_missing"));

    const demo = await numbers.merchant();
    numbers.front.accepts = { words: ["something else"], secrets: [] };
    const { channel } = await connectedNumber(numbers, demo);
    expect(channel).toMatchObject({
      state: "connected",
      webhook: "refused",
      webhookReason: "channels.webhook_refused",
    });
  });

  it("[WAM-12] gets another token, tried out first", async () => {
    const ctx = await numbers.merchant();
    const { number, channel } = await connectedNumber(numbers, ctx);
    await expect(replaceToken(ctx, { id: channel.id, token: "EAAnobodysToken000" })).rejects.toEqual(
      refused("channels.token_refused"),
    );
    const token = await numbers.whatsapp.accounts.grant(number.accountId);
    await numbers.whatsapp.accounts.killToken(number.token);
    expect(await replaceToken(ctx, { id: channel.id, token })).toMatchObject({ state: "connected" });
  });

  it("[WAM-12] [WHK-07] changes the app's secret, tried out first; the one before signs for a day on", async () => {
    const ctx = await numbers.merchant();
    const { number, channel } = await connectedNumber(numbers, ctx, "app");
    const id = channel.id;
    const appSecret = await numbers.whatsapp.accounts.rotateSecret(number.appId);
    await expect(rotateAppSecret(ctx, { id, appSecret: "some-other-secret" })).rejects.toEqual(
      refused("channels.app_rejected"),
    );
    const rotated = await rotateAppSecret(ctx, { id, appSecret });
    const hours = (new Date(rotated.app!.previousUntil!).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
    expect(rotated).toMatchObject({ webhook: "registered", address: channel.address });
    const [row] = await numbers.database.sql<{ previous: string; now: string }[]>`
      select previous_secret_sealed as previous, secret_sealed as now from whatsapp_apps where merchant_id = ${ctx.merchantId}`;
    const { keyring } = numbers.platform;
    expect(keyring.open(row!.previous, "whatsapp_apps.previous_secret")).toBe(number.appSecret);
    expect(keyring.open(row!.now, "whatsapp_apps.secret")).toBe(appSecret);
    // The same once more moves nothing: the one before stays the one before.
    const again = await rotateAppSecret(ctx, { id, appSecret });
    expect(again.app?.previousUntil).toBe(rotated.app?.previousUntil);
    const plain = await connectedNumber(numbers, ctx);
    await expect(rotateAppSecret(ctx, { id: plain.channel.id, appSecret })).rejects.toEqual(
      refused("channels.no_own_app"),
    );
  });

  it("[WAM-12] [AUT-05] is managed by owner and admin, and seen by everybody who answers", async () => {
    const ctx = await numbers.merchant();
    const { input, channel } = await connectedNumber(numbers, ctx);
    const id = channel.id;
    for (const role of ["product_editor", "support"] as const) {
      const by = asRole(ctx, role);
      for (const act of [
        connectChannel(by, input),
        renameChannel(by, { id, label: "x" }),
        disconnectChannel(by, { id }),
        replaceToken(by, { id, token: input.token }),
        setAnswers(by, { id, answersOrders: false, sellsInChat: false }),
      ])
        await expect(act).rejects.toEqual(refused("request.forbidden"));
      expect((await listChannels(by)).channels).toHaveLength(1);
    }
  });

  it("[WAM-12] a shop has a limited number of them", async () => {
    const ctx = await numbers.merchant();
    const { channel, input } = await connectedNumber(numbers, ctx);
    await numbers.database.sql`
      insert into whatsapp_channels (merchant_id, environment, provider, external_id, account_id, label, token_sealed, state, connected_at)
      select ${ctx.merchantId}, 'sandbox', 'cloud_api', 'made-' || n || ${channel.id}, 'x', 'Made', 'x', 'connected', now() from generate_series(1, 19) n`;
    await expect(connectedNumber(numbers, ctx)).rejects.toEqual(refused("channels.too_many"));
    expect(await connectChannel(ctx, input)).toMatchObject({ id: channel.id });
  });
});

describe("a channel of Whapi", () => {
  it("[WAM-13] is proven by its token and told our address with a secret header, by itself", async () => {
    const ctx = await numbers.merchant();
    const { id: channelId, token, phone } = await numbers.whatsapp.channels.create();
    const input = { provider: "whapi", environment: "sandbox", channelId, token } as const;
    const channel = await connectChannel(ctx, input);
    expect(channel).toMatchObject({
      provider: "whapi",
      externalId: channelId,
      accountId: null,
      displayPhone: `+${phone}`,
      state: "connected",
      quality: "UNKNOWN",
      dailyLimit: null,
      webhook: "registered",
      address: { verifyToken: null, header: { name: "x-webhook-secret", value: expect.stringMatching(/^[\w-]{22}$/) } },
    });
    expect(channel.address?.url).toMatch(/\/api\/whapi\/webhook\/[\w-]{22}$/);
    const at = (await numbers.whatsapp.channels.list()).find(({ id }) => id === channelId);
    expect(at?.webhooks).toMatchObject([{ url: channel.address?.url }]);
    expect(JSON.stringify(at?.webhooks)).toContain(channel.address?.header?.value);
    const stored = JSON.stringify(await numbers.database.sql`select * from whatsapp_channels where id = ${channel.id}`);
    for (const secret of [token, channel.address!.header!.value, channel.address!.url.slice(-22)])
      expect(stored).not.toContain(secret);
  });

  it("[WAM-13] refuses a token of another channel, and one that nobody has", async () => {
    const ctx = await numbers.merchant();
    const [one, other] = [await numbers.whatsapp.channels.create(), await numbers.whatsapp.channels.create()];
    const input = { provider: "whapi", environment: "sandbox", channelId: one.id } as const;
    await expect(connectChannel(ctx, { ...input, token: other.token })).rejects.toEqual(
      refused("channels.number_not_found"),
    );
    await expect(connectChannel(ctx, { ...input, token: "nobodys-token" })).rejects.toEqual(
      refused("channels.token_refused"),
    );
  });

  it("[WAM-13] whose phone is not linked yet is connected and says what is missing", async () => {
    const ctx = await numbers.merchant();
    const { id: channelId, token } = await numbers.whatsapp.channels.create({ state: "QR" });
    const channel = await connectChannel(ctx, { provider: "whapi", environment: "sandbox", channelId, token });
    expect(channel).toMatchObject({ state: "failing", reason: "channels.session_lost" });
    expect(await eventsOf(ctx.merchantId)).toMatchObject([
      { type: "channel.disconnected", payload: { reason: "channels.session_lost" } },
      { type: "channel.changed" },
    ]);
  });
});
