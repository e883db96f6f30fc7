import { like } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { events } from "@nexusone/db/schema/events";
import { listChannels as listRows } from "@nexusone/db/queries/whatsapp-channels";
import { noteStoredReasons } from "@nexusone/testing/observed-reasons";
import type { AccountItem, ChannelStateItem } from "@nexusone/whatsapp/webhook";
import { explainError } from "@nexusone/whatsapp/rules";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import { notify } from "../notifications/notify.ts";
import { inMerchantTx } from "../transaction.ts";
import { renderRequest } from "../webhooks/render.ts";
import { channelTrouble } from "./channel-trouble.ts";
import { checkChannel } from "./check-channel.ts";
import { channelCheckJob, sweepChannels } from "./check-job.ts";
import { disconnectChannel } from "./change-channel.ts";
import { connectChannel } from "./connect-channel.ts";
import { followAccountItem, type FollowedAccountItem } from "./follow-account-item.ts";
import { getChannel } from "./get-channel.ts";
import { connectedNumber, openNumbers, type Numbers } from "./numbers.fixture.ts";

let numbers: Numbers;
let ctx: ServiceContext;
beforeAll(async () => {
  numbers = await openNumbers();
});
beforeEach(async () => {
  numbers.front.accepts = { words: [], secrets: [] };
  await numbers.sandbox.control.faults.clear();
  ctx = await numbers.merchant();
});
afterAll(async () => {
  await noteStoredReasons(numbers.database.sql);
  await numbers.close();
});

const refused = (reason: string) => expect.objectContaining({ reason });
const eventsOf = async (type: string) =>
  (
    await numbers.database.sql<{ payload: Record<string, unknown> }[]>`
      select payload from events where merchant_id = ${ctx.merchantId} and type = ${type} order by id`
  ).map(({ payload }) => payload);
/** What the cron and the job it starts do. */
async function sweep(): Promise<number> {
  const { platform } = numbers;
  platform.enqueued.length = 0;
  await sweepChannels(platform);
  const due = platform.enqueued.filter(({ name }) => name === channelCheckJob.name);
  for (const { payload } of due) await channelCheckJob.handle(platform, channelCheckJob.payload.parse(payload));
  return due.length;
}
const advance = async (ms: number) => {
  numbers.platform.clock.advance(ms);
  await numbers.sandbox.control.clock.set(numbers.platform.clock.now().toISOString());
};

describe("the look at a number", () => {
  it("[WAM-12] [WHK-02] finds a dead token within the hour, tells of it once, and finds by itself that all is well again", async () => {
    const { number, channel } = await connectedNumber(numbers, ctx);
    const { id } = channel;
    await sweep();
    expect(await sweep()).toBe(0);
    await numbers.sandbox.control.faults.add({
      match: { vendor: "whatsapp", path: `/${number.phoneNumberId}` },
      kind: "token_invalid",
    });
    await advance(HOUR_MS + MINUTE_MS);
    await sweep();
    expect(await getChannel(ctx, { id })).toMatchObject({ state: "failing", reason: "channels.token_dead" });
    await advance(11 * MINUTE_MS);
    expect(await sweep()).toBeGreaterThan(0);
    expect(await eventsOf("channel.disconnected")).toEqual([{ channelId: id, reason: "channels.token_dead" }]);
    await numbers.sandbox.control.faults.clear();
    await advance(11 * MINUTE_MS);
    await sweep();
    expect(await getChannel(ctx, { id })).toMatchObject({ state: "connected", reason: null });
    expect(await eventsOf("channel.connected")).toHaveLength(2);
  });

  it("[WHK-02] receivers hear of bot_connected and bot_disconnected, and the owner is told once", async () => {
    const { channel } = await connectedNumber(numbers, ctx);
    const { id } = channel;
    await numbers.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "token_invalid" });
    const work = { merchantId: ctx.merchantId, channelId: id };
    await channelCheckJob.handle(numbers.platform, work);
    await channelCheckJob.handle(numbers.platform, work);
    const rows = await inMerchantTx(ctx, (tx) =>
      tx.select().from(events).where(like(events.type, "channel.%")).orderBy(events.id),
    );
    const bodies = rows.map((event) => JSON.parse(renderRequest(event, { secrets: [], bodySignature: false }).body));
    expect(bodies).toMatchObject([
      { event_type: "bot_connected", payload: { channel_id: id, reason: null } },
      { event_type: "channel_changed" },
      { event_type: "bot_disconnected", payload: { channel_id: id, reason: "channels.token_dead" } },
    ]);
    while ((await dispatchEvents(numbers.platform.db)) > 0);
    await catchUp(numbers.platform, notify, ctx.merchantId);
    const { items } = await listNotifications(ctx, { limit: 10, unreadOnly: true });
    expect(items).toMatchObject([{ kind: "channel_down", level: "critical", count: 1 }]);
  });

  it("[WAM-12] brings quality and limit, and tells a block from a set-up that is not finished", async () => {
    const { number, channel } = await connectedNumber(numbers, ctx);
    const { id } = channel;
    const { accounts } = numbers.whatsapp;
    await accounts.set(number.phoneNumberId, { quality: "RED", dailyLimit: null });
    expect(await checkChannel(ctx, { id })).toMatchObject({ quality: "RED", dailyLimit: -1, state: "connected" });
    expect(await eventsOf("channel.changed")).toContainEqual({ channelId: id, fields: ["quality", "dailyLimit"] });
    await accounts.set(number.phoneNumberId, { status: "BANNED" });
    expect(await checkChannel(ctx, { id })).toMatchObject({ state: "failing", reason: "channels.account_blocked" });
    await accounts.set(number.phoneNumberId, { status: "CONNECTED" });
    expect(await checkChannel(ctx, { id })).toMatchObject({ state: "connected" });
  });

  it("[WAM-12] a vendor that is away says nothing about the number", async () => {
    const { channel } = await connectedNumber(numbers, ctx);
    await numbers.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "status", status: 503 });
    expect(await checkChannel(ctx, { id: channel.id })).toMatchObject({ state: "connected", reason: null });
    expect(await eventsOf("channel.disconnected")).toEqual([]);
  });

  it("[WAM-13] [WHK-02] a session that was lost is said so, and comes back once the phone is linked", async () => {
    const made = await numbers.whatsapp.channels.create();
    const keys = { channelId: made.id, token: made.token };
    const { id } = await connectChannel(ctx, { provider: "whapi", environment: "sandbox", ...keys });
    await numbers.whatsapp.channels.setState(made.id, "QR");
    expect(await checkChannel(ctx, { id })).toMatchObject({ state: "failing", reason: "channels.session_lost" });
    await numbers.whatsapp.channels.setState(made.id, "AUTH");
    expect(await checkChannel(ctx, { id })).toMatchObject({ state: "connected", reason: null });
  });

  it("[WAM-12] registers the webhook that could not be registered, and again where this server has moved to", async () => {
    numbers.front.accepts = { words: ["something else"], secrets: [] };
    const { number, channel } = await connectedNumber(numbers, ctx, "app");
    expect(channel.webhook).toBe("refused");
    numbers.front.accepts = { words: [], secrets: [] };
    await advance(11 * MINUTE_MS);
    expect(await sweep()).toBeGreaterThan(0);
    expect(await getChannel(ctx, { id: channel.id })).toMatchObject({ webhook: "registered", webhookReason: null });
    const moved = { ...numbers.platform.config, publicUrl: numbers.front.url.replace("127.0.0.1", "localhost") };
    const elsewhere = { ...ctx, platform: numbers.process({ config: moved }) };
    expect((await getChannel(elsewhere, { id: channel.id })).webhook).toBe("refused");
    expect((await checkChannel(elsewhere, { id: channel.id })).webhook).toBe("registered");
    const at = (await numbers.whatsapp.accounts.list()).find((one) => one.phoneNumberId === number.phoneNumberId);
    expect(at?.callbacks.account).toMatch(/^http:\/\/localhost/);
    // A secret that Meta no longer takes is said so, and the number goes on sending.
    await numbers.whatsapp.accounts.rotateSecret(number.appId);
    expect(await checkChannel(ctx, { id: channel.id })).toMatchObject({
      state: "connected",
      webhook: "refused",
      webhookReason: "channels.app_rejected",
    });
  });

  it("[WAM-12] lets a disconnected number be", async () => {
    const { channel } = await connectedNumber(numbers, ctx);
    await disconnectChannel(ctx, { id: channel.id });
    await expect(checkChannel(ctx, { id: channel.id })).rejects.toEqual(refused("channels.disconnected"));
    await advance(2 * HOUR_MS);
    await sweep();
    expect(await getChannel(ctx, { id: channel.id })).toMatchObject({ state: "disconnected", address: null });
  });
});

describe("a refused send", () => {
  const trouble = (id: string, code: number) => {
    const { kind, scope, retryAfterMs } = explainError(code);
    return inMerchantTx(ctx, (tx) => channelTrouble(tx, ctx, id, { kind, scope, retryAfterMs, vendorCode: code }));
  };

  it.each([
    [190, "channels.token_dead"],
    [131005, "channels.not_permitted"],
    [131031, "channels.account_blocked"],
    [131045, "channels.setup_incomplete"],
  ])("[WAM-12] [WHK-02] with code %i the number fails: %s", async (code, reason) => {
    const { channel } = await connectedNumber(numbers, ctx);
    await trouble(channel.id, code);
    await trouble(channel.id, code);
    expect(await getChannel(ctx, { id: channel.id })).toMatchObject({ state: "failing", reason });
    expect(await eventsOf("channel.disconnected")).toEqual([{ channelId: channel.id, reason }]);
  });

  it.each([
    [131048, "channels.quality_low", 60],
    [80007, "channels.rate_limited", 60],
    [131057, "channels.unavailable", 1],
  ])(
    "[WAM-12] with code %i it pauses for %s, and goes on by itself after %i minutes",
    async (code, reason, minutes) => {
      const { channel } = await connectedNumber(numbers, ctx);
      await trouble(channel.id, code);
      const until = new Date(numbers.platform.clock.now().getTime() + minutes * MINUTE_MS).toISOString();
      const paused = await getChannel(ctx, { id: channel.id });
      expect(paused).toMatchObject({ state: "connected", pausedReason: reason, pausedUntil: until });
      await noteStoredReasons(numbers.database.sql);
      await advance(minutes * MINUTE_MS);
      expect(await getChannel(ctx, { id: channel.id })).toMatchObject({ pausedReason: null, pausedUntil: null });
      await sweep();
      const [row] = await numbers.database.sql`select paused_reason from whatsapp_channels where id = ${channel.id}`;
      expect(row).toEqual({ paused_reason: null });
    },
  );

  it.each([131047, 131026, 132001, 131056, 131042, 131037])(
    "[WAM-12] with code %i the number itself is well",
    async (code) => {
      const { channel } = await connectedNumber(numbers, ctx);
      await trouble(channel.id, code);
      expect(await getChannel(ctx, { id: channel.id })).toMatchObject({ state: "connected", pausedReason: null });
    },
  );

  it("[WAM-12] that concerns the account concerns the shop's other numbers of it, and no others", async () => {
    const { number, input, channel } = await connectedNumber(numbers, ctx);
    const second = await numbers.whatsapp.accounts.addNumber(number.accountId);
    const sibling = await connectChannel(ctx, { ...input, phoneNumberId: second.phoneNumberId });
    const other = await connectedNumber(numbers, ctx);
    await trouble(channel.id, 131031);
    const states = async () =>
      Promise.all([channel, sibling, other.channel].map(async ({ id }) => (await getChannel(ctx, { id })).state));
    expect(await states()).toEqual(["failing", "failing", "connected"]);
  });
});

describe("what WhatsApp says about an account", () => {
  type Said = Partial<AccountItem> | Pick<ChannelStateItem, "kind" | "state" | "word">;
  const item = (said: Said): FollowedAccountItem =>
    said.kind === "channel_state"
      ? said
      : { topic: "account", event: null, severity: "info", dailyLimit: null, details: {}, ...said, kind: "account" };
  const follow = (given: Said) =>
    inMerchantTx(ctx, async (tx) => followAccountItem(tx, ctx, await listRows(tx), item(given)));

  it("[WAM-12] a new limit stands on the number named by its digits, and that one is looked at", async () => {
    const [one, other] = [await connectedNumber(numbers, ctx), await connectedNumber(numbers, ctx)];
    numbers.platform.enqueued.length = 0;
    const details = { display_phone_number: one.channel.displayPhone!.replace("+", "") };
    await follow({ topic: "phone_quality", event: "UPGRADE", dailyLimit: 10_000, details });
    expect((await getChannel(ctx, { id: one.channel.id })).dailyLimit).toBe(10_000);
    expect((await getChannel(ctx, { id: other.channel.id })).dailyLimit).toBe(2_000);
    expect(numbers.platform.enqueued.map(({ payload }) => payload)).toEqual([
      { merchantId: ctx.merchantId, channelId: one.channel.id },
    ]);
    await follow({ topic: "capability", dailyLimit: "unlimited" });
    expect((await getChannel(ctx, { id: other.channel.id })).dailyLimit).toBe(-1);
  });

  it("[WAM-12] [WHK-02] a ban stops every number of the account at once; that it is lifted, a look finds", async () => {
    const { channel } = await connectedNumber(numbers, ctx);
    const ban = (state: string) =>
      ({
        topic: "account",
        event: "DISABLED_UPDATE",
        severity: "alarm",
        details: { ban_info: { waba_ban_state: state } },
      }) as const;
    await follow(ban("SCHEDULE_FOR_DISABLE"));
    expect((await getChannel(ctx, { id: channel.id })).state).toBe("connected");
    await follow(ban("DISABLE"));
    expect(await getChannel(ctx, { id: channel.id })).toMatchObject({
      state: "failing",
      reason: "channels.account_blocked",
    });
    await follow(ban("REINSTATE"));
    expect(await checkChannel(ctx, { id: channel.id })).toMatchObject({ state: "connected" });
  });

  it.each([
    ["security", "PIN_RESET_REQUEST", "alarm"],
    ["alert", "SOMETHING", "warning"],
    ["account", "ACCOUNT_VIOLATION", "alarm"],
  ] as const)("[WAM-12] %s %s is told to the shop, once for all its numbers", async (topic, event, severity) => {
    await connectedNumber(numbers, ctx);
    await connectedNumber(numbers, ctx);
    await follow({ topic, event, severity });
    expect(await eventsOf("channel.warned")).toMatchObject([{ topic, event, severity }]);
    await follow({ topic, event, severity: "info" });
    expect(await eventsOf("channel.warned")).toHaveLength(1);
  });

  it("[WAM-13] [WHK-02] Whapi's session goes and comes back at once, whatever it is called on the way", async () => {
    const made = await numbers.whatsapp.channels.create();
    const keys = { channelId: made.id, token: made.token };
    const { id } = await connectChannel(ctx, { provider: "whapi", environment: "sandbox", ...keys });
    await follow({ kind: "channel_state", state: "disconnected", word: "QR" });
    expect(await getChannel(ctx, { id })).toMatchObject({ state: "failing", reason: "channels.session_lost" });
    await follow({ kind: "channel_state", state: "starting", word: "LAUNCH" });
    expect((await getChannel(ctx, { id })).state).toBe("failing");
    await follow({ kind: "channel_state", state: "connected", word: "AUTH" });
    expect(await getChannel(ctx, { id })).toMatchObject({ state: "connected", reason: null });
  });

  it("[WAM-12] a disconnected number is spoken of no more", async () => {
    const { channel } = await connectedNumber(numbers, ctx);
    await disconnectChannel(ctx, { id: channel.id });
    await follow({ topic: "security", event: "PIN_RESET_REQUEST", severity: "alarm" });
    expect(await eventsOf("channel.warned")).toEqual([]);
  });
});
