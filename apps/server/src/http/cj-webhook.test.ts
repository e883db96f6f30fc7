import { replayBodies, listBodies } from "@nexusone/core/inbox/bodies";
import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { listCjMessages, replayCjMessages } from "@nexusone/core/inbox/messages";
import { getCjWebhook } from "@nexusone/core/cj/webhook/get-cj-webhook";
import { getProduct } from "@nexusone/core/catalog/get-product";
import { updateProduct } from "@nexusone/core/catalog/update-product";
import { pruneInbox } from "@nexusone/db/system/inbox-admin";
import { createUser } from "@nexusone/testing/merchants";
import { userContext } from "@nexusone/testing/contexts";
import { signatureOf } from "@nexusone/sandbox/cj-push/cj-push";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPost, type Listening, type Post } from "./cj-webhook.fixture.ts";

let post: Post;
let shop: Listening;
beforeAll(async () => {
  post = await openPost();
  shop = await post.listening();
});
afterAll(() => post.close());

const messages = async ({ ctx }: Listening = shop) => (await listCjMessages(ctx)).items;
const bodiesOf = (address: string) =>
  post.server.database.sql<{ state: string; reason: string | null; bodySealed: string }[]>`
    select state, reason, body_sealed as "bodySealed" from webhook_inbox
    where key_hash = encode(sha256(convert_to(${address.split("/").at(-1)!}, 'utf8')), 'hex') order by id`;

describe("a change at CJ", () => {
  it("[CJA-01] [INV-02] [INV-14] told many times and out of order is one reading, and the catalogue follows it", async () => {
    const { ctx } = shop;
    const { pid, product } = await post.imported(ctx, 3);
    const before = await post.readingsOf(pid);
    for (const { externalId, costUsd } of product.variants)
      await post.control.products.setPrice(externalId!, Number((Number(costUsd) * 1.1).toFixed(2)));
    const sent = await post.control.messages.deliver({ repeat: 4, shuffle: true });
    expect(sent.length).toBe(product.variants.length * 2);
    expect(new Set(sent.flatMap(({ attempts }) => attempts.map(({ status }) => status)))).toEqual(new Set([200]));
    expect(JSON.parse(sent[0]!.attempts[0]!.answer)).toEqual({ code: 200, result: "success", message: "success" });
    await post.follow(ctx);
    const own = (await messages()).filter(
      ({ subject }) => subject === pid || product.variants.some((v) => v.externalId === subject),
    );
    expect(own.map(({ state }) => state)).toEqual(sent.map(() => "done"));
    await post.later();
    expect(await post.read(ctx)).toMatchObject({ trigger: "message", state: "done", total: 1, seen: 1, changed: 1 });
    expect(await post.readingsOf(pid)).toBe(before + 1);
    const after = await getProduct(ctx, { id: product.id });
    expect(Number(after.minCostUsd)).toBeCloseTo(Number(product.minCostUsd) * 1.1, 1);
    expect(await getCjWebhook(ctx)).toMatchObject({
      state: "registered",
      received: sent.length,
      refused: 0,
      failed: 0,
    });
  });

  it("[INV-02] is believed in nothing: what the message says is not what is written", async () => {
    const { ctx, account } = shop;
    const { pid, product } = await post.imported(ctx, 4);
    const params = { pid, productSellPrice: "0.01", productStatus: 2, fields: ["productSellPrice", "productStatus"] };
    await post.control.messages.send({ openId: account.openId, params });
    await post.control.messages.deliver();
    await post.follow(ctx);
    expect((await messages())[0]).toMatchObject({ subject: pid, fields: params.fields, state: "done" });
    await post.later();
    await post.read(ctx);
    const after = await getProduct(ctx, { id: product.id });
    expect(after).toMatchObject({ minCostUsd: product.minCostUsd, available: product.available, version: 1 });
  });

  it("[INV-02] of products that the catalogue does not have leads to no reading", async () => {
    const { ctx, account } = shop;
    const { pid } = await post.control.products.find("battery", 0);
    for (const [type, params] of [
      ["PRODUCT", { pid, productStatus: 3, fields: ["productStatus"] }],
      ["STOCK", { "9999999999999999999": [{ vid: "9999999999999999999", countryCode: "CN", storageNum: 3 }] }],
    ] as const)
      await post.control.messages.send({ openId: account.openId, type, params });
    await post.control.messages.deliver();
    await post.follow(ctx);
    expect((await messages()).slice(0, 2).map(({ state, reason }) => [state, reason])).toEqual([
      ["ignored", "inbox.not_in_catalogue"],
      ["ignored", "inbox.not_in_catalogue"],
    ]);
    await post.later();
    expect(await post.server.database.sql`select 1 from inventory_hints`).toEqual([]);
  });
});

describe("a body", () => {
  const body = (params: object, messageId = crypto.randomUUID().replaceAll("-", "")): string =>
    JSON.stringify({ messageId, type: "PRODUCT", messageType: "UPDATE", params });
  const signed = (text: string) => signatureOf(text, shop.account.openId);

  it("[CJA-01] that this account did not sign is refused, kept with its reason, and followed by nobody", async () => {
    const stranger = await post.listening();
    const text = body({ pid: "1234567890123456789" });
    for (const sign of [
      undefined,
      "",
      signed(`${text} `),
      signatureOf(text, stranger.account.openId),
      "x".repeat(9_000),
    ]) {
      const answer = await post.post(shop.address, text, sign);
      expect(answer.status).toBe(401);
      expect(await answer.text()).toContain("inbox.signature_wrong");
    }
    const refused = (await bodiesOf(shop.address)).filter(({ reason }) => reason === "inbox.signature_wrong");
    expect(refused.map(({ state }) => state)).toEqual(["refused"]);
    const count = (await messages()).length;
    await post.follow(shop.ctx);
    expect((await messages()).length).toBe(count);
    // Signed by whom it belongs to, the same bytes are no repeat of what was refused.
    expect((await post.post(shop.address, text, signed(text))).status).toBe(200);
    await post.follow(shop.ctx);
    expect((await messages()).length).toBe(count + 1);
  });

  it("[CJA-01] posted to nobody's address or too large is turned away before anything is kept", async () => {
    const before = await post.server.database.sql`select count(*) from webhook_inbox`;
    const text = body({ pid: "1234567890123456789" });
    for (const key of ["", "AAAAAAAAAAAAAAAAAAAAAA", "%00", "a".repeat(4_000)]) {
      const answer = await post.post(`${post.server.url}/api/cj/webhook/${key}`, text, signed(text));
      expect(answer.status).toBe(404);
    }
    const large = await post.post(shop.address, "x".repeat(3 * 1024 * 1024), "x");
    expect(large.status).toBe(413);
    expect(await large.text()).toContain("request.too_large");
    expect(await post.server.database.sql`select count(*) from webhook_inbox`).toEqual(before);
  });

  it("[CJA-01] that is cut off, no message, about another account or of an unknown kind stops no other", async () => {
    const other = await post.listening();
    const { ctx, address, account } = other;
    const good = body({ pid: "1234567890123456789", productStatus: 3 });
    const odd: [string | Uint8Array<ArrayBuffer>, string | null][] = [
      [good.slice(0, 40), "inbox.unreadable"],
      ["", "inbox.unreadable"],
      ["null", "inbox.unreadable"],
      ["[".repeat(20_000), "inbox.unreadable"],
      [new Uint8Array([0xff, 0x00, 0xfe]), "inbox.unreadable"],
      [JSON.stringify({ messageId: "m".repeat(500), type: "PRODUCT", params: {} }), "inbox.unreadable"],
      [
        JSON.stringify({ messageId: "o1", type: "PRODUCT", openId: shop.account.openId, params: {} }),
        "inbox.other_account",
      ],
      [JSON.stringify({ messageId: "u1", type: "MAKEUP", params: { note: "补\u0000\ud800" } }), null],
      [JSON.stringify({ messageId: "u2", type: "constructor", params: [] }), null],
      [good, null],
    ];
    for (const [bytes] of odd) {
      const sign = signatureOf(bytes as string, account.openId);
      expect((await post.post(address, bytes, sign)).status, String(bytes).slice(0, 60)).toBe(200);
    }
    await post.follow(ctx);
    expect((await bodiesOf(address)).map(({ reason }) => reason)).toEqual(odd.map(([, reason]) => reason));
    expect((await messages(other)).map(({ kind, state }) => [kind, state])).toEqual([
      ["product", "ignored"],
      ["unknown", "ignored"],
      ["unknown", "ignored"],
    ]);
    expect(post.server.takeFaults(), "none of it is a fault of ours").toEqual([]);
  });

  it("[CJA-01] is sealed where it lies, once however often it comes, and forgotten after its time", async () => {
    const other = await post.listening();
    const text = body({ pid: "1234567890123456789" });
    const sign = signatureOf(text, other.account.openId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post.post(other.address, text, sign)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const kept = await bodiesOf(other.address);
    expect(kept).toHaveLength(1);
    expect(kept[0]!.bodySealed).not.toContain("1234567890123456789");
    await post.follow(other.ctx);
    expect(await messages(other)).toHaveLength(1);
    await post.server.database
      .sql`update webhook_inbox set received_at = 'epoch' where body_sealed = ${kept[0]!.bodySealed}`;
    await post.server.database
      .sql`update channel_events set received_at = 'epoch' where merchant_id = ${other.ctx.merchantId}`;
    await pruneInbox(post.platform.db, new Date("2000-01-01"));
    expect([...(await bodiesOf(other.address)), ...(await messages(other))]).toEqual([]);
  });
});

describe("replay", () => {
  it("[CJA-01] a shop has its messages followed again, a platform admin the bodies of all; what was not signed stays refused", async () => {
    const { ctx, account } = shop;
    const { pid, product } = await post.imported(ctx, 5);
    await post.control.messages.send({
      openId: account.openId,
      params: { pid, productStatus: 3, fields: ["productStatus"] },
    });
    await post.control.messages.deliver();
    await post.follow(ctx);
    await post.later();
    await post.read(ctx);
    const readings = await post.readingsOf(pid);
    const [message] = await messages();
    const again = async (): Promise<number> => {
      await post.follow(ctx);
      await post.later();
      await post.read(ctx);
      return (await post.readingsOf(pid)) - readings;
    };
    expect(await replayCjMessages(ctx, { ids: [message!.id, crypto.randomUUID()] })).toEqual({ count: 1 });
    expect(await again()).toBe(1);

    await post.post(shop.address, "forged", "x");
    const admin = userContext(post.platform, { ...(await createUser(post.platform.db)), isPlatformAdmin: true });
    const bodies = (await listBodies(admin, { limit: 100 })).items;
    expect(bodies[0]).toMatchObject({ state: "refused", reason: "inbox.signature_wrong", bytes: 6 });
    const ids = bodies.slice(0, 2).map(({ id }) => id);
    expect(await replayBodies(admin, { ids })).toEqual({ count: 1 });
    expect(await again()).toBe(2);
    await expect(listBodies({ ...admin, user: { ...admin.user, isPlatformAdmin: false } }, {})).rejects.toMatchObject({
      reason: "identity.platform_admin_only",
    });
    await updateProduct(ctx, { id: product.id, status: "archived" });
  });

  it("[CJA-01] a message that cannot be followed says why, stops no other, and is followed once it can be", async () => {
    const other = await post.listening();
    const { ctx, account } = other;
    const { pid } = await post.imported(ctx, 6);
    const send = (messageId: string, named: string) =>
      post.control.messages.send({ openId: account.openId, messageId, params: { pid: named, productStatus: 3 } });
    for (const [id, named] of [
      ["a1", "x".repeat(20)],
      ["a2", pid],
      ["a3", "y".repeat(20)],
    ] as const)
      await send(id, named);
    await post.control.messages.deliver();
    await drainInbox(post.platform);
    const { sql } = post.server.database;
    await sql`update channel_events set payload = '{"vids": 7}' where external_id = 'a1'`;
    await post.follow(ctx);
    const states = async () =>
      (await messages(other)).map(({ subject, state, reason }) => [subject, state, reason]).toSorted();
    await sql`update channel_events set payload = ${sql.json({ pid: "x".repeat(20) })} where external_id = 'a1'`;
    expect(await states()).toEqual(
      [
        ["x".repeat(20), "failed", "job.failed"],
        [pid, "done", null],
        ["y".repeat(20), "ignored", "inbox.not_in_catalogue"],
      ].toSorted(),
    );
    expect(post.server.takeFaults()).toHaveLength(1);
    expect(await getCjWebhook(ctx)).toMatchObject({ failed: 1, waiting: 0 });
    expect(await replayCjMessages(ctx, { failed: true })).toEqual({ count: 1 });
    await post.follow(ctx);
    expect((await states()).map(([, state]) => state).toSorted()).toEqual(["done", "ignored", "ignored"]);
  });
});
