import { listEventsAbout } from "@nexusone/db/queries/event-history";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import { takeSlot } from "@nexusone/db/rate-slots";
import { describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { CHANNEL_TOKEN_PURPOSE } from "../whatsapp/client-of.ts";
import { numberBucket } from "./line.ts";
import { sendWaiting } from "./send-job.ts";
import {
  arrived,
  calls,
  newChat,
  newShop,
  queue,
  rowOf,
  sendingPlatform,
  setChannel,
  sweep,
  work,
  workOnce,
  wrote,
  startSending,
  type Shop,
} from "./sending.fixture.ts";

const world = startSending({ connections: 20, fullSpeed: false });

const numbered = (count: number): string[] => Array.from({ length: count }, (_, nth) => `Message ${nth + 1}`);
const statesOf = async ({ ctx }: Shop, rows: readonly { id: string }[]) =>
  Promise.all(rows.map(async ({ id }) => rowOf(ctx, id).then(({ state, reason }) => [state, reason])));
const channelOf = ({ ctx, channelId }: Shop) => readMerchant(ctx, (tx) => findChannel(tx, channelId));

describe("a message on its way", () => {
  it("[WAM-01] is sent once, known by the vendor's id and found by ours, and told of", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "It is on its way.");
    await work(world.platform);
    await workOnce(world.platform, shop.ctx, chat.conversationId);
    expect(await arrived(shop, chat)).toEqual(["It is on its way."]);
    const row = await rowOf(shop.ctx, id);
    expect(row).toMatchObject({ state: "accepted", reason: null, dueAt: null, attempts: 1 });
    expect(row.delivery).toMatchObject({
      status: "accepted",
      times: { accepted: world.platform.clock.now().getTime() },
    });
    const [thread] = await world.sandbox.control.whatsapp.threads.list({ line: shop.line, personId: chat.person.id });
    const sent = thread?.messages.find(({ from }) => from === "business");
    expect([sent?.id, sent?.callbackData]).toEqual([row.externalId, id]);
    const about = { kind: "conversation", id: chat.conversationId };
    const events = await readMerchant(shop.ctx, (tx) => listEventsAbout(tx, about, { limit: 10 }));
    expect(events.map(({ type }) => type).toSorted()).toEqual(["message.sent", "message.status_changed"]);
  });

  it("[WAM-01] keeps the order of its conversation, whoever sends: three processes at once", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chats = [await newChat(shop), await newChat(shop)] as const;
    for (const text of numbered(15))
      for (const chat of chats) await queue(shop.ctx, chat.conversationId, text, "normal");
    const others = await Promise.all([1, 2, 3].map(() => sendingPlatform(world.test, world.sandbox)));
    await Promise.all(
      others.flatMap((on) =>
        chats.map(async (chat) => workOnce(on, { ...shop.ctx, platform: on }, chat.conversationId)),
      ),
    );
    for (const chat of chats) expect(await arrived(shop, chat)).toEqual(numbered(15));
    expect(await calls(shop)).toBe(30);
  });

  it("[WAM-01] [CMP-01] what a person waits for goes before what nobody waits for, and campaigns last", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await queue(shop.ctx, chat.conversationId, "campaign", "campaign");
    await queue(shop.ctx, chat.conversationId, "normal", "normal");
    await queue(shop.ctx, chat.conversationId, "first", "now");
    await queue(shop.ctx, chat.conversationId, "second", "now");
    await work(world.platform);
    expect(await arrived(shop, chat)).toEqual(["first", "second", "normal", "campaign"]);
  });

  it("[WAM-01] is told to one person no faster than they may be: the 46th waits, and is not tried", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const rows = [];
    for (const text of numbered(47)) rows.push(await queue(shop.ctx, chat.conversationId, text, "normal"));
    await workOnce(world.platform, shop.ctx, chat.conversationId);
    const states = (await statesOf(shop, rows)).map(([state]) => state);
    const sent = states.filter((state) => state === "accepted").length;
    expect(sent).toBeGreaterThan(5);
    expect(sent).toBeLessThanOrEqual(45);
    expect(states.slice(sent)).toEqual(states.slice(sent).map(() => "queued"));
    expect(await calls(shop)).toBe(sent);
    const next = await rowOf(shop.ctx, rows[sent]!.id);
    // All that was borrowed is paid back first, six seconds for each.
    expect(next.dueAt!.getTime() - world.platform.clock.now().getTime()).toBeGreaterThan(sent * 6_000 - 10_000);
    expect(next.reason).toBeNull();
  });
});

describe("the window", () => {
  it("[WAM-01] that closed while a message waited ends it before anybody is called", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Too late");
    world.platform.clock.advance(24 * HOUR_MS);
    await work(world.platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.window_closed" });
    expect(await calls(shop)).toBe(0);
  });

  it("[WAM-01] no message ends in 131047, at whatever minute around the edge it is sent", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const outcomes = [];
    for (const minutes of [0, 1_380, 1_430, 1_434, 1_435, 1_436, 1_439, 1_440, 1_441, 3_000]) {
      const chat = await newChat(shop);
      await wrote(shop.ctx, chat, world.platform.clock.now());
      const { id } = await queue(shop.ctx, chat.conversationId, `after ${minutes}`);
      world.platform.clock.advance(minutes * MINUTE_MS);
      await world.sandbox.control.clock.set(world.platform.clock.now().toISOString());
      await work(world.platform);
      outcomes.push([minutes, (await rowOf(shop.ctx, id)).state]);
    }
    const states = Object.fromEntries(outcomes);
    expect(states).toMatchObject({ 0: "accepted", 1434: "accepted", 1435: "failed", 1440: "failed", 3000: "failed" });
    const threads = await world.sandbox.control.whatsapp.threads.list({ line: shop.line });
    expect(threads.flatMap(({ messages }) => messages).map(({ error }) => error)).not.toContain(131047);
  });

  it("[WAM-13] does not exist where the provider has none", async () => {
    const shop = await newShop(world.platform, world.sandbox, "whapi");
    const chat = await newChat(shop, false);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    await work(world.platform);
    expect((await rowOf(shop.ctx, id)).state).toBe("accepted");
    expect(await arrived(shop, chat)).toEqual(["Hello"]);
  });
});

describe("a number in trouble", () => {
  it("[WAM-12] sends too fast: the message is tried again by itself, later", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 130429 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    await workOnce(world.platform, shop.ctx, chat.conversationId);
    const waiting = await rowOf(shop.ctx, id);
    expect(waiting).toMatchObject({ state: "queued", reason: "messages.rate_limited", attempts: 1 });
    expect(waiting.dueAt!.getTime()).toBeGreaterThan(world.platform.clock.now().getTime());
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: null });
    await workOnce(world.platform, shop.ctx, chat.conversationId);
    expect(await calls(shop)).toBe(1);
    world.platform.clock.advance(2 * MINUTE_MS);
    await sweep(world.platform);
    expect(await statesOf(shop, [{ id }])).toEqual([["accepted", null]]);
  });

  it("[WAM-12] is given up after so many attempts", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131016 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    for (let nth = 0; nth < 8; nth += 1) {
      await workOnce(world.platform, shop.ctx, chat.conversationId);
      world.platform.clock.advance(20 * MINUTE_MS);
    }
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.unavailable", attempts: 4 });
    expect(await calls(shop)).toBe(4);
  });

  it("[WAM-12] waits four times longer after each refusal for one person's sake, and blocks nobody else", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const [chat, other] = [await newChat(shop), await newChat(shop)];
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131056 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    const waits = [];
    for (let nth = 0; nth < 3; nth += 1) {
      await workOnce(world.platform, shop.ctx, chat.conversationId);
      const { dueAt } = await rowOf(shop.ctx, id);
      waits.push((dueAt!.getTime() - world.platform.clock.now().getTime()) / 1_000);
      world.platform.clock.advance(dueAt!.getTime() - world.platform.clock.now().getTime());
    }
    expect(waits).toEqual([4, 16, 64]);
    await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: null });
    await queue(shop.ctx, other.conversationId, "You");
    await work(world.platform);
    expect(await arrived(shop, other)).toEqual(["You"]);
  });

  it("[WAM-12] with a dead token loses nothing: it all waits, and leaves once when the number works again", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chats = [await newChat(shop), await newChat(shop), await newChat(shop)];
    await queue(shop.ctx, chats[0]!.conversationId, "Before");
    await work(world.platform);
    await world.sandbox.control.whatsapp.accounts.killToken(shop.token);
    const rows = [];
    for (const chat of chats) rows.push(await queue(shop.ctx, chat.conversationId, "After"));
    await work(world.platform);
    expect(await calls(shop)).toBe(2);
    expect(await channelOf(shop)).toMatchObject({ state: "failing", reason: "channels.token_dead" });
    expect(await statesOf(shop, rows)).toEqual(rows.map(() => ["queued", "sending.waits_for_channel"]));
    world.platform.clock.advance(5 * MINUTE_MS);
    await sweep(world.platform);
    expect(await calls(shop)).toBe(2);

    const token = await world.sandbox.control.whatsapp.accounts.grant(shop.accountId);
    const tokenSealed = world.platform.keyring.seal(token, CHANNEL_TOKEN_PURPOSE);
    await setChannel(shop, { tokenSealed, state: "connected", reason: null });
    await inMerchantTx(shop.ctx, (tx) => sendWaiting(tx, shop.ctx, shop.channelId));
    await work(world.platform);
    expect(await statesOf(shop, rows)).toEqual(rows.map(() => ["accepted", null]));
    for (const chat of chats) expect((await arrived(shop, chat)).filter((text) => text === "After")).toHaveLength(1);
  });

  it("[WAM-12] that may not call for an hour is left alone for an hour", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const [chat, other] = [await newChat(shop), await newChat(shop)];
    await world.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "throttle_200", times: 1 });
    const row = await queue(shop.ctx, chat.conversationId, "Hello");
    await workOnce(world.platform, shop.ctx, chat.conversationId);
    const channel = await channelOf(shop);
    expect(channel).toMatchObject({ state: "connected", pausedReason: "channels.rate_limited" });
    const second = await queue(shop.ctx, other.conversationId, "Hello");
    await workOnce(world.platform, shop.ctx, other.conversationId);
    expect(await calls(shop)).toBe(1);
    world.platform.clock.advance(2 * HOUR_MS);
    await sweep(world.platform);
    expect(await statesOf(shop, [row, second])).toEqual([
      ["accepted", null],
      ["accepted", null],
    ]);
    expect((await channelOf(shop))?.pausedReason).toBeNull();
  });
});

describe("a call that nobody answered", () => {
  it("[WAM-01] is not repeated: the message says that nobody knows", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    await world.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "lost_answer", times: 1 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Once");
    const next = await queue(shop.ctx, chat.conversationId, "Then");
    await work(world.platform);
    world.platform.clock.advance(10 * MINUTE_MS);
    await sweep(world.platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({
      state: "unknown",
      reason: "messages.unknown_outcome",
      dueAt: null,
    });
    expect((await rowOf(shop.ctx, next.id)).state).toBe("accepted");
    expect(await arrived(shop, chat)).toEqual(["Once", "Then"]);
  });

  it("[WAM-01] of a process that died: nobody sends beside it, and after its time the rest goes on", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Dies");
    const next = await queue(shop.ctx, chat.conversationId, "Goes on");
    const dies = await sendingPlatform(world.test, world.sandbox, () => new Promise<never>(() => undefined));
    void workOnce(dies, { ...shop.ctx, platform: dies }, chat.conversationId);
    await expect.poll(async () => (await rowOf(shop.ctx, id)).state).toBe("sending");
    await work(world.platform);
    expect((await rowOf(shop.ctx, next.id)).state).toBe("queued");
    expect(await calls(shop)).toBe(0);
    world.platform.clock.advance(3 * MINUTE_MS);
    await sweep(world.platform);
    expect(await statesOf(shop, [{ id }, next])).toEqual([
      ["unknown", "messages.unknown_outcome"],
      ["accepted", null],
    ]);
  });

  it("[WAM-01] [CMP-01] of a process that died before its turn never was: the message goes back into the line and leaves once", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Once");
    // The number's next turn is a while off, and whoever waits for it sleeps until somebody else has the message.
    await takeSlot(world.platform.db, numberBucket(shop.channelId), 700);
    const sleeper = workOnce(world.platform, shop.ctx, chat.conversationId);
    await expect.poll(async () => (await rowOf(shop.ctx, id)).state).toBe("sending");
    expect(await rowOf(shop.ctx, id)).toMatchObject({ calledAt: null, awaitsTurn: true });
    world.platform.clock.advance(3 * MINUTE_MS);
    await sweep(world.platform);
    await sleeper;
    expect(await rowOf(shop.ctx, id)).toMatchObject({
      ...{ state: "accepted", reason: null, attempts: 1 },
      awaitsTurn: false,
    });
    expect(await arrived(shop, chat)).toEqual(["Once"]);
    expect(await calls(shop)).toBe(1);
  });

  it("[WAM-01] [CMP-01] of a program of before this one, which does not note whether it called: it may have, and nobody repeats it", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "May have left");
    const next = await queue(shop.ctx, chat.conversationId, "Goes on");
    const heldUntil = new Date(world.platform.clock.now().getTime() + 2 * MINUTE_MS);
    await world.test.sql`update messages set state = 'sending', attempts = 1, due_at = ${heldUntil} where id = ${id}`;
    world.platform.clock.advance(3 * MINUTE_MS);
    await sweep(world.platform);
    expect(await statesOf(shop, [{ id }, next])).toEqual([
      ["unknown", "messages.unknown_outcome"],
      ["accepted", null],
    ]);
  });

  it("[WAM-01] what a status told before the answer came stays told", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    const early = await sendingPlatform(world.test, world.sandbox, async (...given) => {
      const response = await fetch(...given);
      await world.test
        .sql`update messages set state = 'delivered', external_id = 'wamid.early', delivery = ${world.test.sql.json({
        status: "delivered",
        times: { delivered: 1 },
        errorCodes: [],
        pricing: null,
      })} where id = ${id}`;
      return response;
    });
    await workOnce(early, { ...shop.ctx, platform: early }, chat.conversationId);
    const row = await rowOf(shop.ctx, id);
    expect(row.state).toBe("delivered");
    expect(Object.keys((row.delivery as { times: object }).times).toSorted()).toEqual(["accepted", "delivered"]);
  });

  it("[WAM-01] news that waited for the message is told once it has its name", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    const early = await sendingPlatform(world.test, world.sandbox, async (...given) => {
      const response = await fetch(...given);
      const { messages } = (await response.clone().json()) as { messages: { id: string }[] };
      const item = { kind: "status", messageId: messages[0]!.id, status: "delivered", at: "2026-03-02T09:00:01.000Z" };
      await world.test.sql`insert into held_news (merchant_id, channel_id, external_id, kind, item, received_at) values
        (${shop.ctx.merchantId}, ${shop.channelId}, ${messages[0]!.id}, 'status', ${world.test.sql.json(item)}, ${world.platform.clock.now()})`;
      return response;
    });
    await workOnce(early, { ...shop.ctx, platform: early }, chat.conversationId);
    expect((await rowOf(shop.ctx, id)).state).toBe("delivered");
  });

  it("[WAM-13] what the provider echoed before it answered is the same message", async () => {
    const shop = await newShop(world.platform, world.sandbox, "whapi");
    const chat = await newChat(shop, false);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    const echoing = await sendingPlatform(world.test, world.sandbox, async (...given) => {
      const response = await fetch(...given);
      const { message } = (await response.clone().json()) as { message: { id: string } };
      await world.test
        .sql`insert into messages (merchant_id, conversation_id, channel_id, direction, author, external_id, kind, content,
        body, state, at, received_at) values (${shop.ctx.merchantId}, ${chat.conversationId}, ${shop.channelId}, 'out', 'human',
        ${message.id}, 'text', 'Hello', '{}', 'sent', ${world.platform.clock.now()}, ${world.platform.clock.now()})`;
      return response;
    });
    await workOnce(echoing, { ...shop.ctx, platform: echoing }, chat.conversationId);
    const rows = await world.test.sql`select id from messages where conversation_id = ${chat.conversationId}`;
    expect(rows.map((row) => row["id"])).toEqual([id]);
    expect((await rowOf(shop.ctx, id)).externalId).not.toBeNull();
  });
});
