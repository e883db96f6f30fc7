import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connectDirect } from "../direct.ts";
import { processIdentity, waitForExit } from "./process-identity.ts";
import { resolveHome, startEmbedded, type EmbeddedServer } from "./start.ts";

let dataDir: string;
let running: EmbeddedServer | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "nexusone-embedded-"));
  chmodSync(dataDir, 0o755);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async () => (running = await startEmbedded({ dataDir, durable: true }));

async function query<T>(url: string, text: string): Promise<T> {
  const sql = connectDirect(url);
  try {
    const [row] = await sql.unsafe(text);
    return row as T;
  } finally {
    await sql.end();
  }
}

/** Our own program in another process, which prints its server's pid and port when ready. */
async function startElsewhere() {
  const module = fileURLToPath(new URL("./start.ts", import.meta.url));
  const code = `import { startEmbedded } from ${JSON.stringify(module)};
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: true });
    console.log(JSON.stringify({ pid: server.pid(), ownerUrl: server.ownerUrl }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { pid: number; ownerUrl: string }) };
}

it("[DAT-01] keeps its data over a restart, on the loopback address only and with passwords nobody else reads", async () => {
  const first = await start();
  await query(first.ownerUrl, "create table kept as select 42 as n");
  const settings = await query<{ a: string; s: string; fsync: string; version: number }>(
    first.superuserUrl,
    `select current_setting('listen_addresses') as a, current_setting('unix_socket_directories') as s,
      current_setting('fsync') as fsync, current_setting('server_version_num')::int as version`,
  );
  expect(settings).toMatchObject({ a: "127.0.0.1", s: "", fsync: "on" });
  expect(settings.version).toBeGreaterThanOrEqual(180_000);
  expect(statSync(join(dataDir, "credentials.json")).mode & 0o777).toBe(0o600);
  await expect(query(first.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow(/password/);
  await first.stop();
  const second = await start();
  expect(await query(second.ownerUrl, "select n from kept")).toEqual({ n: 42 });
  expect(await query(second.url, "select current_user::text as me")).toEqual({ me: "nexus_app" });
});

it("[DAT-01] takes over from a process that was killed, losing no commit", async () => {
  const killed = await startElsewhere();
  await query(killed.ownerUrl, "create table kept as select 7 as n");
  killed.child.kill("SIGKILL");
  await once(killed.child, "exit");
  expect(processIdentity(killed.pid)).toBeDefined();
  const server = await start();
  expect(processIdentity(killed.pid)).toBeUndefined();
  expect(await query(server.ownerUrl, "select n from kept")).toEqual({ n: 7 });
});

it("[DAT-01] refuses a folder that a living process uses", async () => {
  const other = await startElsewhere();
  await expect(start()).rejects.toThrow(`in use by process ${other.child.pid}`);
  expect(await query(other.ownerUrl, "select 1 as n")).toEqual({ n: 1 });
  other.child.kill("SIGKILL");
  await once(other.child, "exit");
  await (await start()).stop();
});

it("[DAT-01] starts beside a pid file whose number belongs to a stranger by now", async () => {
  await (await start()).stop();
  const stranger = spawn("sleep", ["60"], { stdio: "ignore" });
  writeFileSync(join(dataDir, "data", "postmaster.pid"), `${stranger.pid}\n`);
  const server = await start();
  expect(await query(server.ownerUrl, "select 1 as n")).toEqual({ n: 1 });
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
  stranger.kill();
});

it("[DAT-01] starts the server again when it is killed", async () => {
  const server = await start();
  const killed = server.pid();
  await query(server.ownerUrl, "create table kept as select 1 as n");
  process.kill(killed, "SIGKILL");
  await waitForExit(killed, 5_000);
  const until = Date.now() + 20_000;
  let answer: unknown;
  while (answer === undefined && Date.now() < until) {
    answer = await query(server.ownerUrl, "select n from kept").catch(() => undefined);
    await sleep(50);
  }
  expect(answer).toEqual({ n: 1 });
  expect(server.pid()).not.toBe(killed);
});

it("[DAT-01] leaves nothing half made when the first start is interrupted", async () => {
  mkdirSync(join(dataDir, "data.1"));
  const server = await start();
  expect(existsSync(join(dataDir, "data", "PG_VERSION"))).toBe(true);
  expect(await query(server.ownerUrl, "select 1 as n")).toEqual({ n: 1 });
});

it("[DAT-01] moves below /var/lib as root in or under a private folder, and says so; nobody else moves", () => {
  const wanted = join(dataDir, ".nexusone");
  chmodSync(dataDir, 0o700);
  const { home, moved } = resolveHome(wanted);
  const isRoot = process.getuid?.() === 0;
  expect(home).toMatch(isRoot ? /^\/var\/lib\/nexusone\/[0-9a-f]{12}$/ : wanted);
  expect(moved?.includes(home) ?? false).toBe(isRoot);
  chmodSync(dataDir, 0o755);
  expect(resolveHome(wanted)).toEqual({ home: wanted });
  mkdirSync(wanted, { mode: 0o700 });
  expect(resolveHome(wanted).home).toBe(home);
});
