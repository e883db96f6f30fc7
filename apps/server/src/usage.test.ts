import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectDirect } from "@nexusone/db/direct";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Merchant } from "./crash/merchant.ts";
import { eventually, startProgram, type Program } from "./crash/program.ts";

/** Two real processes on one Postgres. */
let database: TestDatabase;
let sandbox: Sandbox;
let programs: Program[];
const path = mkdtempSync(join(tmpdir(), "nexusone-usage-"));

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ fullSpeed: true });
  const start = (role: "all" | "web") =>
    startProgram({ path }, sandbox, undefined, {
      ROLE: role,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      SECRET_KEY: "a secret that both processes share and is long enough",
    });
  programs = [await start("all"), await start("web")];
  for (const program of programs) expect(program.alive(), program.output()).toBe(true);
}, 120_000);
afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop("SIGKILL")));
  await sandbox.stop();
  await database.close();
  rmSync(path, { recursive: true, force: true });
});

it("[ANA-01] [ANA-02] two processes add up to every call that was answered, with those just before their stop", async () => {
  const merchants = programs.map(({ url }) =>
    Object.assign(new Merchant({ connect: () => connectDirect(database.superuserUrl, { max: 1 }) }, sandbox), { url }),
  );
  for (const merchant of merchants) await merchant.signIn();
  const ask = async (merchant: Merchant, path: string) => {
    const { status } = await merchant.ask(path, {});
    expect(status).toBe(200);
  };
  const calls = Array.from({ length: 40 }, (_, nth) => merchants[nth % 2]!); // there are two
  await Promise.all(calls.map((merchant) => ask(merchant, "merchants.getSettings")));
  const sums = async () => {
    const rows = await database.sql<{ operation: string; calls: number }[]>`
      select operation, sum(calls)::int as calls from integration_analytics
      where area = 'admin' and outcome = 'ok' group by operation`;
    return Object.fromEntries(rows.map(({ operation, calls: count }) => [operation, count]));
  };
  // Written while both run, after some seconds.
  const written = await eventually("the figures are written", async () => {
    const found = (await sums())["merchants.getSettings"];
    return found !== undefined && found >= 40 ? found : undefined;
  });
  expect(written).toBe(40);
  await Promise.all(calls.map((merchant) => ask(merchant, "billing.getPlan")));
  const ends = await Promise.all(programs.map((program) => program.stop()));
  expect(ends).toEqual([
    { code: 0, signal: null },
    { code: 0, signal: null },
  ]);
  expect(await sums()).toMatchObject({ "merchants.getSettings": 40, "billing.getPlan": 40 });
}, 120_000);
