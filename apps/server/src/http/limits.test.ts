import { ANONYMOUS_LIMITS, MAX_BATCH, MERCHANT_LIMITS, PLAN_LIMITS, type Limit } from "@nexusone/contracts/limits";
import type { LimitsView as LimitsSchema } from "@nexusone/contracts/limits-view";
import { isDomainError } from "@nexusone/core/errors";
import { createDatabase } from "@nexusone/db/with-merchant";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { z } from "zod";
import { member, newApiKey, pairBrowser } from "../isolation/world.ts";
import { send, trpcDoor, type As } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { createLimiter, type Limiter } from "./limits.ts";

type LimitsView = z.infer<typeof LimitsSchema>;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
});
afterAll(() => server.stop());

/** What a limit of `max` may let through: a block of one process may be in hand when its window ends. */
const OVERSHOOT = 1.05;
const HOUR: Omit<Limit, "max"> = { windowMs: 3_600_000 };

async function outcome({ take }: Limiter, key: string, limit: Limit): Promise<"ok" | "refused"> {
  try {
    await take(key, limit);
    return "ok";
  } catch (error) {
    if (isDomainError(error) && error.reason === "request.too_many") return "refused";
    throw error;
  }
}

async function countOk(calls: readonly Promise<"ok" | "refused">[]): Promise<number> {
  return (await Promise.all(calls)).filter((one) => one === "ok").length;
}

const newOwner = async (plan: "free" | "pro" | "premium") => {
  const { id } = await createMerchant(server.platform.db, { plan });
  return { merchantId: id, owner: await member(server, id, "owner") };
};

const me = (as: As) => trpcDoor("identity.me").call(server.url, undefined, as);
const facets = (as: As) => trpcDoor("catalog.listFacets").call(server.url, undefined, as);
const from = (address: string): As => ({ headers: { "x-forwarded-for": address } });

it.each([
  [10, 40],
  [100, 330],
  [333, 1_100],
])("[SEC-01] [SEC-04] three processes together let through %i of %i requests at once", async (max, asked) => {
  const others = [1, 2].map(() => createDatabase({ url: server.database.appUrl, max: 3 }));
  const processes = [server.platform.db, ...others].map(createLimiter);
  const limit = { ...HOUR, max };
  const key = `exact:${max}`;
  const ask = (i: number) => outcome(processes[i % 3] as Limiter, key, limit);
  const passed = await countOk(Array.from({ length: asked }, (_, i) => ask(i)));
  expect(passed).toBe(max);
  // All know by now, and none asks Postgres again: the window is spent.
  for (const { take } of processes) {
    const refusal = { reason: "request.too_many", details: { seconds: expect.any(Number) } };
    await expect(take(key, limit)).rejects.toMatchObject(refusal);
  }
  for (const other of others) await other.close();
});

it("[SEC-01] a process that takes little leaves the rest to the others, but for one block", async () => {
  const [idle, busy] = [createLimiter(server.platform.db), createLimiter(server.platform.db)];
  const limit = { ...HOUR, max: 200 };
  expect(await outcome(idle, "idle", limit)).toBe("ok");
  const passed = await countOk(Array.from({ length: 300 }, () => outcome(busy, "idle", limit)));
  expect(passed + 1).toBeLessThanOrEqual(limit.max);
  expect(passed + 1).toBeGreaterThanOrEqual(limit.max * 0.95);
});

it("[SEC-01] the next window starts anew for three processes, with no more than 5 % from the one before", async () => {
  const limit = { windowMs: 1_500, max: 40 };
  const processes = [1, 2, 3].map(() => createLimiter(server.platform.db));
  const burst = () =>
    countOk(Array.from({ length: 60 }, (_, i) => outcome(processes[i % 3] as Limiter, "windows", limit)));
  expect(await burst()).toBe(40);
  await new Promise((resolve) => setTimeout(resolve, limit.windowMs + 50));
  const next = await burst();
  expect(next).toBeGreaterThanOrEqual(limit.max);
  expect(next).toBeLessThanOrEqual(limit.max * OVERSHOOT);
});

it("[SEC-01] [SEC-03] [SEC-04] Free lets a token do 100 requests in 15 minutes and refuses the next", async () => {
  const { owner } = await newOwner("free");
  const as = { bearer: owner.bearer };
  const { max } = PLAN_LIMITS.free.general;
  expect(max).toBe(100);
  const answers = [];
  for (let i = 0; i < 106; i += 1) answers.push(await facets(as));
  const first = answers.findIndex((answer) => answer.status === 429);
  expect(first).toBeGreaterThanOrEqual(95);
  expect(first).toBeLessThanOrEqual(105);
  expect(answers.slice(0, first).every((answer) => answer.status === 200)).toBe(true);
  expect(answers.slice(first).every((answer) => answer.reason === "request.too_many")).toBe(true);
  // Another address does not help: the limit is the person's.
  expect((await facets({ ...as, headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(429);
  // Nor does it touch their admin, nor anybody else.
  expect((await facets({ cookie: owner.cookie, merchantId: owner.ctx.merchantId })).status).toBe(200);
  const another = await member(server, owner.ctx.merchantId, "admin");
  expect((await facets({ bearer: another.bearer })).status).toBe(200);
});

it("[SEC-01] says in headers what is left, and how long to wait when nothing is", async () => {
  const { owner } = await newOwner("free");
  const as = { bearer: owner.bearer };
  const numbers = (headers: Headers) =>
    ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"].map((name) => Number(headers.get(name) ?? "NaN"));
  for (let used = 1; used <= 100; used += 1) {
    const [limit, remaining, reset] = numbers((await facets(as)).headers);
    expect([limit, remaining]).toEqual([100, 100 - used]);
    expect(reset).toBeGreaterThan(800);
    expect(reset).toBeLessThanOrEqual(900);
  }
  const rest = await send(`${server.url}/api/dropshipping/products`, {
    headers: { authorization: `Bearer ${owner.bearer}` },
  });
  for (const refused of [await facets(as), rest]) {
    expect(refused.status).toBe(429);
    expect(numbers(refused.headers).slice(0, 2)).toEqual([100, 0]);
    const retryAfter = Number(refused.headers.get("retry-after"));
    expect(retryAfter).toBeGreaterThan(800);
    expect(retryAfter).toBeLessThanOrEqual(900);
  }
});

it("[SEC-02] heavy operations have a smaller bucket of their own", async () => {
  const { owner } = await newOwner("free");
  expect(PLAN_LIMITS.free.heavy).toEqual({ windowMs: 60_000, max: 10 });
  const heavy = () => trpcDoor("cj.test").call(server.url, {}, { bearer: owner.bearer });
  const answers = [];
  for (let i = 0; i < 12; i += 1) answers.push(await heavy());
  // No CJ account is connected: whatever they answer, the first ten were let through.
  expect(answers.map(({ reason }) => reason)).toEqual([
    ...Array.from({ length: 10 }, () => "cj.not_connected"),
    "request.too_many",
    "request.too_many",
  ]);
  expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  expect((await facets({ bearer: owner.bearer })).status).toBe(200);
});

it("[SEC-04] a paired browser shares the plan's bucket of who paired it", async () => {
  const { owner } = await newOwner("premium");
  const { accessToken } = await pairBrowser(owner);
  const first = await facets({ bearer: owner.bearer });
  const second = await facets({ bearer: accessToken });
  expect(Number(second.headers.get("ratelimit-limit"))).toBe(PLAN_LIMITS.premium.general.max);
  expect(Number(second.headers.get("ratelimit-remaining"))).toBe(Number(first.headers.get("ratelimit-remaining")) - 1);
});

it("[SEC-03] [SEC-04] an API key counts as its creator, and more keys do not give more", async () => {
  const { owner } = await newOwner("free");
  const keys = [await newApiKey(owner, ["catalog:read"]), await newApiKey(owner, ["catalog:read"])];
  const left = async (as: As) => Number((await facets(as)).headers.get("ratelimit-remaining"));
  expect(await left({ bearer: owner.bearer })).toBe(99);
  expect(await left({ apiKey: keys[0]?.key })).toBe(98);
  expect(await left({ bearer: keys[1]?.key })).toBe(97);
  // A refused key is nobody, and counts by address.
  expect(await left({ apiKey: "nx_none" })).toBeGreaterThan(99);
});

it("[SEC-04] a merchant's people share a limit of the merchant, whoever of them asks", async () => {
  const { owner, merchantId } = await newOwner("free");
  const { max } = MERCHANT_LIMITS.free.general;
  expect(max).toBe(500);
  await server.database.sql`insert into rate_windows (key, window_ms, started_at, taken)
    values (${`general:merchant:${merchantId}`}, ${PLAN_LIMITS.free.general.windowMs}, clock_timestamp(), ${max - 3})`;
  const people = [owner, await member(server, merchantId, "admin"), await member(server, merchantId, "support")];
  const answers = [];
  for (const { bearer } of people) answers.push(await facets({ bearer }));
  expect(answers.map(({ headers }) => headers.get("ratelimit-remaining"))).toEqual(["2", "1", "0"]);
  expect(answers.every(({ headers }) => headers.get("ratelimit-limit") === "500")).toBe(true);
  const late = await member(server, merchantId, "product_editor");
  const refused = await facets({ bearer: late.bearer });
  expect(refused).toMatchObject({ status: 429, reason: "request.too_many" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  // Their pages are not programs, and another merchant is another.
  expect((await facets({ cookie: late.cookie, merchantId })).status).toBe(200);
  expect((await facets({ bearer: (await newOwner("free")).owner.bearer })).status).toBe(200);
});

it("[SEC-01] [SEC-02] [SEC-04] tells people their own use, to the request", async () => {
  const { owner, merchantId } = await newOwner("free");
  const use = async (as: As) => {
    const { value } = await trpcDoor("limits.getUse").call(server.url, undefined, as);
    return value as LimitsView;
  };
  const of = (view: LimitsView, holder: string, weight = "general") =>
    view.limits.find((one) => one.holder === holder && one.weight === weight);
  const inAdmin = { cookie: owner.cookie, merchantId };
  const before = await use(inAdmin);
  expect(of(before, "user")).toEqual({
    holder: "user",
    weight: "general",
    max: 100,
    used: 0,
    windowSeconds: 900,
    resetsAt: null,
  });
  expect(of(before, "session")).toMatchObject({ used: 1, max: 20_000 });
  for (let i = 0; i < 7; i += 1) await facets({ bearer: owner.bearer });
  await trpcDoor("cj.test").call(server.url, {}, { bearer: owner.bearer });
  const after = await use(inAdmin);
  expect(of(after, "user")).toMatchObject({ used: 8, resetsAt: expect.any(String) });
  expect(of(after, "user", "heavy")).toMatchObject({ used: 1, max: 10, windowSeconds: 60 });
  expect(of(after, "merchant")).toMatchObject({ used: 8, max: 500 });
  // Somebody else of the merchant has used nothing of their own, and sees the merchant's.
  const other = await member(server, merchantId, "support");
  const seen = await use({ cookie: other.cookie, merchantId });
  expect([of(seen, "user")?.used, of(seen, "merchant")?.used]).toEqual([0, 8]);
  const { key } = await newApiKey(owner, ["settings:read"]);
  const byKey = await send(`${server.url}/api/limits`, { headers: { "x-api-key": key } });
  expect(byKey.value).toMatchObject({
    plan: "free",
    limits: [{ holder: "user", used: 9, window_seconds: 900 }, {}, {}, {}],
  });
});

it("[SEC-04] a batch counts once, and once as heavy however many heavy calls it holds", async () => {
  const { owner } = await newOwner("free");
  const headers = { authorization: `Bearer ${owner.bearer}` };
  const batch = (paths: readonly string[]) => {
    const input = JSON.stringify(Object.fromEntries(paths.map((_, i) => [i, {}])));
    const query = new URLSearchParams({ batch: "1", input });
    return send(`${server.url}/api/trpc/${paths.join(",")}?${query}`, { headers });
  };
  const twenty = Array.from({ length: MAX_BATCH }, () => "catalog.listFacets");
  for (let i = 0; i < 100; i += 1) expect((await batch(i % 10 === 0 ? twenty : ["billing.getPlan"])).status).toBe(200);
  expect((await batch(twenty)).status).toBe(429);

  const { owner: other } = await newOwner("free");
  headers.authorization = `Bearer ${other.bearer}`;
  for (let i = 0; i < 10; i += 1) {
    const { value } = await batch(["cj.listTrending", "cj.listProducts", "cj.listTrending"]);
    expect(JSON.stringify(value)).not.toContain("request.too_many");
  }
  expect(JSON.stringify((await batch(["cj.listTrending"])).value)).toContain("request.too_many");
});

it.each([
  ["trpc", ","],
  ["trpc", "%2C"],
  ["trpc", "%2c"],
  ["trpc", "%252C"],
  ["%74rpc", ","],
])("[SEC-04] refuses a batch of 21 at /api/%s joined by %s before anything runs", async (prefix, comma) => {
  const path = Array.from({ length: MAX_BATCH + 1 }, () => "identity.me").join(comma);
  const { status, reason, headers } = await send(`${server.url}/api/${prefix}/${path}?batch=1`);
  expect({ status, reason }).toEqual({ status: 400, reason: "request.batch_too_large" });
  expect(headers.get("ratelimit-limit")).toBeNull();
});

it("[SEC-04] nobody in particular is counted by address", async () => {
  const { max } = ANONYMOUS_LIMITS.general;
  const answers = [];
  for (let i = 0; i < 20; i += 1) answers.push(me(from("198.51.100.1")));
  const seen = await Promise.all(answers);
  expect(seen.every((answer) => answer.reason === "request.unauthenticated")).toBe(true);
  await server.database.sql`update rate_windows set taken = ${max} where key = 'general:address:198.51.100.1'`;
  const later = await Promise.all(Array.from({ length: 40 }, () => me(from("198.51.100.1"))));
  expect(later.filter((answer) => answer.reason === "request.unauthenticated").length).toBeLessThanOrEqual(max * 0.05);
  expect(later.at(-1)?.reason).toBe("request.too_many");
  expect((await me(from("198.51.100.2"))).reason).toBe("request.unauthenticated");
});

it("[SEC-04] live connections are counted too", async () => {
  const { owner } = await newOwner("free");
  const before = Number((await facets({ bearer: owner.bearer })).headers.get("ratelimit-remaining"));
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`);
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send(JSON.stringify({ auth: owner.bearer }));
  await new Promise((resolve) => socket.once("message", resolve));
  socket.terminate();
  expect(Number((await facets({ bearer: owner.bearer })).headers.get("ratelimit-remaining"))).toBe(before - 2);
});
