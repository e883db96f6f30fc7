import type { ServiceContext } from "@nexusone/core/context";
import { inMerchantTx } from "@nexusone/core/transaction";
import { listChannels, updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import { parseCloudWebhook, parseWhapiWebhook, signMeta, type WebhookItem } from "@nexusone/whatsapp/webhook";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  connectNumber,
  connectWhapi,
  openChat,
  samples,
  SAMPLE_SECRET,
  T1,
  T2,
  WHAPI_CHANNEL,
} from "./whatsapp.fixture.ts";

let chat: Awaited<ReturnType<typeof openChat>>;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.server.stop());

const cloud = samples("cloud-api");
const whapi = samples("whapi");
const RECEIVED = { receivedAt: new Date("2026-09-25T12:00:00Z") };
const OWN = new Set<string | null>([...T1.numbers, WHAPI_CHANNEL]);

type Post = { readonly vendor: "cloud" | "whapi"; readonly bytes: Buffer };
const all: Post[] = [
  ...[...cloud.values()].map((bytes) => ({ vendor: "cloud" as const, bytes })),
  ...[...whapi.values()].map((bytes) => ({ vendor: "whapi" as const, bytes })),
];
const itemsOf = ({ vendor, bytes }: Post): WebhookItem[] =>
  vendor === "cloud" ? parseCloudWebhook(bytes, RECEIVED) : parseWhapiWebhook(bytes, RECEIVED);

/** A shop with the samples' numbers, which whoever had them gave up. */
let before: ServiceContext[] = [];
async function worldOf(posts: readonly Post[]): Promise<{ shop: ServiceContext; other: ServiceContext }> {
  for (const ctx of before)
    await inMerchantTx(ctx, async (tx) => {
      for (const { id } of await listChannels(tx))
        await updateChannel(tx, id, { state: "disconnected", keyHash: null });
    });
  // The same bytes are one body, whoever they are for.
  await chat.server.database.sql`truncate webhook_inbox`;
  const [shop, other] = [await chat.shop(), await chat.shop()];
  before = [shop, other];
  for (const externalId of T1.numbers) await connectNumber(shop, { externalId });
  await connectWhapi(shop);
  await connectNumber(other, { externalId: T2.numbers[0], accountId: T2.account });
  for (const { vendor, bytes } of posts) {
    const answer = await (vendor === "cloud" ? chat.post(bytes) : chat.postWhapi(bytes));
    expect(answer.status).toBe(200);
  }
  await chat.work(before);
  return { shop, other };
}

/** Everything that a shop knows of its chats, without ids and times of ours. */
async function stateOf(ctx: ServiceContext) {
  const { sql } = chat.server.database;
  const of = ctx.merchantId;
  return {
    contacts: (
      await sql`select c.name, array_agg(i.type || ':' || i.value || coalesce(' until ' || i.ended_at::text, '') order by i.value) as names
      from contacts c join contact_identifiers i on i.merchant_id = c.merchant_id and i.contact_id = c.id
      where c.merchant_id = ${of} group by c.id, c.name`
    )
      .map((row) => JSON.stringify(row))
      .toSorted(),
    messages:
      await sql`select m.external_id, m.direction, m.author, m.kind, m.content, m.body, m.state, m.reason, m.quoted_external_id,
        m.delivery, m.at, m.edited_at, m.revoked_at, n.display_phone
      from messages m join whatsapp_channels n on n.merchant_id = m.merchant_id and n.id = m.channel_id
      where m.merchant_id = ${of} order by n.external_id, m.external_id`,
    reactions: await sql`select m.external_id, r.direction, r.emoji, r.at from message_reactions r
      join messages m on m.merchant_id = r.merchant_id and m.id = r.message_id where r.merchant_id = ${of} order by 1, 2`,
    conversations: (
      await sql`select n.external_id, v.state, v.unread, v.last_message_at, v.last_inbound_at, v.recipient_phone, v.recipient_user_id
      from conversations v join whatsapp_channels n on n.merchant_id = v.merchant_id and n.id = v.channel_id where v.merchant_id = ${of}`
    )
      .map((row) => JSON.stringify(row))
      .toSorted(),
    held: (
      await sql`select external_id, kind, item->>'key' as key from held_news where merchant_id = ${of} order by key`
    ).map((row) => ({ ...row })),
    events:
      await sql`select external_id, kind, state, reason from channel_events where merchant_id = ${of} order by external_id`,
  };
}

describe("every sample, byte by byte as it is signed", () => {
  it.each([...cloud.keys()])("[WAM-06] [WAM-07] records %s whole", async (name) => {
    const post = { vendor: "cloud" as const, bytes: cloud.get(name)! };
    const { shop, other } = await worldOf([post]);
    await recorded(post, shop, other);
  });
  it.each([...whapi.keys()])("[WAM-13] [WAM-07] records %s whole", async (name) => {
    const post = { vendor: "whapi" as const, bytes: whapi.get(name)! };
    const { shop, other } = await worldOf([post]);
    await recorded(post, shop, other);
  });
});

/** Each item once with whose number it names, acted on or kept with the reason why not; each message once in its thread. */
async function recorded(post: Post, shop: ServiceContext, other: ServiceContext): Promise<void> {
  const items = [...new Map(itemsOf(post).map((item) => [item.key, item])).values()];
  for (const [ctx, mine] of [
    [shop, isOurs],
    [other, (item: WebhookItem) => !isOurs(item)],
  ] as const) {
    const own = items.filter(mine);
    const { events, messages } = await stateOf(ctx);
    expect(events.map((row) => row["external_id"])).toEqual(own.map(({ key }) => key).toSorted());
    expect(events.filter((row) => row["state"] === "waiting" || row["state"] === "failed")).toEqual([]);
    expect(events.filter((row) => row["state"] === "ignored" && row["reason"] === null)).toEqual([]);
    const said = own.filter((item) => item.kind === "message" && item.groupId === null && item.person !== null);
    const names = new Set(said.map((item) => (item.kind === "message" ? item.messageId : "")));
    expect(
      new Set(
        messages
          // What we answered has no name of the vendor's yet.
          .filter((row) => row["external_id"] !== null)
          .filter((row) => row["kind"] !== "identity_change" && row["kind"] !== "vote")
          .map((row) => row["external_id"]),
      ),
    ).toEqual(names);
    expect(messages.length).toBeGreaterThanOrEqual(names.size);
  }
}
/** An event of an account is its number's, whoever has one of it. */
const isOurs = ({ channel }: WebhookItem): boolean =>
  channel.channelId === null ? channel.accountId === T1.account : OWN.has(channel.channelId);

describe("whatever way they come", () => {
  it("[WAM-06] all of them twice, reordered and cut into single items end the same", async () => {
    const straight = await stateOf((await worldOf(all)).shop);
    expect(straight.messages.length).toBeGreaterThan(60);
    const twice = await stateOf((await worldOf([...all, ...all])).shop);
    expect(twice).toEqual(straight);
    const split = await stateOf((await worldOf(all.flatMap(single))).shop);
    expect(split).toEqual(straight);
  });

  it("[WAM-06] the last first ends the same", async () => {
    // Two names of one person that are told apart before they are told together are two people, until somebody makes them one.
    const told = all.filter(({ bytes }) => !bytes.equals(cloud.get("21-system-number-and-user-id-change")!));
    const straight = await stateOf((await worldOf(told)).shop);
    const backwards = await stateOf((await worldOf(told.flatMap(single).toReversed())).shop);
    // The first name that is told stays, whichever that is.
    expect(unnamed(backwards)).toEqual(unnamed(straight));
  });

  it("[WAM-06] with one byte changed each is refused and none is kept", async () => {
    const { sql } = chat.server.database;
    const kept = await sql`select count(*)::integer as n from webhook_inbox`;
    for (const [name, bytes] of cloud) {
      const changed = Buffer.from(bytes);
      changed[changed.length - 2]! ^= 1;
      expect((await chat.post(changed, signMeta(bytes, SAMPLE_SECRET))).status, name).toBe(401);
    }
    expect(await sql`select count(*)::integer as n from webhook_inbox`).toEqual(kept);
  });
});

const unnamed = ({ contacts, ...rest }: Awaited<ReturnType<typeof stateOf>>) => ({
  ...rest,
  contacts: contacts.map((one) => (JSON.parse(one) as { names: string[] }).names.join()).toSorted(),
});

/** A body for each change of each entry: the items alone, whose identity does not hang on their company. */
function single({ vendor, bytes }: Post): Post[] {
  if (vendor === "whapi") return [{ vendor, bytes }];
  const body = JSON.parse(bytes.toString("utf8")) as { entry?: { changes?: unknown[] }[] };
  if (!Array.isArray(body.entry)) return [{ vendor, bytes }];
  return body.entry.flatMap((entry) =>
    (entry.changes ?? []).map((change) => ({
      vendor,
      bytes: Buffer.from(JSON.stringify({ ...body, entry: [{ ...entry, changes: [change] }] })),
    })),
  );
}
