import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { CJ_WEBHOOK_PATH } from "@nexusone/core/cj/webhook/address";
import { hashToken } from "@nexusone/core/secrets/keyring";
import { signatureOf } from "@nexusone/sandbox/cj-push/cj-push";
import { createTestPlatform } from "@nexusone/testing/contexts";
import { createMerchant } from "@nexusone/testing/merchants";
import type { TestDatabase } from "@nexusone/testing/database";
import type { PostOffice } from "./cj-webhook-server.ts";
import { quantile, untilFollowed } from "./lib/settled.ts";
import { withChild, withDatabase } from "./lib/ground.ts";
import { seedProducts } from "./lib/products.ts";
import { report, type Figures } from "./lib/report.ts";

/** Messages as CJ sends them, on a clock that does not wait for answers; one in ten comes a second time. */
const PER_SECOND = 200;
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 30);
const WARM_UP_SECONDS = 3;
const MERCHANTS = 8;
const PRODUCTS = 500;
const REPEATED = 0.1;
const GOAL_MS = 100;
const SETTLED_WITHIN_MS = 120_000;

type Shop = { readonly merchantId: string; readonly key: string; readonly openId: number; readonly pids: string[] };

/** A connected merchant with products that CJ speaks of. */
async function openShop({ db, sql }: TestDatabase, nth: number): Promise<Shop> {
  const { keyring } = createTestPlatform(db);
  const merchant = await createMerchant(db, { isDemo: true });
  const [key, openId] = [randomBytes(16).toString("base64url"), 70_000_000 + nth];
  const [connection] = await sql<{ id: string }[]>`
    insert into cj_connections (merchant_id, environment, account_number, account_label, api_key_sealed, open_id_sealed, status, connected_at)
    values (${merchant.id}, 'sandbox', ${`CJ${openId}`}, 'Bench', 'never opened',
      ${keyring.seal(String(openId), "cj_connections.open_id")}, 'connected', now()) returning id`;
  await sql`insert into cj_webhooks (merchant_id, connection_id, key_sealed, key_hash, state, alive_at)
    values (${merchant.id}, ${connection!.id}, 'never opened', ${hashToken(key)}, 'registered', now())`;
  await seedProducts(db, merchant.id, PRODUCTS);
  await sql`update supplier_links set environment = 'sandbox' where merchant_id = ${merchant.id}`;
  const links = await sql<{ id: string }[]>`
    select external_id as id from supplier_links where merchant_id = ${merchant.id}`;
  return { merchantId: merchant.id, key, openId, pids: links.map(({ id }) => id) };
}

/** `status` 0: no answer. */
type Sent = { readonly ms: number; readonly status: number };

async function post(url: string, { key, openId }: Shop, body: string): Promise<Sent> {
  const startedAt = performance.now();
  const status = await fetch(`${url}${CJ_WEBHOOK_PATH}/${key}`, {
    method: "POST",
    headers: { "content-type": "application/json", sign: signatureOf(body, openId) },
    body,
  }).then(
    (response) => response.text().then(() => response.status),
    () => 0,
  );
  return { ms: performance.now() - startedAt, status };
}

async function load(url: string, shops: readonly Shop[], seconds: number, made: Set<string>): Promise<Sent[]> {
  const underWay: Promise<Sent>[] = [];
  const startedAt = performance.now();
  let last: { shop: Shop; body: string } | undefined;
  for (let nth = 0; nth < PER_SECOND * seconds; nth += 1) {
    const wait = startedAt + (nth * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await sleep(wait);
    if (!last || nth % Math.round(1 / REPEATED) !== 0) {
      const shop = shops[nth % shops.length]!; // there is one at least
      const messageId = randomUUID().replaceAll("-", "");
      const params = {
        pid: shop.pids[nth % shop.pids.length],
        productSellPrice: "11.55 -- 12.90",
        fields: ["productSellPrice"],
      };
      last = { shop, body: JSON.stringify({ messageId, type: "PRODUCT", messageType: "UPDATE", params }) };
      made.add(messageId);
    }
    underWay.push(post(url, last.shop, last.body));
  }
  return Promise.all(underWay);
}

/** Once nothing waits any more: messages that are not there exactly once, or were followed by nobody. */
async function wrong(database: TestDatabase, made: ReadonlySet<string>): Promise<number> {
  await untilFollowed(database, SETTLED_WITHIN_MS);
  const { sql } = database;
  const rows = await sql<{ id: string; state: string }[]>`select external_id as id, state from channel_events`;
  const known = new Set(rows.filter(({ state }) => state === "done").map(({ id }) => id));
  return rows.length - known.size + [...made].filter((id) => !known.has(id)).length;
}

async function measure(database: TestDatabase): Promise<Figures> {
  const shops: Shop[] = [];
  for (let nth = 0; nth < MERCHANTS; nth += 1) shops.push(await openShop(database, nth));
  await database.sql`vacuum analyze`;
  const script = new URL("./cj-webhook-server.ts", import.meta.url).pathname;
  const input = { appUrl: database.appUrl, merchants: shops.map(({ merchantId }) => merchantId) };
  return withChild(script, input, async ({ url }: PostOffice) => {
    const made = new Set<string>();
    await load(url, shops, WARM_UP_SECONDS, made);
    const sent = await load(url, shops, SECONDS, made);
    const refused = sent.filter(({ status }) => status !== 200).length;
    const lost = await wrong(database, made);
    const times = sent.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const p99 = quantile(times, 0.99);
    return {
      ours: p99,
      floor: null,
      ratio: null,
      unit: "ms until acknowledged, p99",
      n: sent.length,
      goal: `p99 < ${GOAL_MS} ms at ${PER_SECOND}/s, nothing lost or doubled`,
      pass: p99 < GOAL_MS && refused === 0 && lost === 0,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      refused,
      lostOrDoubled: lost,
    };
  });
}

await report("cj-webhook", () => withDatabase(measure));
