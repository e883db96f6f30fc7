import { randomUUID } from "node:crypto";
import { API_KEY_SCOPES } from "@nexusone/contracts/permissions";
import type { ApiKeyId, UserId } from "@nexusone/contracts/ids";
import { connectCj } from "@nexusone/core/cj/connect-cj";
import { DAY_MS, fixedClock } from "@nexusone/core/clock";
import type { ServiceContext } from "@nexusone/core/context";
import type { EventHub } from "@nexusone/core/events/hub";
import { saveSettings } from "@nexusone/core/fulfilment/settings";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { previewImport } from "@nexusone/core/imports/preview-import";
import { saveInventorySettings } from "@nexusone/core/inventory/settings";
import type { Platform } from "@nexusone/core/platform";
import { createSandboxControl } from "@nexusone/sandbox/control";
import { hexDigits } from "@nexusone/sandbox/random";
import type { Story } from "@nexusone/sandbox/story/types";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import type { TestDatabase } from "@nexusone/testing/database";
import { readConfig } from "../../apps/server/src/config.ts";
import { createServer } from "../../apps/server/src/http/app.ts";
import { countIn, createMetrics } from "../../apps/server/src/observe/metrics.ts";
import { startUsageCounter } from "@nexusone/core/analytics/usage-counter";
import { openDesk } from "./desk.ts";
import type { SandboxReady } from "./sandbox.ts";

/** More than bringing a product in takes of CJ's points, and as many as one preview holds. */
const POINTS_PER_IMPORT = 40;
const MOST_PER_IMPORT = 200;
const silent = (): void => undefined;
/** Nobody watches the screens of this shop, and events are numbered by the desk alone. */
const NO_HUB: EventHub = {
  subscribe: () => silent,
  wake: silent,
  lastSeq: () => 0,
  onAdvance: () => silent,
  listenerCount: () => 0,
  stop: async () => undefined,
};

/** The merchant of a story on the real program: its HTTP server for CJ's messages, its workers, its verbs; a clock that is moved by hand. */
export async function openShop(database: TestDatabase, sandbox: SandboxReady, story: Story) {
  const control = createSandboxControl(sandbox.url);
  const { terms } = story;
  const perImport = Math.min(MOST_PER_IMPORT, Math.max(1, Math.floor(terms.pointsPerDay / POINTS_PER_IMPORT)));
  const batches = Math.ceil(story.goods.length / perImport);
  // Products come in before the story begins, a batch a day, since an account has so many points a day.
  const clock = fixedClock(new Date(Date.parse(story.startsAt) - (batches + 1) * DAY_MS));
  const desk = openDesk(clock);
  const faults: unknown[] = [];
  const base = createTestPlatform(database.db, {
    cj: { baseUrls: { sandbox: sandbox.cjApiUrl }, outgoingAddress: "simulate", pacing: "none" },
    log: { debug: silent, info: silent, warn: silent, error: (fields) => void faults.push(fields) },
    jobs: desk.queue,
  });
  const metrics = createMetrics();
  const usage = startUsageCounter({ ...base, clock });
  const before: Platform = { ...base, clock, usage: countIn(usage, metrics), config: { ...base.config, demo: true } };
  // The address is known when it listens, and everything that is made later names it.
  const config = { ...before.config };
  const platform: Platform = { ...before, config };
  const app = await createServer({
    config: readConfig({ PORT: "0" }),
    platform,
    hub: NO_HUB,
    metrics,
    queueReady: () => true,
  });
  Object.assign(config, { publicUrl: await app.listen({ port: 0, host: "127.0.0.1" }) });
  const advanceTo = async (at: Date): Promise<void> => {
    clock.advance(at.getTime() - clock.now().getTime());
    await control.clock.hold(at.toISOString());
  };

  await advanceTo(clock.now());
  const { ctx } = await createStaffedMerchant(platform, "owner", {
    id: merchantIdOf(story.seed),
    isDemo: true,
    credits: story.goods.length * 4,
    currency: terms.currency,
    destinationCountry: terms.country,
    vatRateBps: terms.vatBps,
    pricesIncludeVat: true,
    duty: { kind: "none" },
    defaultPriceRule: { kind: "multiplier", factor: String(terms.costFactor), of: "cost" },
    carrierMaxDays: terms.carrierMaxDays,
    floorMarginBps: terms.floorBps,
    maxRiseBps: terms.maxRiseBps,
    commissionBps: terms.platformBps,
  });
  const account = await control.accounts.create({ level: 5, points: terms.pointsPerDay });
  await connectCj(ctx, { apiKey: account.apiKey, environment: "sandbox" });
  await database.sql`update cj_connections set points_per_day = ${terms.pointsPerDay}`;
  for (let start = 0; start < story.goods.length; start += perImport) {
    const items = story.goods.slice(start, start + perImport).map(({ pid }) => ({ ref: pid }));
    const preview = await previewImport(ctx, { items });
    await commitImport(ctx, { previewId: preview.id });
    await desk.settle(platform, ctx.merchantId);
    await advanceTo(new Date(clock.now().getTime() + DAY_MS));
  }
  await saveInventorySettings(ctx, { schedule: "weekly", weekday: 1 });
  await saveSettings(ctx, { automation: "pay", dailyLimitUsdMinor: terms.dailyLimitUsdMinor });
  await desk.settle(platform, ctx.merchantId);
  return {
    database,
    story,
    control,
    desk,
    platform,
    ctx,
    account,
    faults,
    clock,
    advanceTo,
    till: tillOf(ctx),
    close: async (): Promise<void> => {
      await app.close();
      await usage.stop();
    },
  };
}
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** A program with a key: orders and payments come from the merchant's own shop, not from a person. */
function tillOf(ctx: ServiceContext): ServiceContext {
  if (ctx.actor.kind !== "user") throw new Error("the merchant is made with a person");
  const { userId, role } = ctx.actor;
  const key = { keyId: randomUUID() as ApiKeyId, scopes: API_KEY_SCOPES }; // an id like any other
  return { ...ctx, actor: { kind: "api_key", userId: userId as UserId, name: "Till", role, ...key } };
}

/** Of the seed, since what a merchant's schedule does in which minute of the night follows from it. */
function merchantIdOf(seed: string): string {
  const hex = hexDigits(`${seed}:merchant`, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join("-");
}
