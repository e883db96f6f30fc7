import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ImportView } from "@nexusone/contracts/imports";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "../testing/call.ts";
import { brokenRules, leftOver } from "./invariants.ts";
import { Merchant } from "./merchant.ts";
import { createHome, eventually, isAlive, startProgram, type Home, type Program } from "./program.ts";

let home: Home;
let sandbox: Sandbox;
beforeAll(async () => {
  home = createHome();
  sandbox = await startSandbox({ fullSpeed: true });
});
afterAll(async () => {
  await sandbox.stop();
  home.remove();
});

/** Every process below `pid`, as Linux has them. */
function childrenOf(pid: number): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parentOf = (name: string) => {
    try {
      return Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
    } catch {
      // Gone while we looked.
      return 0;
    }
  };
  const direct = all.filter((name) => parentOf(name) === pid).map(Number);
  return direct.flatMap((child) => [child, ...childrenOf(child)]);
}

describe("start and stop", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "[CJA-03] answers what is under way on %s, then ends with exit 0 and leaves no process",
    async (signal) => {
      const program = await startProgram(home, sandbox);
      expect(program.output()).toMatch(/^ready http/m);
      const merchant = new Merchant(home, sandbox);
      merchant.url = program.url;
      await merchant.signIn();
      const family = childrenOf(program.child.pid ?? 0);
      expect(family).toContain(home.postmaster());
      expect(family.length).toBeGreaterThan(2);
      const stream = await merchant.listen();
      expect(stream.headers.get("content-type")).toContain("text/event-stream");
      const { pid } = await merchant.product();
      await sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "slow", delayMs: 1_500, times: 1 });
      const slow = merchant.ask("imports.preview", { items: [{ ref: pid }] });
      await eventually("CJ is being asked", async () =>
        (await sandbox.control.faults.list()).length === 0 ? true : undefined,
      );
      const before = Date.now();
      expect(await program.stop(signal)).toEqual({ code: 0, signal: null });
      // Nothing waits for the stream, which would take the whole time allowed.
      expect(Date.now() - before).toBeLessThan(8_000);
      expect(family.filter(isAlive)).toEqual([]);
      await stream.text().catch(() => "cut off");
      expect(await slow).toMatchObject({ status: 200, reason: undefined });
      // That a request took long is said at any time: this one was made to.
      const said = program.output().split("\n");
      const unasked = said.filter((line) => !/"status":200,.*"msg":"request"/.test(line)).join("\n");
      expect(unasked, "says nothing but that it was ready").toMatch(/^ready \S+\n$/);
    },
    90_000,
  );

  it("[OPS-01] refuses a second program on the same data folder in one clear line, harming the first in nothing", async () => {
    const first = await startProgram(home, sandbox);
    try {
      const second = await startProgram(home, sandbox);
      expect(await second.ended).toEqual({ code: 1, signal: null });
      const lines = second.output().trim().split("\n");
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/^nexusone: .*is in use by process \d+/);
      expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    } finally {
      await first.stop();
    }
  }, 60_000);
});

describe("Postgres killed under load", () => {
  let program: Program;
  let merchant: Merchant;
  beforeAll(async () => {
    program = await startProgram(home, sandbox);
    merchant = new Merchant(home, sandbox);
    merchant.url = program.url;
    await merchant.signIn();
  }, 60_000);
  afterAll(() => program.stop());

  it("[OPS-01] [CAT-09] [CAT-10] [PLN-05] fails requests cleanly in a burst of imports, then recovers by itself", async () => {
    const before = (await merchant.get<{ items: unknown[] }>("imports.list", {})).items.length;
    const bulk = await merchant.preview(6);
    const singles = [];
    for (let count = 0; count < 6; count++) singles.push(await merchant.preview());
    const refusals = new Set<string>();
    const statuses = new Set<number>();
    let burst = true;
    /** Repeats as a client would, until the import is there and the burst over. */
    const insist = async (previewId: string) => {
      for (let imported = false; burst || !imported; await sleep(imported ? 50 : 20)) {
        const answer = await merchant.ask("imports.commit", { previewId, edits: [] });
        imported = answer.status === 200;
        if (!imported) refusals.add(`${answer.status} ${answer.reason}`);
      }
    };
    await merchant.commit(bulk.id);
    const clients = singles.map(({ id }) => insist(id));
    process.kill(home.postmaster(), "SIGKILL");
    const status = await eventually("it was not ready, then is again", async () => {
      const { status } = await send(`${program.url}/readyz`);
      statuses.add(status);
      return statuses.has(503) && status === 200 ? status : undefined;
    });
    expect(status).toBe(200);
    burst = false;
    await Promise.all(clients);
    const done = await eventually("the job goes on", async () => {
      const view = await merchant.get<ImportView>("imports.get", { id: bulk.id });
      return view.state === "done" ? view : undefined;
    });
    expect(done.counts).toEqual({ queued: 0, imported: 6, failed: 0, undone: 0 });
    expect([...statuses].sort()).toEqual([200, 503]);
    expect([...refusals]).toEqual(["503 request.database_unavailable"]);
    expect((await merchant.get<{ items: unknown[] }>("imports.list", {})).items).toHaveLength(before + 12);
    expect(await brokenRules(home)).toEqual([]);
    expect(await leftOver(home)).toEqual([]);
    expect((await send(`${program.url}/healthz`)).status).toBe(200);
  }, 120_000);
});
