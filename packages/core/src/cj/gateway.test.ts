import { createDatabase } from "@nexusone/db/with-merchant";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { connectCj } from "./connect-cj.ts";
import { ACCESS_PURPOSE } from "./connection.ts";
import { withCj } from "./gateway.ts";
import { getCjStatus } from "./get-cj-status.ts";
import { listCjProducts, listTrendingProducts } from "./list-cj-products.ts";
import { listCjUsage } from "./list-cj-usage.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
afterEach(() => shop.sandbox.control.faults.clear());

const productOf = (ctx: ServiceContext, pid: string) =>
  withCj(ctx, ({ client }) => client.getProduct({ pid, inventory: true }));
const settings = (ctx: ServiceContext) => withCj(ctx, ({ client }) => client.getSettings());
const tokenCalls = async () =>
  (await shop.sandbox.control.requests.list({ vendor: "cj-api", path: "/authentication" })).map((call) => call.path);

/** The stored token is over; CJ itself would still take it. */
const expireToken = (merchantId: string) =>
  shop.database.sql`update cj_connections set access_expires_at = '2020-01-01' where merchant_id = ${merchantId}`;

describe("gateway to CJ", () => {
  it("[CJA-02] ten processes that find the token over make one token call, and all go on", async () => {
    const { ctx, merchantId } = await shop.merchant();
    await expireToken(merchantId);
    await shop.sandbox.control.requests.clear();
    const processes = Array.from({ length: 10 }, () =>
      shop.process({ db: createDatabase({ url: shop.database.appUrl, max: 2 }) }),
    );
    await Promise.all(processes.map((platform) => settings({ ...ctx, platform })));
    expect(await tokenCalls()).toEqual(["/authentication/refreshAccessToken"]);
    const [row] = await shop.database
      .sql`select token_version as version from cj_connections where merchant_id = ${merchantId}`;
    expect(row?.["version"]).toBe(1);
    await Promise.all(processes.map((platform) => platform.db.close()));
  });

  it("[CJA-02] a token CJ refuses is replaced once for many callers, and the calls succeed", async () => {
    const { ctx, merchantId } = await shop.merchant();
    // All three hold it before any of them hears that it is none: a fault would also strike whoever comes with the new one.
    await shop.database.sql`update cj_connections
      set access_token_sealed = ${shop.platform.keyring.seal("refused", ACCESS_PURPOSE)} where merchant_id = ${merchantId}`;
    await shop.sandbox.control.requests.clear();
    const answers = await Promise.all([1, 2, 3].map(() => settings(ctx)));
    expect(answers.map((answer) => answer.qpsLimit)).toEqual([6, 6, 6]);
    expect(await tokenCalls()).toEqual(["/authentication/refreshAccessToken"]);
  });

  it("[CJA-02] with a dead refresh token logs in with the key; openId survives a refresh", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const openId = async () =>
      (
        await shop.database.sql`select open_id_sealed as sealed from cj_connections where merchant_id = ${merchantId}`
      )[0]?.["sealed"];
    const before = await openId();
    await expireToken(merchantId);
    await settings(ctx);
    expect(await openId()).toBe(before);
    await shop.database
      .sql`update cj_connections set access_expires_at = '2020-01-01', refresh_expires_at = '2020-01-01' where merchant_id = ${merchantId}`;
    await shop.sandbox.control.requests.clear();
    await settings(ctx);
    expect(await tokenCalls()).toEqual(["/authentication/getAccessToken"]);
  });

  it("[CJA-02] when CJ takes neither token nor key the connection says so", async () => {
    const { ctx, merchantId } = await shop.merchant();
    await expireToken(merchantId);
    await shop.sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/authentication" },
      kind: "token_invalid",
    });
    await expect(settings(ctx)).rejects.toMatchObject({ reason: "cj.key_rejected" });
    expect((await getCjStatus(ctx)).connection).toMatchObject({ status: "failing", reason: "cj.key_rejected" });
  });

  it("[CJA-03] points are counted before they are spent, correct over parallel callers, and return with the UTC day", async () => {
    const { ctx, merchantId } = await shop.merchant({}, { points: 120 });
    const platform = shop.process();
    const mine = { ...ctx, platform };
    const { pid } = await shop.sandbox.control.products.find("single");
    const results = await Promise.allSettled(Array.from({ length: 15 }, () => productOf(mine, pid)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(12);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "cj.points_exhausted" });
    expect((await getCjStatus(mine)).connection).toMatchObject({ pointsUsedToday: 120, pointsPerDay: 120 });
    // The three refused never reached CJ.
    const [made] = await shop.database
      .sql`select count(*)::int as n, sum(points)::int as points from cj_api_usage where merchant_id = ${merchantId} and endpoint = 'product/query'`;
    expect(made).toEqual({ n: 12, points: 120 });
    platform.clock.advance(DAY_MS);
    await shop.sandbox.control.clock.set(platform.clock.now().toISOString());
    expect((await productOf(mine, pid)).pid).toBe(pid);
    expect((await getCjStatus(mine)).connection).toMatchObject({ pointsUsedToday: 10 });
  });

  it("[CJA-03] CJ's own word that the points are gone is believed, and a throttled call costs none", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("single");
    await shop.sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/product" },
      kind: "throttle_200",
      times: 2,
    });
    await expect(productOf(ctx, pid)).rejects.toMatchObject({ reason: "cj.rate_limited" });
    expect((await getCjStatus(ctx)).connection).toMatchObject({ pointsUsedToday: 0 });
    await shop.sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/product" },
      kind: "points_exhausted",
      times: 1,
    });
    await expect(productOf(ctx, pid)).rejects.toMatchObject({ reason: "cj.points_exhausted" });
    expect((await getCjStatus(ctx)).connection).toMatchObject({ pointsUsedToday: 50_000 });
    await expect(productOf(ctx, pid)).rejects.toMatchObject({ reason: "cj.points_exhausted" });
  });

  it.each(["throttle_200", "throttle_429"] as const)(
    "[CJA-03] a call throttled once (%s) is made again and answers",
    async (kind) => {
      const { ctx } = await shop.merchant();
      const { pid } = await shop.sandbox.control.products.find("single");
      await shop.sandbox.control.faults.add({ match: { vendor: "cj-api", path: "/product" }, kind, times: 1 });
      expect((await productOf(ctx, pid)).pid).toBe(pid);
      const calls = (await listCjUsage(ctx)).items.filter(({ endpoint }) => endpoint === "product/query");
      expect(calls.map(({ failure, points }) => [failure, points])).toEqual([
        [null, 10],
        ["rate_limited", 0],
      ]);
    },
  );

  it("[CJA-03] every call is a row, failed ones included, and another merchant sees none of them", async () => {
    const [a, b] = [await shop.merchant(), await shop.merchant()];
    await listCjProducts(a.ctx, {});
    await shop.sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/product" },
      kind: "status",
      status: 502,
      times: 1,
    });
    await expect(listTrendingProducts(a.ctx, {})).rejects.toMatchObject({ reason: "cj.unavailable" });
    const first = await listCjUsage(a.ctx, { limit: 1 });
    expect(first.items[0]).toMatchObject({
      endpoint: "product/listV2",
      failure: "unavailable",
      httpStatus: 502,
      points: 50,
    });
    const second = await listCjUsage(a.ctx, { limit: 1, cursor: first.nextCursor! });
    expect(second.items[0]).toMatchObject({ endpoint: "product/listV2", failure: null, httpStatus: 200 });
    expect((await listCjUsage(b.ctx)).items.filter((call) => call.endpoint === "product/listV2")).toEqual([]);
    await expect(listCjUsage(a.ctx, { cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ reason: "request.invalid" });
  });

  it("[CJA-01] [UIX-06] passes on that CJ refuses a request, with CJ's code, and asks no second time", async () => {
    const { ctx } = await shop.merchant();
    let asked = 0;
    const refusing: typeof fetch = async () => {
      asked += 1;
      return Response.json({ code: 1_600_100, result: false, message: "Param error", data: null });
    };
    const platform = shop.process({ cj: { ...ctx.platform.cj, fetch: refusing } });
    await expect(settings({ ...ctx, platform })).rejects.toMatchObject({
      reason: "cj.rejected",
      details: { code: 1_600_100 },
    });
    expect(asked).toBe(1);
  });

  it("[CJA-01] refuses to be used inside a transaction", async () => {
    const { ctx } = await shop.merchant();
    await expect(inMerchantTx(ctx, (tx) => settings({ ...ctx, tx }))).rejects.toThrow(/transaction/);
  });
});

describe("pace of calls to CJ", () => {
  it("[CJA-03] two processes of one slow account never exceed its rate, and a second account is not held up by it", async () => {
    const paced = await openShop({ fullSpeed: false });
    try {
      const slow = await createStaffedMerchant(paced.platform, "owner", { isDemo: true });
      const account = await paced.sandbox.control.accounts.create({ level: 1 });
      await connectCj(slow.ctx, { apiKey: account.apiKey, environment: "sandbox" });
      const other = await paced.merchant({}, { level: 5 });
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      const second = paced.process({ db: createDatabase({ url: paced.database.appUrl, max: 2 }) });
      const start = performance.now();
      let answered = 0;
      const calls = [slow.ctx, { ...slow.ctx, platform: second }, slow.ctx, { ...slow.ctx, platform: second }].map(
        async (ctx) => {
          await settings(ctx);
          answered += 1;
        },
      );
      await settings(other.ctx);
      // In a queue with them it would come after all four.
      expect(answered).toBeLessThan(3);
      await Promise.all(calls);
      expect(performance.now() - start).toBeGreaterThan(3_500);
      const late = await Promise.allSettled(Array.from({ length: 24 }, () => settings(slow.ctx)));
      const refused = late.filter((result) => result.status === "rejected");
      expect(refused.length).toBeGreaterThan(0);
      for (const result of refused) expect(result.reason).toMatchObject({ reason: "cj.rate_limited" });
      // Who gave up took no place in the queue: the next caller waits one slot, not two dozen, which is longer than anybody may wait.
      await settings(slow.ctx);
      const log = await paced.sandbox.control.requests.list({ vendor: "cj-api", path: "/setting" });
      const callers = Map.groupBy(log, ({ headers }) => headers["cj-access-token"]);
      const arrived = [...callers.values()]
        .reduce((a, b) => (a.length > b.length ? a : b))
        .map(({ at }) => Date.parse(at));
      expect(arrived.length).toBeGreaterThan(8);
      // On a busy machine a call may arrive later than its turn, never earlier: no run of them is faster than the pace.
      const tooEarly = arrived.map((at, nth) => at - (arrived[0] ?? 0) - nth * 1_200).filter((by) => by < -1_000);
      expect(tooEarly).toEqual([]);
      await second.db.close();
    } finally {
      await paced.close();
    }
  });
});
