import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectDirect } from "@nexusone/db/direct";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Merchant } from "../crash/merchant.ts";
import { eventually, startProgram, type Program } from "../crash/program.ts";
import { eventsOf, spansOf, startReceiver, type ReceivedSpan, type Receiver } from "./receivers.fixture.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const folder = mkdtempSync(join(tmpdir(), "nexusone-observe-"));

let database: TestDatabase;
let sandbox: Sandbox;
let collector: Receiver;
let tracker: Receiver;
let program: Program;
let merchant: Merchant;
beforeAll(async () => {
  [database, sandbox, collector, tracker] = await Promise.all([
    createTestDatabase(),
    startSandbox({ fullSpeed: true }),
    startReceiver(),
    startReceiver(),
  ]);
  program = await startProgram({ path: folder }, sandbox, undefined, {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    SECRET_KEY: "a secret of this one test which is long enough",
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.host}`,
    OTEL_EXPORTER_OTLP_HEADERS: "x-team=shop%20one",
    SENTRY_DSN: `http://${KEY}@${tracker.host}/42`,
  });
  expect(program.alive(), program.output()).toBe(true);
  merchant = new Merchant({ connect: () => connectDirect(database.superuserUrl, { max: 1 }) }, sandbox);
  merchant.url = program.url;
  await merchant.signIn();
}, 120_000);
afterAll(async () => {
  await program.stop("SIGKILL");
  await Promise.all([collector.stop(), tracker.stop(), sandbox.stop(), database.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const valueOf = (span: ReceivedSpan, key: string): unknown =>
  Object.values(span.attributes?.find((one) => one.key === key)?.value ?? {})[0];

it("[OPS-01] [OPS-06] a request, its procedure, transactions, job and calls to vendors are one trace at an OTLP collector", async () => {
  const preview = await merchant.preview(2);
  await merchant.commit(preview.id);
  const { request, job, all } = await eventually("the job's spans", async () => {
    const spans = spansOf(collector);
    const start = spans.find(
      ({ name, traceId }) =>
        name.startsWith("POST /api/trpc") &&
        spans.some((one) => one.traceId === traceId && one.name === "procedure imports.commit"),
    );
    const ran = spans.find(({ name, traceId }) => name === "job product-import" && traceId === start?.traceId);
    return start && ran && { request: start, job: ran, all: spans };
  });
  const trace = all.filter(({ traceId }) => traceId === request.traceId);
  const byId = new Map(trace.map((span) => [span.spanId, span]));
  const pathTo = (span: ReceivedSpan | undefined): string[] =>
    span ? [...pathTo(byId.get(span.parentSpanId ?? "")), span.name] : [];
  const procedure = trace.find(({ name }) => name === "procedure imports.commit");
  expect(pathTo(procedure)).toEqual([request.name, "procedure imports.commit"]);
  const written = trace.filter(
    ({ name, parentSpanId }) => name === "transaction" && parentSpanId === procedure?.spanId,
  );
  expect(written.length).toBeGreaterThan(0);
  // The job was enqueued inside the transaction that made it true.
  expect(pathTo(job).slice(0, 3)).toEqual([request.name, "procedure imports.commit", "transaction"]);
  expect(trace.some(({ name, parentSpanId }) => name === "transaction" && parentSpanId === job.spanId)).toBe(true);

  const vendor = all.find(({ name }) => name === "cj product/query");
  const asked = all.find(({ spanId }) => spanId === vendor?.parentSpanId);
  expect(asked?.name).toBe("procedure imports.preview");
  expect(valueOf(request, "http.response.status_code")).toBe(200);
  expect(String(valueOf(request, "nexusone.actor"))).toMatch(/^user:[\da-f-]{36}$/);
  expect(collector.received[0]?.headers["x-team"]).toBe("shop one");
  // What went to CJ says nothing of our traces.
  for (const { body } of collector.received)
    for (const secret of ["demo.nexusone.test", "nexusone-demo", "select ", "insert "])
      expect(body).not.toContain(secret);
}, 60_000);

it("[OPS-02] a fault is reported with its request, procedure and merchant, and with nothing anybody typed; a refusal is not", async () => {
  await merchant.get("catalog.getProduct", { id: "00000000-0000-4000-8000-000000000000" }).catch(() => undefined);
  await database.sql`alter table categories rename to categories_away`;
  const asked = await fetch(`${program.url}/api/trpc/catalog.listFacets?secret=in-the-address`, {
    headers: { ...merchant.headers(), "x-request-id": "fault-of-the-test" },
  });
  await database.sql`alter table categories_away rename to categories`;
  expect(asked.status).toBe(503);
  const event = await eventually("the event", async () => eventsOf(tracker)[0]);
  expect(event.transaction).toBe("catalog.listFacets");
  expect(event.tags).toMatchObject({ requestId: "fault-of-the-test", path: "catalog.listFacets" });
  expect(event.tags["merchantId"]).toMatch(/^[\da-f-]{36}$/);
  const last = event.exception.values.at(-1);
  expect(last?.value).toContain("Failed query");
  expect(last?.stacktrace.frames.some(({ filename }) => filename.endsWith("/main.js"))).toBe(true);
  expect(eventsOf(tracker)).toHaveLength(1);
  const [{ path, body } = { path: "", body: "" }] = tracker.received;
  expect(path).toContain("/api/42/envelope/");
  const { cookie = "none" } = merchant.headers();
  for (const secret of ["in-the-address", cookie, "owner@", "user-agent"]) expect(body).not.toContain(secret);
});
