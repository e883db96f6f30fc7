import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveHome } from "../../packages/db/src/embedded/home.ts";
import { root } from "./world.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "nexusone-start-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** What `npm start` runs once everything is installed, to its end. */
async function start(
  env: Record<string, string>,
): Promise<{ code: number | null; said: string; complained: string[] }> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [path.join(root, "scripts/start.ts")], {
    env: { PATH, HOME, NEXUSONE_HOME: home, SANDBOX: "off", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let complained = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (complained += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, said, complained: complained.split("\n").filter((line) => line.startsWith("nexusone: ")) };
}

describe("a start that cannot be", () => {
  it.each([
    [{ PORT: "abc" }, /^nexusone: PORT: /],
    [{ DATABASE_URL: "postgres://app@127.0.0.1:1/shop" }, /^nexusone: DATABASE_OWNER_URL: needed together/],
  ])("[OPS-08] %o ends with one line that names the variable, before anything is built", async (env, line) => {
    const { code, said, complained } = await start(env);
    expect({ code, said }).toEqual({ code: 1, said: "" });
    expect(complained).toEqual([expect.stringMatching(line)]);
  });

  it("[OPS-01] says that its port is taken, never that it is ready, and leaves no database running", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const port = String((other.address() as AddressInfo).port);
    // The address that everything is built for already: nothing is built again for other tests to meet.
    const { code, said, complained } = await start({ PORT: port, PUBLIC_URL: "http://127.0.0.1:3000" });
    await new Promise((resolve) => other.close(resolve));
    expect(code).toBe(1);
    expect(said).not.toContain("ready");
    expect(complained[0]).toBe(`nexusone: port ${port} is in use: stop what uses it, or set another PORT`);
    expect(existsSync(path.join(resolveHome(home).home, "postgres", "data", "postmaster.pid"))).toBe(false);
  });
});
