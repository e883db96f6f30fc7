import { setTimeout as sleep } from "node:timers/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobStatusView, OperationsPage } from "@nexusone/contracts/operations";
import type { ImportView } from "@nexusone/contracts/imports";
import { connectDirect } from "@nexusone/db/direct";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import type { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules, leftOver } from "../crash/invariants.ts";
import { Merchant } from "../crash/merchant.ts";
import { eventually, freePort, startProgram, type Program } from "../crash/program.ts";

/** Three real processes on one Postgres, as an installation with two workers runs. */
let database: TestDatabase;
let sandbox: Sandbox;
let merchant: Merchant;
let web: Program;
let workers: Program[];
let workerPort: number;
const path = mkdtempSync(join(tmpdir(), "nexusone-takeover-"));

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ fullSpeed: true });
  workerPort = await freePort();
  const start = (role: "web" | "worker", env: Readonly<Record<string, string>> = {}) =>
    startProgram({ path }, sandbox, undefined, {
      ROLE: role,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      SECRET_KEY: "a secret that the three processes share and is long enough",
      ...env,
    });
  web = await start("web");
  workers = await Promise.all([start("worker"), start("worker", { WORKER_PORT: String(workerPort) })]);
  for (const program of [web, ...workers]) expect(program.alive(), program.output()).toBe(true);
  merchant = new Merchant({ connect: () => connectDirect(database.superuserUrl, { max: 1 }) }, sandbox);
  merchant.url = web.url;
  await merchant.signIn();
}, 120_000);
afterAll(async () => {
  await Promise.all([web, ...workers].map((program) => program.stop("SIGKILL")));
  await sandbox.stop();
  await database.close();
  rmSync(path, { recursive: true, force: true });
});

const running = async () => {
  const page = await merchant.get<z.infer<typeof OperationsPage>>("operations.list", { limit: 1 });
  return page.items[0]!;
};
const statusOf = (address: { queue: string; id: string }) =>
  merchant.get<z.infer<typeof JobStatusView>>("operations.getJobStatus", { queue: address.queue, id: address.id });

it("[OPS-01] a worker says that it lives and can work on a port of its own, and serves nothing else", async () => {
  const ask = (path: string) => fetch(`http://127.0.0.1:${workerPort}${path}`);
  expect(await (await ask("/healthz")).json()).toEqual({ status: "alive" });
  expect(await (await ask("/readyz")).json()).toMatchObject({ status: "ready", checks: { database: true } });
  expect((await ask("/api/trpc/identity.findMe")).status).toBe(404);
});

describe("a worker killed in the middle of a job", () => {
  it("[JOB-01] [JOB-02] [JOB-03] is replaced by the other within seconds, losing and doubling nothing", async () => {
    const [first, second] = workers as [Program, Program];
    const preview = await merchant.preview(12);
    // An old plan: each row asks CJ again, and slowly. The processes look at the sandbox's clock every second.
    await sandbox.control.clock.advance(11 * 60_000);
    await sleep(2_500);
    await sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "slow", delayMs: 700 });
    second.child.kill("SIGSTOP");
    await merchant.commit(preview.id);
    const operation = await eventually("the first is at work", async () => {
      const one = await running();
      return one.status === "active" && one.progress > 0 && one.progress < 100 ? one : undefined;
    });
    expect(operation.attempts).toBe(1);
    second.child.kill("SIGCONT");
    const killedAt = Date.now();
    await first.stop("SIGKILL");
    const taken = await eventually("the second takes over", async () => {
      const one = await statusOf(operation);
      return one.attempts === 2 ? one : undefined;
    });
    expect(Date.now() - killedAt).toBeLessThan(15_000);
    expect(taken.progress).toBeGreaterThanOrEqual(operation.progress);
    await sandbox.control.faults.clear();
    const done = await eventually("it is done", async () => {
      const one = await statusOf(operation);
      return one.status === "completed" ? one : undefined;
    });
    expect(done).toMatchObject({ progress: 100, attempts: 2, failedReason: null });
    const view = await merchant.get<ImportView>("imports.get", { id: preview.id });
    expect(view.counts).toEqual({ queued: 0, imported: 12, failed: 0, undone: 0 });
    expect(await brokenRules(merchant.home)).toEqual([]);
    expect(await leftOver(merchant.home)).toEqual([]);
  }, 120_000);

  it("[JOB-01] the one left stops when asked, with exit 0", async () => {
    const [, second] = workers as [Program, Program];
    expect(await second.stop()).toEqual({ code: 0, signal: null });
  });
});
