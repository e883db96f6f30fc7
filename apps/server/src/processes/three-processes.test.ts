import { setTimeout as sleep } from "node:timers/promises";
import { PLAN_LIMITS } from "@nexusone/contracts/limits";
import { DEMO_PASSWORD } from "@nexusone/core/merchants/seed-demo";
import type { LoggedRequest } from "@nexusone/sandbox/control-types";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Merchant } from "../crash/merchant.ts";
import type { Program } from "../crash/program.ts";
import { openStream } from "../http/streams.fixture.ts";
import { send, trpcDoor } from "../testing/call.ts";
import { openInstallation, type Installation } from "./installation.fixture.ts";

/** Three whole programs on one Postgres: each serves, works and looks at the clock. */
let installation: Installation;
let programs: readonly [Program, Program, Program];
let owner: Merchant;
const FREE = "free@demo.nexusone.test";

beforeAll(async () => {
  // At CJ's own pace: a call too many is refused, and stands in its log.
  installation = await openInstallation({ fullSpeed: false });
  const first = await installation.start("all");
  programs = [first, ...(await Promise.all([installation.start("all"), installation.start("all")]))];
  owner = await installation.merchantAt(first);
}, 120_000);
afterAll(() => installation.stop());

const at = (nth: number): Program => programs[nth % 3] ?? programs[0];

it("[RTM-01] a browser at one process sees at once what the others wrote, in one order", async () => {
  const browser = await openStream(at(0).url, owner.as);
  const rename = trpcDoor("merchants.updateSettings");
  // What the shop does by itself is told as well.
  const renamed = () => browser.events.filter(({ type }) => type === "merchant.updated");
  const waits: number[] = [];
  for (let nth = 1; nth <= 10; nth += 1) {
    // Off the beat of anybody's clock.
    await sleep(70);
    const writer = at(1 + (nth % 2));
    const { reason } = await rename.call(writer.url, { name: `Shop ${nth}` }, owner.as);
    expect(reason).toBeUndefined();
    const written = performance.now();
    await vi.waitFor(() => expect(renamed()).toHaveLength(nth), { timeout: 20_000, interval: 5 });
    waits.push(performance.now() - written);
  }
  const seqs = browser.events.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(waits.toSorted((a, b) => a - b)[5], waits.join()).toBeLessThan(1_000);
  browser.stop();
});

it("[SEC-01] [SEC-04] a person's requests count together, whichever process they reach", async () => {
  const token = await send(`${at(0).url}/api/trpc/identity.issueToken`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-nexus-client": "test" },
    body: JSON.stringify({ email: FREE, password: DEMO_PASSWORD }),
  });
  const { accessToken } = token.value as { accessToken: string };
  const { max } = PLAN_LIMITS.free.general;
  const ask = (nth: number) => trpcDoor("catalog.listFacets").call(at(nth).url, undefined, { bearer: accessToken });
  const answers = [];
  for (let wave = 0; wave < 6; wave += 1)
    answers.push(...(await Promise.all(Array.from({ length: 30 }, (_, nth) => ask(wave + nth)))));
  const allowed = answers.filter(({ status }) => status === 200).length;
  expect(allowed).toBeGreaterThanOrEqual(max);
  expect(allowed).toBeLessThanOrEqual(max * 1.05);
  expect(answers.filter(({ reason }) => reason === "request.too_many")).toHaveLength(answers.length - allowed);
  // Every one of them knows.
  for (const nth of [0, 1, 2]) expect((await ask(nth)).status).toBe(429);
});

it("[CJA-03] calls to CJ keep to each account's rate and to the address's, from three processes at once", async () => {
  const { control } = installation.sandbox;
  const shops = [owner, await installation.merchantAt(at(1), FREE)];
  for (const shop of shops) {
    const { apiKey } = await control.accounts.create({ level: 5 });
    await shop.get("cj.disconnect", {});
    await shop.get("cj.connect", { apiKey, environment: "sandbox" });
  }
  await sleep(1_200);
  await control.requests.clear();
  // Two accounts of six calls a second are two more than their address may make.
  const calls = shops.flatMap((shop) =>
    Array.from({ length: 21 }, (_, nth) => trpcDoor("cj.test").call(at(nth).url, {}, shop.as)),
  );
  const answers = await Promise.all(calls);
  for (const { reason } of answers) expect([undefined, "cj.rate_limited"]).toContain(reason);
  const log = await control.requests.list({ vendor: "cj-api" });
  const made = answers.filter(({ reason }) => reason === undefined).length;
  expect(made).toBeGreaterThan(20);
  // A machine that stalls between a slot and its call may bring one too near to the next; three that did not count together
  // would send three times as many.
  const throttled = log.filter(({ status, code }) => status === 429 || code === 1_600_200);
  expect(throttled.length).toBeLessThanOrEqual(log.length * 0.05);
  expect(log.length - throttled.length).toBe(made);
  expect(mostInASecond(log)).toBeLessThanOrEqual(10 + throttled.length);
  const accounts = Map.groupBy(log, ({ headers }) => headers["cj-access-token"]);
  expect(accounts.size).toBe(2);
  for (const ofOne of accounts.values()) expect(mostInASecond(ofOne)).toBeLessThanOrEqual(6 + throttled.length);
}, 60_000);

it("[JOB-01] a cron slot runs once", async () => {
  const { sql } = installation.database;
  const slot = new Date(Math.ceil(Date.now() / 60_000) * 60_000);
  const runs = () => sql`select state from jobs.job where name = 'maintenance' and created_on >= ${slot}`;
  await vi.waitFor(async () => expect(await runs()).not.toEqual([]), { timeout: 75_000, interval: 500 });
  // Long enough for each of the three to look at its clock again.
  await sleep(7_000);
  expect([...(await runs())]).toEqual([{ state: "completed" }]);
}, 120_000);

/** The most that began within one second of each other. */
function mostInASecond(requests: readonly LoggedRequest[]): number {
  const times = requests.map(({ at: iso }) => Date.parse(iso)).toSorted((a, b) => a - b);
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));
}
