import { randomUUID } from "node:crypto";
import { recordEvent } from "@nexusone/core/events/record-event";
import { installQueues, startQueue } from "@nexusone/core/jobs/boss-queue";
import { deliverDue } from "@nexusone/core/webhooks/deliver-due";
import { inMerchantTx } from "@nexusone/core/transaction";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openStream } from "../http/streams.fixture.ts";
import { sentWebhook } from "../isolation/webhook-world.ts";
import { buildWorld, nextPid, type World } from "../isolation/world.ts";
import { JOBS } from "../jobs.ts";
import { send, trpcDoor } from "../testing/call.ts";
import { METRICS_TOKEN } from "../testing/test-server.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(() => world.server.stop());

async function metrics(): Promise<string> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const { status, text, headers: answered } = await send(`${world.server.url}/metrics`, { headers });
  expect(status).toBe(200);
  expect(answered.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return text;
}

/** The figure of the one line that has this name and these labels in whatever order; 0 when there is none yet. */
function figure(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const lines = text
    .split("\n")
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => wanted.every((label) => line.includes(label)));
  return Number(lines[0]?.split(" ").at(-1) ?? 0);
}

const as = () => ({ cookie: world.a.staff.owner.cookie, merchantId: world.a.merchantId });

it("[OPS-01] counts requests by route and calls by procedure, with how they went and how long they took", async () => {
  const { url } = world.server;
  const of = (text: string) => ({
    requests: figure(text, "nexusone_request_seconds_count", { route: "/healthz", status: "2xx" }),
    good: figure(text, "nexusone_procedure_seconds_count", { procedure: "catalog.listFacets", outcome: "ok" }),
    refused: figure(text, "nexusone_procedure_seconds_count", {
      procedure: "catalog.getProduct",
      outcome: "catalog.product_not_found",
    }),
    rest: figure(text, "nexusone_procedure_seconds_count", { procedure: "catalog.listProducts", outcome: "ok" }),
  });
  const before = of(await metrics());
  await send(`${url}/healthz`);
  await trpcDoor("catalog.listFacets").call(url, undefined, as());
  await trpcDoor("catalog.getProduct").call(url, { id: randomUUID() }, as());
  await send(`${url}/api/dropshipping/products`, {
    headers: { authorization: `Bearer ${world.a.staff.owner.bearer}` },
  });
  await vi.waitFor(async () =>
    expect(of(await metrics())).toEqual({
      requests: before.requests + 1,
      good: before.good + 1,
      refused: before.refused + 1,
      rest: before.rest + 1,
    }),
  );
  const text = await metrics();
  const buckets = { procedure: "catalog.listFacets", outcome: "ok", le: "+Inf" };
  expect(figure(text, "nexusone_procedure_seconds_bucket", buckets)).toBe(before.good + 1);
});

it("[OPS-01] counts calls to vendors by what was asked and how it went", async () => {
  const called = async (outcome: string) =>
    figure(await metrics(), "nexusone_vendor_call_seconds_count", {
      vendor: "cj",
      operation: "product/query",
      outcome,
    });
  const preview = async () =>
    trpcDoor("imports.preview").call(world.server.url, { items: [{ ref: await nextPid(world.server) }] }, as());
  const [good, bad] = [await called("ok"), await called("cj.unavailable")];
  await preview();
  expect(await called("ok")).toBeGreaterThan(good);
  await world.server.sandbox.control.faults.add({ match: { vendor: "cj-api", path: "/product/query" }, kind: "drop" });
  await preview();
  await world.server.sandbox.control.faults.clear();
  expect(await called("cj.unavailable")).toBeGreaterThan(bad);
});

it("[OPS-01] tells of the pool, live streams, the process, and of events that nobody has numbered or read", async () => {
  const { ctx } = world.a.staff.owner;
  const stream = await openStream(world.server.url, as());
  await vi.waitFor(async () => expect(figure(await metrics(), "nexusone_event_listeners")).toBe(1), { timeout: 5_000 });
  stream.stop();
  const before = await metrics();
  expect(figure(before, "nexusone_database_up")).toBe(1);
  expect(figure(before, "nexusone_database_connections", { state: "total" })).toBeGreaterThan(0);
  expect(figure(before, "process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  expect(figure(before, "nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
  await inMerchantTx(ctx, (tx) => recordEvent(tx, ctx, "merchant.updated", { fields: ["name"] }));
  await dispatchEvents(ctx.platform.db);
  await vi.waitFor(async () => {
    const after = await metrics();
    expect(figure(after, "nexusone_event_seq")).toBeGreaterThan(figure(before, "nexusone_event_seq"));
    expect(figure(after, "nexusone_events_waiting")).toBe(0);
    // Nothing consumes in this process.
    expect(figure(after, "nexusone_event_consumer_lag", { consumer: "notifications" })).toBe(
      figure(after, "nexusone_event_seq"),
    );
  });
});

it("[OPS-01] counts attempts to deliver webhooks by how they ended", async () => {
  const { server, a } = world;
  const ended = async (outcome: string) =>
    figure(await metrics(), "nexusone_webhook_delivery_seconds_count", { outcome });
  await deliverDue(server.platform, a.staff.owner.ctx.merchantId);
  const before = await ended("ok");
  await sentWebhook(world, a);
  await deliverDue(server.platform, a.staff.owner.ctx.merchantId);
  expect(await ended("ok")).toBeGreaterThan(before);
});

it("[OPS-01] tells the depth of every queue by state, and how long its oldest job has waited", async () => {
  const { database, platform } = world.server;
  await installQueues({ ownerUrl: database.ownerUrl, appRole: new URL(database.appUrl).username, jobs: JOBS });
  const queue = await startQueue({
    url: database.appUrl,
    db: database.db,
    jobs: JOBS,
    worker: false,
    onError: () => {},
  });
  Object.assign(platform, { jobs: queue.queue });
  const { ctx } = world.a.staff.owner;
  const job = JOBS.find(({ name }) => name === "webhook_delivery");
  if (!job) throw new Error("no such job");
  await inMerchantTx(ctx, (tx) => queue.queue.enqueue(tx, ctx.merchantId, job, { merchantId: ctx.merchantId }));
  await database.sql`update jobs.job set start_after = start_after - interval '90 seconds' where name = 'webhook_delivery'`;
  const text = await metrics();
  await queue.stop();
  expect(figure(text, "nexusone_queue_jobs", { queue: "webhook_delivery", state: "waiting" })).toBe(1);
  expect(figure(text, "nexusone_queue_jobs", { queue: "webhook_delivery", state: "active" })).toBe(0);
  expect(figure(text, "nexusone_queue_oldest_seconds", { queue: "webhook_delivery" })).toBeGreaterThanOrEqual(90);
});

it("[OPS-02] counts faults of ours and no refusals", async () => {
  const { server, a } = world;
  const faults = async () => figure(await metrics(), "nexusone_faults_total");
  const before = await faults();
  await trpcDoor("catalog.getProduct").call(server.url, { id: randomUUID() }, as());
  expect(await faults()).toBe(before);
  await server.database.sql`alter table categories rename to categories_away`;
  await trpcDoor("catalog.listFacets").call(server.url, undefined, { ...as(), merchantId: a.merchantId });
  await server.database.sql`alter table categories_away rename to categories`;
  expect(await faults()).toBe(before + 1);
  expect(server.takeFaults()).toHaveLength(1);
});

it("[OPS-01] [SEC-07] every line is what Prometheus reads, and nothing of a caller's making becomes a label", async () => {
  await send(`${world.server.url}/nowhere/at/all?secret=1`);
  await send(`${world.server.url}/api/trpc/no.suchProcedure`);
  const text = await metrics();
  for (const one of text.trimEnd().split("\n"))
    if (one) expect(one).toMatch(/^(# (TYPE|HELP) .+|\w+(\{[^{}]*\})? (-?[\d.]+(e[+-]?\d+)?|Nan))$/);
  for (const part of ["nowhere", "suchProcedure", "secret", world.a.merchantId]) expect(text).not.toContain(part);
});
