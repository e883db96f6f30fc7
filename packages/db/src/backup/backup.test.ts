import { spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectDirect, type DirectSql } from "../direct.ts";
import { serverUid } from "../embedded/home.ts";
import { processIdentity } from "../embedded/process-identity.ts";
import { resolveHome, startEmbedded, type EmbeddedServer } from "../embedded/start.ts";
import { keepBackedUp } from "./keep-backed-up.ts";
import { backupPaths, basePaths, listBases } from "./layout.ts";
import { restoreBackup } from "./restore-backup.ts";
import { takeBackup } from "./take-backup.ts";

// Many small files are synced: seconds on a disk at rest, more beside a busy one.
vi.setConfig({ testTimeout: 90_000 });

let home: string;
let running: EmbeddedServer | undefined;
let sql: DirectSql;
const dataDir = () => join(home, "postgres");
const backups = () => join(home, "backups");
const walDir = () => backupPaths(backups()).wal;

async function start(): Promise<void> {
  running = await startEmbedded({ dataDir: dataDir(), durable: true, walDir: walDir() });
  sql = connectDirect(running.ownerUrl);
}
async function stop(): Promise<void> {
  await sql.end();
  await running?.stop();
  running = undefined;
}
const backUp = (keep = 3) => takeBackup({ dataDir: dataDir(), into: backups(), keep });
const restore = (to?: Date) => restoreBackup({ from: backups(), to, dataDir: dataDir(), ownWalDir: walDir() });
const add = (what: string) => sql`insert into notes (what) values (${what})`;
const notes = async () => (await sql`select what from notes order by id`).map((row) => row["what"]);
async function moment(): Promise<Date> {
  // Commits are compared by their time: leave some on either side.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const at = new Date();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return at;
}

beforeEach(async () => {
  const made = mkdtempSync(join(tmpdir(), "nexusone-backup-"));
  chmodSync(made, 0o755);
  ({ home } = resolveHome(made));
  // There is a former backup: the very first one waits for the server to begin archiving.
  mkdirSync(walDir(), { recursive: true });
  const uid = serverUid();
  if (uid !== undefined) chownSync(walDir(), uid, uid);
  await start();
  await sql`create table notes (id int generated always as identity primary key, what text not null)`;
});
afterEach(async () => {
  if (running) await stop();
  rmSync(home, { recursive: true, force: true });
});

describe("a backup of the embedded database", () => {
  it("[OPS-04] is restored to a moment: exactly what was committed by then", async () => {
    await add("before the backup");
    const { manifest } = await backUp();
    expect(manifest.files.length).toBeGreaterThan(500);
    await add("after the backup");
    const then = await moment();
    await add("too late");
    await sql`drop table notes`;
    await stop();

    const restored = await restore(then);
    expect(restored.lastChangeAt!.getTime()).toBeLessThanOrEqual(then.getTime());
    expect(existsSync(restored.keptAside!)).toBe(true);
    await start();
    expect(await notes()).toEqual(["before the backup", "after the backup"]);
  });

  it("[OPS-04] is restored a second time to a moment in the life after the first", async () => {
    await backUp();
    const then = await moment();
    await add("undone");
    await stop();
    await restore(then);
    await start();
    await add("second life");
    const later = await moment();
    await add("second life, too late");
    await stop();
    await restore(later);
    await start();
    expect(await notes()).toEqual(["second life"]);
  });

  it("[OPS-04] holds what others write while it is taken, whole transactions only", async () => {
    let busy = true;
    const writer = connectDirect(running!.ownerUrl);
    const writing = (async () => {
      for (let n = 0; busy; n += 1) {
        await writer.begin(async (tx) => {
          await tx`insert into notes (what) values (${`left ${n}`})`;
          await tx`insert into notes (what) values (${`right ${n}`})`;
        });
      }
    })();
    await backUp();
    busy = false;
    await writing;
    await writer.end();
    const before = await notes();
    await stop();
    await restore();
    await start();
    // The stopped server's own log had not been handed over: it is read where it lies.
    expect(await notes()).toEqual(before);
    expect(before.length).toBeGreaterThan(0);
  });

  it("[OPS-04] is kept N times, with the log since the oldest one and no longer", async () => {
    const first = await backUp(2);
    mkdirSync(join(backups(), "base-20200101T000000Z.partial"));
    for (let n = 0; n < 2; n += 1) {
      await add("work");
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const { removed } = await backUp(2);
      if (n === 0) expect(removed.bases).toEqual([join(backups(), "base-20200101T000000Z.partial")]);
      else expect(removed).toMatchObject({ bases: [first.folder], segments: expect.any(Number) });
    }
    const { bases, incomplete } = listBases(backups());
    expect([bases.length, incomplete]).toEqual([2, []]);
    const kept = readdirSync(walDir()).filter((name) => /^[0-9A-F]{24}$/.test(name));
    expect(kept.sort()[0]).toBe(bases[0]!.manifest.firstSegment);
    await expect(restore(new Date(first.manifest.startedAt))).rejects.toThrow(/^no backup was finished by /);
  });
});

describe("a restore refuses", () => {
  it("[OPS-04] while the server runs, and leaves it alone", async () => {
    await backUp();
    await stop();
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
    const runner = { pid: child.pid, startedAt: processIdentity(child.pid!)!.startedAt };
    writeFileSync(join(dataDir(), "running.json"), JSON.stringify(runner));
    try {
      await expect(restore()).rejects.toThrow(/is in use by process \d+: stop it first/);
      expect(existsSync(join(dataDir(), "running.json"))).toBe(true);
    } finally {
      child.kill();
    }
  });

  it("[OPS-04] a copy that is incomplete, damaged or without its log, and leaves the data as it was", async () => {
    await add("here");
    await expect(restore()).rejects.toThrow(/^no backup in /);
    const { folder, manifest } = await backUp();
    await stop();
    const { data, manifest: manifestFile } = basePaths(folder);
    const control = join(data, "global/pg_control");
    const good = readFileSync(control);
    const bad = Buffer.from(good);
    bad[100]! ^= 1;
    writeFileSync(control, bad);
    await expect(restore()).rejects.toThrow("the backup is damaged: global/pg_control");
    rmSync(control);
    await expect(restore()).rejects.toThrow("the backup is incomplete: global/pg_control is missing");
    writeFileSync(control, good);

    const segment = join(walDir(), manifest.lastSegment);
    const log = readFileSync(segment);
    rmSync(segment);
    rmSync(join(dataDir(), "data", "pg_wal", manifest.lastSegment), { force: true });
    await expect(restore()).rejects.toThrow(`piece ${manifest.lastSegment} of the log is missing`);
    writeFileSync(segment, log);

    await expect(restore(new Date(Date.now() + 3_600_000))).rejects.toThrow(/^the log ends .* leave --to out/);
    const text = readFileSync(manifestFile);
    rmSync(manifestFile);
    await expect(restoreBackup({ from: folder, dataDir: dataDir(), ownWalDir: walDir() })).rejects.toThrow(
      /is incomplete: it has no manifest\.json/,
    );
    await expect(restore()).rejects.toThrow(/no backup in .*incomplete/);
    writeFileSync(manifestFile, text);
    await start();
    expect(await notes()).toEqual(["here"]);
  });
});

it("[OPS-04] keeps no log before the first backup, which begins to", async () => {
  await stop();
  rmSync(backups(), { recursive: true });
  await start();
  const library = async () => (await sql`select current_setting('archive_library') as name`)[0]!["name"];
  expect(await library()).toBe("");
  await backUp();
  expect(await library()).toBe("basic_archive");
  await stop();
  await start();
  expect(await library()).toBe("basic_archive");
});

it("[OPS-04] is taken by itself when the newest is too old, not before", async () => {
  const taken: string[] = [];
  const keep = (everyMs: number) =>
    keepBackedUp({
      dataDir: dataDir(),
      into: backups(),
      keep: 3,
      everyMs,
      lookMs: 20,
      onBackup: ({ folder }) => taken.push(folder),
      onError: (error) => taken.push(String(error)),
    });
  const daily = keep(24 * 3_600_000);
  await expect.poll(() => taken, { timeout: 20_000 }).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await daily();
  expect(taken).toEqual(listBases(backups()).bases.map(({ folder }) => folder));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const eager = keep(500);
  await expect.poll(() => taken, { timeout: 20_000 }).toHaveLength(2);
  await eager();
  expect(listBases(backups()).bases.map(({ folder }) => folder)).toEqual(taken);
});

it("[OPS-04] is not to be had from a server that cannot archive, such as those of tests", async () => {
  await stop();
  running = await startEmbedded({ dataDir: dataDir(), durable: false });
  sql = connectDirect(running.ownerUrl);
  const [off] = await sql`select current_setting('archive_mode') as mode`;
  expect(off).toEqual({ mode: "off" });
  await expect(backUp()).rejects.toThrow("started without archiving");
  expect(listBases(backups())).toEqual({ bases: [], incomplete: [] });
});
