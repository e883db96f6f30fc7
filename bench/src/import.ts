import { connectCj } from "@nexusone/core/cj/connect-cj";
import { systemClock } from "@nexusone/core/clock";
import type { ServiceContext } from "@nexusone/core/context";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { importProductsJob } from "@nexusone/core/imports/import-products-job";
import { previewImport } from "@nexusone/core/imports/preview-import";
import type { Platform } from "@nexusone/core/platform";
import { Catalogue } from "@nexusone/sandbox/catalogue/catalogue";
import { createSandboxControl } from "@nexusone/sandbox/control";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import type { TestDatabase } from "@nexusone/testing/database";
import { insertRows, rowsSince } from "./lib/copy-rows.ts";
import { withChild, withDatabase } from "./lib/ground.ts";
import { report, round, type Figures } from "./lib/report.ts";
import { median, type Round } from "./lib/rounds.ts";

/** 1,000 products in slices, so that ours and the floor take turns on the same machine. */
const SLICES = 5;
const PER_SLICE = 200;
const WARM_UP = 40;
const FLOOR_AT_ONCE = 8;
const GOAL = 0.5;

type Slice = Round & { readonly calls: number; /** Of the time ours took. */ readonly previewShare: number };
type Call = { readonly url: string; readonly init: RequestInit };

/** A merchant whose account has no limits, and every call made for them. */
async function openShop(database: TestDatabase, sandbox: { url: string; cjApiUrl: string }) {
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
  const staffed = await createStaffedMerchant(platform, "owner", { isDemo: true });
  const account = await createSandboxControl(sandbox.url).accounts.create({ level: 5 });
  await connectCj(staffed.ctx, { apiKey: account.apiKey, environment: "sandbox" });
  await database.sql`update cj_connections set points_per_day = 1000000000`;
  calls.length = 0;
  return { platform, ctx: staffed.ctx, calls };
}
type Shop = Awaited<ReturnType<typeof openShop>>;

/** Preview, commit and the job that carries it out. @returns the seconds it took and how many products came in. */
async function importSlice({ platform, ctx }: Shop, refs: readonly string[]) {
  const start = performance.now();
  const preview = await previewImport(ctx, { items: refs.map((ref) => ({ ref })) });
  const previewed = performance.now();
  await commitImport(ctx, { previewId: preview.id });
  await importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId: preview.id });
  const end = performance.now();
  const excluded = preview.rows.find((row) => row.status !== "ok");
  if (excluded) throw new Error(`${excluded.ref} was left out: ${excluded.reason}`);
  return { seconds: (end - start) / 1_000, previewSeconds: (previewed - start) / 1_000 };
}

/** The same calls and the same rows. */
async function floorSlice(
  database: TestDatabase,
  ctx: ServiceContext,
  calls: readonly Call[],
  since: Date,
  to: string,
) {
  const rows = await rowsSince(database, ctx.merchantId, since);
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
  await insertRows(database.db, to, rows);
  return (performance.now() - start) / 1_000;
}

async function measure(database: TestDatabase, sandbox: { url: string; cjApiUrl: string }): Promise<Figures> {
  const shop = await openShop(database, sandbox);
  const copy = await createStaffedMerchant(shop.platform, "owner", { credits: 0 });
  const catalogue = new Catalogue("nexusone", 2_000);
  const refs = Array.from({ length: 2_000 }, (_, index) => index)
    .filter((index) => !catalogue.isRemoved(index))
    .map((index) => catalogue.ids.pid(index));
  const slice = async (size: number): Promise<Slice> => {
    const since = new Date();
    shop.calls.length = 0;
    const { seconds, previewSeconds } = await importSlice(shop, refs.splice(0, size));
    const calls = [...shop.calls];
    const floor = await floorSlice(database, shop.ctx, calls, since, copy.merchant.id);
    return { ours: size / seconds, floor: size / floor, calls: calls.length, previewShare: previewSeconds / seconds };
  };
  await slice(WARM_UP);
  const rounds: Slice[] = [];
  for (let round = 0; round < SLICES; round += 1) rounds.push(await slice(PER_SLICE));
  const ratio = median(rounds.map((one) => one.ours / one.floor));
  return {
    ours: round(median(rounds.map((one) => one.ours)), 1),
    floor: round(median(rounds.map((one) => one.floor)), 1),
    ratio: round(ratio),
    unit: "products/s",
    n: SLICES * PER_SLICE,
    goal: `ratio >= ${GOAL}`,
    pass: ratio >= GOAL,
    calls: rounds.reduce((sum, one) => sum + one.calls, 0),
    previewShare: round(median(rounds.map((one) => one.previewShare))),
  };
}

await report("import", () =>
  withDatabase((database) =>
    withChild(
      new URL("./import-sandbox.ts", import.meta.url).pathname,
      {},
      (sandbox: { url: string; cjApiUrl: string }) => measure(database, sandbox),
    ),
  ),
);
