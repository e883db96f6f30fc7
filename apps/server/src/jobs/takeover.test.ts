import { setTimeout as sleep } from "node:timers/promises";
import type { JobStatusView, OperationsPage } from "@nexusone/contracts/operations";
import type { ImportView } from "@nexusone/contracts/imports";
import type { Sandbox } from "@nexusone/sandbox/start";
import type { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenRules, leftOver } from "../crash/invariants.ts";
import type { Merchant } from "../crash/merchant.ts";
import { eventually, freePort, type Program } from "../crash/program.ts";
import { openInstallation, type Installation } from "../processes/installation.fixture.ts";

/** Three real processes on one Postgres, as an installation with two workers runs. */
let installation: Installation;
let sandbox: Sandbox;
let merchant: Merchant;
let workers: Program[];
let workerPort: number;

beforeAll(async () => {
  installation = await openInstallation({ fullSpeed: true });
  ({ sandbox } = installation);
  workerPort = await freePort();
  const web = await installation.start("web");
  workers = await Promise.all([
    installation.start("worker"),
    installation.start("worker", { env: { WORKER_PORT: String(workerPort) } }),
  ]);
  merchant = await installation.merchantAt(web);
}, 120_000);
afterAll(() => installation.stop());

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
