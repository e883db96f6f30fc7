import { connectCj } from "@nexusone/core/cj/connect-cj";
import { systemClock } from "@nexusone/core/clock";
import type { ServiceContext } from "@nexusone/core/context";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { importProductsJob } from "@nexusone/core/imports/import-products-job";
import { previewImport } from "@nexusone/core/imports/preview-import";
import { listRuns } from "@nexusone/core/inventory/list-runs";
import { startSync } from "@nexusone/core/inventory/start-sync";
import { inventorySyncJob } from "@nexusone/core/inventory/sync-job";
import type { Platform } from "@nexusone/core/platform";
import { withMerchant } from "@nexusone/db/with-merchant";
import { Catalogue } from "@nexusone/sandbox/catalogue/catalogue";
import { createSandboxControl } from "@nexusone/sandbox/control";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import type { TestDatabase } from "@nexusone/testing/database";
import { sql } from "drizzle-orm";
import { withChild, withDatabase } from "./lib/ground.ts";
import { report, round, type Figures } from "./lib/report.ts";
import { median, type Round } from "./lib/rounds.ts";

const PRODUCTS = Number(process.env["BENCH_PRODUCTS"] ?? 10_000);
const CHANGED = 0.05;
const ROUNDS = 3;
const PER_IMPORT = 200;
const FLOOR_AT_ONCE = 8;
const GOAL = 0.5;

type Call = { readonly url: string; readonly init: RequestInit };
type Sandbox = { readonly url: string; readonly cjApiUrl: string };

/** A merchant whose account has no limits, and every call made for them. */
async function openShop(database: TestDatabase, sandbox: Sandbox) {
  const calls: Call[] = [];
  const cj: Platform["cj"] = {
    baseUrls: { sandbox: sandbox.cjApiUrl },
    outgoingAddress: "bench",
    pacing: "none",
    fetch: (input, init = {}) => {
      calls.push({ url: String(input), init: { ...init, signal: null } });
      return fetch(input, init);
    },
  };
  const base = createTestPlatform(database.db, { cj });
  const platform = { ...base, clock: systemClock, config: { ...base.config, demo: true } };
  const { ctx } = await createStaffedMerchant(platform, "owner", { isDemo: true, credits: PRODUCTS * 4 });
  const account = await createSandboxControl(sandbox.url).accounts.create({ level: 5 });
  await connectCj(ctx, { apiKey: account.apiKey, environment: "sandbox" });
  await database.sql`update cj_connections set points_per_day = 1000000000`;
  return { platform, ctx, calls };
}
type Shop = Awaited<ReturnType<typeof openShop>>;

/** Products as merchants have them: every one came in by an import. @returns their ids at CJ, with a variant each */
async function stock({ platform, ctx }: Shop): Promise<{ vid: string; cents: number }[]> {
  const catalogue = new Catalogue("nexusone", 16_000);
  const pids = Array.from({ length: catalogue.size }, (_, index) => index)
    .filter((index) => !catalogue.isRemoved(index))
    .slice(0, PRODUCTS);
  for (let start = 0; start < pids.length; start += PER_IMPORT) {
    const items = pids.slice(start, start + PER_IMPORT).map((index) => ({ ref: catalogue.ids.pid(index) }));
    const preview = await previewImport(ctx, { items });
    await commitImport(ctx, { previewId: preview.id });
    await importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId: preview.id });
  }
  return pids.flatMap((index) => {
    const priced = catalogue.product(index).variants.find(({ priceCents }) => priceCents !== null);
    return priced ? [{ vid: priced.vid, cents: priced.priceCents! }] : [];
  });
}

/** One sync of everything, from its start to its end. */
async function sync({ platform, ctx }: Shop) {
  const start = performance.now();
  const { id: runId } = await startSync(ctx);
  await inventorySyncJob.handle(platform, { merchantId: ctx.merchantId, runId });
  const seconds = (performance.now() - start) / 1_000;
  const [run] = (await listRuns(ctx)).items;
  if (run?.state !== "done" || run.failed > 0) throw new Error(`the sync ended as ${JSON.stringify(run)}`);
  return { seconds, run };
}

/** The same answers, read as text and as JSON, and the changed costs written by one statement. */
async function floor(
  database: TestDatabase,
  { merchantId }: ServiceContext,
  calls: readonly Call[],
  changed: readonly { vid: string; usd: string }[],
): Promise<number> {
  const start = performance.now();
  const queue = [...calls];
  await Promise.all(
    Array.from({ length: FLOOR_AT_ONCE }, async () => {
      for (let call = queue.shift(); call; call = queue.shift()) {
        const response = await fetch(call.url, call.init);
        if (!response.ok) throw new Error(`${call.url} answered ${response.status}`);
        await response.json();
      }
    }),
  );
  await withMerchant(database.db, { merchantId }, (tx) =>
    tx.execute(sql`update product_variants v set cost_usd = c.usd
      from unnest(${sql.param(changed.map(({ vid }) => vid))}::text[], ${sql.param(changed.map(({ usd }) => usd))}::text[]) as c(vid, usd)
      where v.external_id = c.vid`),
  );
  return (performance.now() - start) / 1_000;
}

async function measure(database: TestDatabase, sandbox: Sandbox): Promise<Figures> {
  const control = createSandboxControl(sandbox.url);
  const shop = await openShop(database, sandbox);
  const variants = await stock(shop);
  await database.sql`vacuum analyze`;
  // What is read for the first time is written; from then on only what changed.
  await sync(shop);
  await database.sql`vacuum analyze`;
  const rounds: Round[] = [];
  const changes: number[] = [];
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    const step = Math.round(1 / CHANGED);
    const changed = variants.filter((_, at) => at % step === nth);
    const dearer = changed.map(({ vid, cents }) => ({ vid, usd: ((cents + 10) / 100).toFixed(2) }));
    for (const { vid, usd } of dearer) await control.products.setPrice(vid, Number(usd));
    shop.calls.length = 0;
    const { seconds, run } = await sync(shop);
    const other = await floor(database, shop.ctx, [...shop.calls], dearer);
    rounds.push({ ours: run.seen / seconds, floor: run.seen / other });
    changes.push(run.changed);
  }
  const ratio = median(rounds.map((one) => one.ours / one.floor));
  return {
    ours: round(median(rounds.map((one) => one.ours)), 1),
    floor: round(median(rounds.map((one) => one.floor)), 1),
    ratio: round(ratio),
    unit: "products/s",
    n: ROUNDS * variants.length,
    goal: `ratio >= ${GOAL}`,
    pass: ratio >= GOAL,
    changed: changes,
  };
}

await report("sync", () =>
  withDatabase((database) =>
    withChild(new URL("./import-sandbox.ts", import.meta.url).pathname, { size: 16_000 }, (sandbox: Sandbox) =>
      measure(database, sandbox),
    ),
  ),
);
