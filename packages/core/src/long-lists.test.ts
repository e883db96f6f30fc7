import { listCjUsageRows } from "@nexusone/db/queries/cj-usage";
import { listEntries, listOpenReservations } from "@nexusone/db/queries/billing";
import { findIdentifiers, listContactRows, searchContactIds } from "@nexusone/db/queries/contacts";
import { listEventsAbout } from "@nexusone/db/queries/event-history";
import { merchantsWithEvents } from "@nexusone/db/queries/event-consumers";
import { findLastEvent, listEventsAfter, listRecentEvents, readEventsAfter } from "@nexusone/db/queries/events";
import { listDraftRows } from "@nexusone/db/queries/imports-drafts";
import { listImportLogRows } from "@nexusone/db/queries/imports-logs";
import { listOrderLinkRows } from "@nexusone/db/queries/order-links";
import { listOrderRows } from "@nexusone/db/queries/orders-list";
import { listPaymentRows, listPaymentsOf } from "@nexusone/db/queries/payments";
import { countUnread, listNotices } from "@nexusone/db/queries/notifications";
import { listDeliveryRows, listWebhookLogs } from "@nexusone/db/queries/webhook-deliveries";
import { countDeliveries, findWebhook } from "@nexusone/db/queries/webhooks";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createWebhook } from "./webhooks/create-webhook.ts";

/** Far more than a page, for the merchant who reads and for another one. */
const MANY = 6_000;
const START = "2026-01-01T00:00:00Z";
const LATER = new Date("2027-01-01T00:00:00Z");
const MIDDLE = new Date(Date.parse(START) + (MANY / 2) * 60_000);

let test: TestDatabase;
let merchantId: string;
let userId: string;
let webhookId: string;
let productId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const platform = createTestPlatform(test.db);
  for (const nth of [0, 1]) {
    const { ctx, user, merchant } = await createStaffedMerchant(platform);
    const input = CreateWebhookInput.parse({ url: "https://example.com/hook", eventTypes: [] });
    const { webhook } = await createWebhook(ctx, input);
    productId = crypto.randomUUID();
    [merchantId, userId, webhookId] = [merchant.id, user.id, webhook.id];
    await seed(nth);
  }
  await test.sql`analyze`;
}, 120_000);
afterAll(() => test.close());

async function seed(nth: number): Promise<void> {
  const { sql } = test;
  await sql`
    with made as (
      insert into events (merchant_id, type, happened_at, actor_kind, payload, subject_kind, subject_id, seq)
      select ${merchantId}, (array['product.updated', 'credits.granted'])[1 + n % 2], ${START}::timestamptz + n * interval '1 minute',
        'system', '{}', 'product', case when n % 3 = 0 then ${productId}::uuid else gen_random_uuid() end, n * 2 + ${nth}
      from generate_series(1, ${MANY}) n returning id, seq, type, happened_at),
    deliveries as (
      insert into webhook_deliveries (merchant_id, webhook_id, event_id, event_type, event_seq, happened_at, state, next_at)
      select ${merchantId}, ${webhookId}, id, type, seq, happened_at, (array['delivered', 'failed', 'pending'])[1 + seq % 3], happened_at
      from made returning id)
    insert into webhook_logs (merchant_id, delivery_id, at, duration_ms, url, request_headers, request_body, details)
    select ${merchantId}, id, ${START}, 1, 'https://example.com', '{}', '', '{}' from deliveries`;
  await sql`
    insert into notifications (merchant_id, user_id, kind, group_key, level, count, params, first_at, last_at, read_at)
    select ${merchantId}, ${userId}, 'import_failed', n::text, 'info', 1, '{}', ${START},
      ${START}::timestamptz + n * interval '1 minute', case when n % 1000 <> 0 then ${START}::timestamptz end
    from generate_series(1, ${MANY}) n`;
  await sql`
    insert into credit_entries (merchant_id, kind, feature, amount, balance_after, created_at)
    select ${merchantId}, 'grant', 'opening', 1, n, ${START}::timestamptz + n * interval '1 minute' from generate_series(1, ${MANY}) n`;
  await sql`
    with made as (
      insert into contacts (merchant_id, name, name_lower, added_at, search_text)
      select ${merchantId}, 'Person ' || n, 'person ' || n, ${START}::timestamptz + n * interval '1 minute', 'person name' || n
      from generate_series(1, ${MANY}) n returning id, name)
    insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
    select ${merchantId}, id, 'phone', name, md5(name) from made`;
  await sql`
    insert into cj_api_usage (merchant_id, environment, endpoint, method, points, duration_ms, called_at)
    select ${merchantId}, 'sandbox', 'product/query', 'GET', 1, 1, ${START}::timestamptz + n * interval '1 minute'
    from generate_series(1, ${MANY}) n`;
  await sql`
    insert into import_drafts (merchant_id, external_id, reading, state, user_name)
    select ${merchantId}, n::text, '{}', (array['waiting', 'completed', 'failed', 'discarded'])[1 + n % 4], 'Ann'
    from generate_series(1, ${MANY}) n`;
  await sql`
    insert into import_logs (merchant_id, preview_id, row_id, supplier, external_id, source, state, user_name, created_at)
    select ${merchantId}, gen_random_uuid(), gen_random_uuid(), 'cj', n::text, 'admin', 'imported', 'Ann',
      ${START}::timestamptz + n * interval '1 minute' from generate_series(1, ${MANY}) n`;
  await sql`
    with buyer as (insert into contacts (merchant_id, name, name_lower, added_at) values (${merchantId}, 'Ada', 'ada', ${START}) returning id)
    insert into orders (merchant_id, number, source, digest, fulfilment, held, parcel_sent, contact_id, address, country, currency,
      items_minor, shipping_minor, discount_minor, total_minor, money, placed_at, moved_at)
    select ${merchantId}, 'W-' || n, 'rest', '', (array['delivered', 'cancelled', 'pending', 'processing'])[1 + case when n % 500 = 0 then 2
      when n % 501 = 0 then 3 else n % 2 end], n % 250 = 0, n % 2 = 0, buyer.id, '{}', 'FR', 'EUR', 100, 0, 0, 100, (array['paid', 'partially_refunded'])[1 + case when n % 300 = 0 then 1 else 0 end],
      ${START}::timestamptz + n * interval '1 minute', ${START}
    from buyer, generate_series(1, ${MANY}) n`;
  await sql`
    insert into order_links (merchant_id, code, cart_url, items, note, status, made_at, settled_at)
    select ${merchantId}, ${merchantId} || n, 'https://shop.example.com', '[]', '', case when n % 500 = 0 then 'pending' else 'cancelled' end,
      ${START}::timestamptz + n * interval '1 minute', case when n % 500 <> 0 then ${START}::timestamptz end
    from generate_series(1, ${MANY}) n`;
  await sql`
    insert into payments (merchant_id, order_id, kind, method, amount_minor, currency, reference, note, by_name, happened_at)
    select ${merchantId}, id, 'capture', 'hand', 100, 'EUR', number, '', 'Ann', placed_at from orders where merchant_id = ${merchantId}`;
  await sql`
    insert into credit_reservations (merchant_id, purpose, feature, amount, state, updated_at)
    select ${merchantId}, n::text, 'import', 1, (array['open', 'committed'])[1 + least(n % 100, 1)], ${START}::timestamptz + n * interval '1 minute'
    from generate_series(1, ${MANY}) n`;
}

const asMerchant = <T>(fn: (tx: MerchantTx) => Promise<T>): Promise<T> => withMerchant(test.db, { merchantId }, fn);
const indexed = (work: (tx: MerchantTx) => Promise<unknown>) =>
  asMerchant(async (tx) => expect(await expectAllIndexed(tx, () => work(tx))).toBeGreaterThan(0));

it.each<[string, (tx: MerchantTx) => Promise<unknown>]>([
  ["[RTM-01] what a browser missed", (tx) => listEventsAfter(tx, MANY, 100)],
  [
    "[WHK-08] the last events of all types",
    (tx) => listRecentEvents(tx, { n: 50, among: ["product.updated", "credits.granted"] }),
  ],
  ["[WHK-08] the last events of one type", (tx) => listRecentEvents(tx, { n: 50, type: "credits.granted" })],
  ["[WHK-08] the last event", findLastEvent],
  ["[DAT-03] the history of a product", (tx) => listEventsAbout(tx, { kind: "product", id: productId }, { limit: 50 })],
  [
    "[WHK-09] deliveries of an endpoint",
    (tx) => listDeliveryRows(tx, { webhookId, state: undefined, beforeSeq: MANY, limit: 50 }),
  ],
  [
    "[WHK-09] failed deliveries",
    (tx) => listDeliveryRows(tx, { webhookId, state: "failed", beforeSeq: MANY, limit: 50 }),
  ],
  [
    "[NOT-02] notices from the middle on",
    (tx) => listNotices(tx, { userId, unreadOnly: false, after: { at: MIDDLE, id: userId }, limit: 50 }),
  ],
  [
    "[NOT-02] unread notices among many that were read",
    (tx) => listNotices(tx, { userId, unreadOnly: true, after: undefined, limit: 50 }),
  ],
  ["[NOT-02] the number on the bell", (tx) => countUnread(tx, userId)],
  ["[PLN-05] the ledger", (tx) => listEntries(tx, { limit: 50 })],
  ["[PLN-05] open holds", (tx) => listOpenReservations(tx, { feature: "import", before: MIDDLE, limit: 50 })],
  ["[CJA-03] calls to CJ", (tx) => listCjUsageRows(tx, { limit: 50, after: { at: MIDDLE, id: userId } })],
  [
    "[PLN-08] payments of a time from the middle on",
    (tx) => listPaymentRows(tx, { from: new Date(START), until: LATER, after: { at: MIDDLE, id: userId }, limit: 50 }),
  ],
  [
    "[ORD-14] payments of an order",
    async (tx) => {
      const [order] = await listOrderRows(tx, { limit: 1 });
      expect(await listPaymentsOf(tx, order!.order.id)).toHaveLength(1);
    },
  ],
  ["[ORD-05] all orders", (tx) => listOrderRows(tx, { limit: 50, after: { at: MIDDLE, id: userId } })],
  ["[ORD-05] orders on hold", (tx) => listOrderRows(tx, { limit: 50, status: "on_hold" })],
  ["[ORD-05] orders under way", (tx) => listOrderRows(tx, { limit: 50, status: "processing" })],
  ["[ORD-05] orders partly refunded", (tx) => listOrderRows(tx, { limit: 50, money: "partially_refunded" })],
  [
    "[ORD-05] orders on hold and paid, from the middle on",
    (tx) => listOrderRows(tx, { limit: 50, money: "paid", status: "on_hold", after: { at: MIDDLE, id: userId } }),
  ],
  [
    "[ORD-18] order links from the middle on",
    (tx) => listOrderLinkRows(tx, { limit: 50, after: { at: MIDDLE, id: userId } }),
  ],
  ["[ORD-18] order links that wait", (tx) => listOrderLinkRows(tx, { limit: 50, status: "pending" })],
  ["[ORD-18] the link of an order", (tx) => listOrderLinkRows(tx, { limit: 1, orderId: userId })],
  ["[ORD-05] orders by number", (tx) => listOrderRows(tx, { limit: 50, q: "W-59" })],
  ["[CAT-08] open drafts", (tx) => listDraftRows(tx, 50)],
  ["[CAT-20] imports", (tx) => listImportLogRows(tx, { limit: 50, after: { at: MIDDLE, id: userId } })],
  [
    "[DAT-03] people from the middle on, the newest first",
    (tx) => listContactRows(tx, { sort: "newest", after: { value: MIDDLE.toISOString(), id: userId }, limit: 50 }),
  ],
  [
    "[DAT-03] people from the middle on, by name",
    (tx) => listContactRows(tx, { sort: "name", after: { value: "person 3", id: userId }, limit: 50 }),
  ],
  [
    "[DAT-03] people by words and by identifier",
    async (tx) => {
      const ids = await searchContactIds(tx, ["name3999*"], 1_001);
      expect(ids).toHaveLength(1);
      await listContactRows(tx, { ids, sort: "name", limit: 50 });
      expect(await findIdentifiers(tx, [{ type: "phone", value: "Person 3999", digest: "" }])).toHaveLength(1);
    },
  ],
])("[DAT-02] [DAT-03] %s are read by index, however many there are", (_what, work) => indexed(work));

it("[DAT-02] counts of deliveries stop at a thousand of each state", () =>
  asMerchant(async (tx) => {
    expect(await expectAllIndexed(tx, () => countDeliveries(tx), { touchAtMost: 3_000 })).toBe(1);
    expect((await countDeliveries(tx)).get(webhookId)).toMatchObject({ failed: 1_000, pending: 1_000 });
    expect(await findWebhook(tx, webhookId)).toBeDefined();
  }));

it("[DAT-02] [RTM-01] attempts of one delivery, and the feed of all merchants, read what they return", async () => {
  const [delivery] = await asMerchant((tx) =>
    listDeliveryRows(tx, { webhookId, state: undefined, beforeSeq: undefined, limit: 1 }),
  );
  await indexed((tx) => listWebhookLogs(tx, delivery!.id));
  expect(await readEventsAfter(test.db, 2 * MANY - 10, 100)).toHaveLength(11);
  expect(await merchantsWithEvents(test.db, 2 * MANY - 10, 100)).toHaveLength(2);
});
