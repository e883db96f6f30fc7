import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import { RateWindow } from "./limits.ts";

let sandbox: Sandbox;
// The time that limits go by stands still between pauses: a busy machine must not spread calls over two seconds.
let nowMs = performance.now();
beforeAll(async () => {
  sandbox = await startSandbox();
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await sandbox.stop();
});

async function signIn(input: {
  level: number;
  points?: number;
}): Promise<(path: string) => Promise<{ status: number; code: number; message: string }>> {
  const { apiKey } = await sandbox.control.accounts.create(input);
  const answer = await fetch(`${sandbox.cjApiUrl}/authentication/getAccessToken`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ apiKey }),
  });
  const token = ((await answer.json()) as { data: { accessToken: string } }).data.accessToken;
  return async (path) => {
    const response = await fetch(sandbox.cjApiUrl + path, { headers: { "CJ-Access-Token": token } });
    const { code, message } = (await response.json()) as { code: number; message: string };
    return { status: response.status, code, message };
  };
}
const pause = (): void => void (nowMs += 1_100);

it("[Q8] refuses calls past the account's level, by turns as HTTP 429 and as HTTP 200", async () => {
  const call = await signIn({ level: 1 });
  const answers = await Promise.all([1, 2, 3].map(() => call("/setting/get")));
  expect(answers.filter(({ code }) => code === 200)).toHaveLength(1);
  const refused = answers.filter(({ code }) => code === 1600200);
  expect(refused.map(({ status }) => status).toSorted()).toEqual([200, 429]);
  expect(refused[0]?.message).toBe("Too Many Requests, QPS limit is 1 time/1second");
  pause();
  expect((await call("/setting/get")).code).toBe(200);
});

it("lets Prime make four calls a second", async () => {
  pause();
  const call = await signIn({ level: 3 });
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => call("/setting/get")));
  expect(answers.filter(({ code }) => code === 200)).toHaveLength(4);
});

it("refuses an address past ten calls a second whatever the accounts", async () => {
  pause();
  const calls = [await signIn({ level: 5 }), await signIn({ level: 5 })];
  const answers = await Promise.all(Array.from({ length: 11 }, async (_, at) => calls[at % 2]?.("/setting/get")));
  expect(answers.filter((answer) => answer?.code === 200)).toHaveLength(8);
  expect(answers.find((answer) => answer?.code === 1600200)?.message).toContain("10 time");
});

it("spends points per call and gives them back at 00:00 UTC of the sandbox's clock", async () => {
  pause();
  await sandbox.control.clock.set("2026-03-10T23:00:00Z");
  const call = await signIn({ level: 5, points: 60 });
  expect((await call("/product/listV2?size=1")).code).toBe(200);
  expect((await call("/product/query?pid=1")).code).toBe(1602001);
  expect((await call("/product/query?pid=1")).code).toBe(1600201);
  expect((await call("/product/getCategory")).code).toBe(200);
  expect((await sandbox.control.accounts.list()).at(-1)).toMatchObject({ pointsUsed: 60, pointsPerDay: 60 });
  pause();
  await sandbox.control.clock.set("2026-03-11T00:00:01Z");
  expect((await call("/product/query?pid=1")).code).toBe(1602001);
});

it("refuses calls spaced by exactly one second at level 1 and takes them at 1.1", () => {
  const window = new RateWindow();
  expect(window.take("a", 1, 0)).toBe(true);
  expect(window.take("a", 1, 1000)).toBe(false);
  expect(window.take("a", 1, 1100)).toBe(true);
});
