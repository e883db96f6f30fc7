import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultInput } from "./control.ts";
import { startSandbox, type Sandbox } from "./start.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ fullSpeed: true, seed: "control" });
});
afterEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

const setting = (): Promise<Response> =>
  fetch(`${sandbox.cjApiUrl}/setting/get`, { headers: { "CJ-Access-Token": "a-secret-token" } });
const withFault = (kind: FaultInput["kind"], more: Partial<FaultInput> = {}): Promise<string> =>
  sandbox.control.faults.add({ match: { vendor: "cj-api", path: "/setting" }, kind, ...more });

describe("faults", () => {
  it("misbehave in each of their ways", async () => {
    await withFault("throttle_429", { times: 1 });
    const throttled = await setting();
    expect([throttled.status, ((await throttled.json()) as { code: number }).code]).toEqual([429, 1600200]);
    await withFault("throttle_200", { times: 1 });
    const quiet = await setting();
    expect([quiet.status, ((await quiet.json()) as { code: number }).code]).toEqual([200, 1600200]);
    await withFault("points_exhausted", { times: 1 });
    expect(await (await setting()).json()).toMatchObject({ code: 1600201 });
    await withFault("token_invalid", { times: 1 });
    expect(await (await setting()).json()).toMatchObject({ code: 1600001 });
    await withFault("status", { status: 503, times: 1 });
    expect((await setting()).status).toBe(503);
    await withFault("empty", { times: 1 });
    expect(await (await setting()).text()).toBe("");
    await withFault("drop", { times: 1 });
    await expect(setting()).rejects.toThrow();
    await withFault("lost_answer", { times: 1 });
    await expect(setting()).rejects.toThrow();
    expect((await sandbox.control.requests.list({ vendor: "cj-api" })).map((one) => one.fault)).toEqual([
      "throttle_429",
      "throttle_200",
      "points_exhausted",
      "token_invalid",
      "status",
      "empty",
      "drop",
      "lost_answer",
    ]);
  });

  it("[Q38] answer HTML where JSON was expected", async () => {
    await withFault("html_body", { times: 1 });
    const answer = await setting();
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toContain("<html>");
  });

  it("delay, count their hits and end by themselves, by hand and by reset", async () => {
    const id = await withFault("slow", { delayMs: 120 });
    const started = performance.now();
    expect((await setting()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(110);
    expect(await sandbox.control.faults.list()).toMatchObject([{ id, hits: 1 }]);
    await sandbox.control.faults.remove(id);
    await withFault("status", { times: 2 });
    expect([(await setting()).status, (await setting()).status, (await setting()).status]).toEqual([500, 500, 200]);
  });

  it("hit only what matches vendor, path and method", async () => {
    await sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/product/*", method: "GET" },
      kind: "status",
    });
    expect((await setting()).status).toBe(200);
    expect((await fetch(`${sandbox.cjApiUrl}/product/query`)).status).toBe(500);
    expect((await fetch(`${sandbox.shopUrl}/`)).status).toBe(200);
  });

  it("are refused with a reason when they make no sense", async () => {
    await expect(withFault("nonsense" as "slow")).rejects.toThrow(/400/);
  });
});

it("logs every request with its answer and without usable secrets", async () => {
  await setting();
  await fetch(`${sandbox.cjApiUrl}/authentication/getAccessToken`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ apiKey: "CJ1@api@secret" }),
  });
  const log = await sandbox.control.requests.list({ vendor: "cj-api" });
  expect(log).toMatchObject([
    {
      method: "GET",
      path: "/setting/get",
      status: 200,
      code: 1600001,
      headers: { "cj-access-token": expect.stringMatching(/^sha256:[0-9a-f]{12}$/) },
    },
    {
      method: "POST",
      path: "/authentication/getAccessToken",
      code: 1600005,
      body: { apiKey: expect.stringMatching(/^sha256:/) },
    },
  ]);
  expect(JSON.stringify(log)).not.toContain("secret");
  expect(await sandbox.control.requests.list({ path: "/setting" })).toHaveLength(1);
  await sandbox.control.requests.clear();
  expect(await sandbox.control.requests.list()).toEqual([]);
});

it("moves its clock and keeps it running", async () => {
  const { now } = await sandbox.control.clock.advance(3_600_000);
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(3_590_000);
  expect((await sandbox.control.clock.set("2030-01-01T00:00:00Z")).now).toMatch(/^2030-01-01T00:00:00/);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(Date.parse((await sandbox.control.clock.get()).now)).toBeGreaterThan(Date.UTC(2030, 0, 1));
});

it("catches mail with its links, and refuses it under a fault", async () => {
  const mailer = createTransport(sandbox.smtpUrl);
  const mail = {
    from: "NexusOne <no-reply@nexusone.test>",
    to: "owner@demo.nexusone.test",
    subject: "Café: sign in ✓",
  };
  await mailer.sendMail({
    ...mail,
    text: "Open http://127.0.0.1:3000/in?t=1&u=2.",
    html: '<a href="http://127.0.0.1:3000/in?t=1&amp;u=2">in</a>',
  });
  expect(await sandbox.control.mails.list({ to: "Owner@demo.nexusone.test" })).toMatchObject([
    {
      from: "no-reply@nexusone.test",
      to: [mail.to],
      subject: mail.subject,
      html: expect.stringContaining("<a href"),
      links: ["http://127.0.0.1:3000/in?t=1&u=2"],
    },
  ]);
  expect(await sandbox.control.mails.list({ to: "other@demo.nexusone.test" })).toEqual([]);
  await sandbox.control.faults.add({ match: { vendor: "mail" }, kind: "status", times: 1 });
  await expect(mailer.sendMail({ ...mail, text: "again" })).rejects.toThrow(/451/);
  mailer.close();
});

it("is not steered by other sites in the browser", async () => {
  const post = (origin: string): Promise<Response> =>
    fetch(`${sandbox.url}/sandbox/clock`, { method: "POST", headers: { origin }, body: '{"advanceMs":1}' });
  expect((await post("https://elsewhere.test")).status).toBe(403);
  expect((await post(sandbox.url)).status).toBe(200);
});

it("answers 501 for everything it does not model", async () => {
  for (const path of ["/nothing", "/v21.0/me/messages", "/sandbox/nothing"])
    expect((await fetch(sandbox.url + path)).status).toBe(501);
});

it("finds the nth of a kind the same way every time, and looks again after a change", async () => {
  const { products } = sandbox.control;
  const pids = async (from: number, to: number) =>
    Promise.all(Array.from({ length: to - from }, async (_, at) => (await products.find("single", from + at)).pid));
  const before = await pids(0, 4);
  expect(new Set(before).size).toBe(4);
  expect(await pids(0, 4)).toEqual(before);
  await products.remove(before[1] ?? "");
  expect(await pids(0, 3)).toEqual([before[0], before[2], before[3]]);
  await products.restore(before[1] ?? "");
  expect(await pids(0, 4)).toEqual(before);
  await expect(products.find("single", 4_999)).rejects.toThrow("no such product");
});

it("starts a catalogue of a million at once", async () => {
  const started = performance.now();
  const huge = await startSandbox({ catalogueSize: 1_000_000 });
  expect((await huge.control.products.at(999_999)).pid).toMatch(/^(\d{19}|[0-9A-F-]{36})$/);
  expect((await fetch(huge.shopUrl)).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(10_000);
  await huge.stop();
});
