import { readdirSync, readFileSync } from "node:fs";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "../testing/call.ts";
import { brokenRules, Merchant } from "./merchant.ts";
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
    "[OPS-01] ends quickly on %s with exit 0 and leaves no process",
    async (signal) => {
      const program = await startProgram(home, sandbox);
      expect(program.output()).toMatch(/^ready http/m);
      const family = [...childrenOf(program.child.pid ?? 0), home.postmaster()];
      expect(family.length).toBeGreaterThan(2);
      const stream = await fetch(`${program.url}/healthz`);
      expect(stream.status).toBe(200);
      const before = Date.now();
      expect(await program.stop(signal)).toEqual({ code: 0, signal: null });
      expect(Date.now() - before).toBeLessThan(10_000);
      expect(family.filter(isAlive)).toEqual([]);
    },
    60_000,
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

  it("[OPS-01] [PLN-03] fails requests cleanly, says that it is not ready, and recovers by itself with exact books", async () => {
    const previews = [await merchant.preview(), await merchant.preview(), await merchant.preview()];
    const seen = new Set<string>();
    let running = true;
    const load = previews.map(async ({ id }) => {
      let imported = false;
      while (running || !imported) {
        const answer = await merchant.ask("imports.commit", { previewId: id, edits: [] });
        imported = answer.reason === undefined;
        if (answer.reason) seen.add(answer.reason);
        if (!running && !imported) await new Promise((resolve) => setTimeout(resolve, 200));
      }
    });
    process.kill(home.postmaster(), "SIGKILL");
    const ready = async () => (await send(`${program.url}/readyz`)).status;
    const statuses = new Set<number>();
    await eventually("it is ready again", async () => {
      const status = await ready();
      statuses.add(status);
      return status === 200 && statuses.has(503) ? status : undefined;
    });
    running = false;
    await Promise.all(load);
    expect([...statuses].sort()).toEqual([200, 503]);
    expect([...seen].filter((reason) => reason !== "request.database_unavailable")).toEqual([]);
    expect(await brokenRules(home)).toEqual([]);
    expect((await send(`${program.url}/healthz`)).status).toBe(200);
  }, 60_000);
});
