import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Merchant } from "../crash/merchant.ts";
import type { Program } from "../crash/program.ts";
import { openInstallation, type Installation } from "./installation.fixture.ts";

const LISTENERS = 2_000;
const AT_ONCE = 50;
/** Measured: some 80 kB each. The bound tells a leak or a copy per listener from noise. */
const MOST_KB_EACH = 200;

const IDLE_SECONDS = 4;
/** Each looks at its session every second: some 20 statements share them, beside the dispatcher's and the readers' own. */
const MOST_PER_SECOND = LISTENERS / 10;

let installation: Installation;
let web: Program;
let owner: Merchant;
beforeAll(async () => {
  installation = await openInstallation({ fullSpeed: true });
  web = await installation.start("web");
  owner = await installation.merchantAt(web);
}, 120_000);
afterAll(() => installation.stop());

/** Of the program, in kB. */
const memory = (): number => {
  const status = readFileSync(`/proc/${web.child.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
};
/** Committed in this database so far; what a connection did is counted within a second. */
async function transactions(): Promise<number> {
  const [row] = await installation.database.sql`
    select xact_commit::int as n from pg_stat_database where datname = current_database()`;
  return row?.["n"] as number;
}
async function listen(heard: (text: string) => void): Promise<Socket> {
  const { port } = new URL(web.url);
  const socket = connect(Number(port), "127.0.0.1");
  const params = encodeURIComponent(JSON.stringify({ merchantId: owner.as.merchantId }));
  socket.write(
    `GET /api/trpc/events.stream?input=%7B%7D&connectionParams=${params} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n` +
      `accept: text/event-stream\r\ncookie: nexusone_session=${owner.as.cookie}\r\n\r\n`,
  );
  await once(socket, "data");
  socket.on("data", (chunk: Buffer) => heard(chunk.toString("latin1")));
  return socket;
}

it("[RTM-01] [RTM-02] thousands who only listen cost little, hear what happens and slow nobody down", async () => {
  await owner.get("merchants.getSettings", undefined);
  const before = memory();
  let told = 0;
  const sockets: Socket[] = [];
  while (sockets.length < LISTENERS)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: AT_ONCE }, () => listen((text) => (told += text.includes("merchant.updated") ? 1 : 0))),
      )),
    );
  await sleep(3_000);
  const each = (memory() - before) / LISTENERS;
  const done = await transactions();
  await sleep(IDLE_SECONDS * 1_000);
  const perSecond = ((await transactions()) - done) / IDLE_SECONDS;
  await owner.get("merchants.updateSettings", { name: "Heard by all" });
  await vi.waitFor(() => expect(told).toBe(LISTENERS), { timeout: 30_000 });
  expect(each).toBeLessThan(MOST_KB_EACH);
  expect(perSecond).toBeLessThan(MOST_PER_SECOND);
  for (const socket of sockets) socket.destroy();
}, 180_000);
