import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  await sandbox.control.faults.clear();
  await sandbox.control.receivers.clear();
});
afterAll(() => sandbox.stop());

const key = Buffer.alloc(24, 1);
const secret = `whsec_${key.toString("base64")}`;
const body = JSON.stringify({ event_type: "webhook_test" });

function post(signedWith: Buffer, seconds = Math.floor(Date.now() / 1000)): Promise<Response> {
  const signature = createHmac("sha256", signedWith).update(`msg-1.${seconds}.${body}`).digest("base64");
  return fetch(`${sandbox.url}/receivers/erp`, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(300),
    headers: { "webhook-id": "msg-1", "webhook-timestamp": String(seconds), "webhook-signature": `v1,${signature}` },
    body,
  });
}

it("[WHK-09] verifies with its secret and applies each id once", async () => {
  await sandbox.control.receivers.trust("erp", secret);
  expect((await post(key)).status).toBe(204);
  expect((await post(key)).status).toBe(204);
  expect(await sandbox.control.receivers.list()).toMatchObject([
    { name: "erp", trusts: true, messages: [{ id: "msg-1", type: "webhook_test", verified: true, times: 2 }] },
  ]);
});

it("[WHK-07] refuses what is signed otherwise or too old", async () => {
  await sandbox.control.receivers.trust("erp", secret);
  expect((await post(Buffer.alloc(24, 2))).status).toBe(401);
  expect((await post(key, Math.floor(Date.now() / 1000) - 600)).status).toBe(401);
});

it("[WHK-09] misbehaves on demand", async () => {
  await sandbox.control.requests.clear();
  const fault = (kind: "hang" | "redirect" | "later") =>
    sandbox.control.faults.add({ match: { vendor: "webhook", path: "/receivers/erp" }, kind, times: 1 });
  await fault("redirect");
  expect((await post(key)).headers.get("location")).toContain("169.254.169.254");
  await fault("later");
  expect((await post(key)).headers.get("retry-after")).toBe("30");
  await fault("hang");
  await expect(post(key)).rejects.toThrow();
  expect((await sandbox.control.requests.list({ vendor: "webhook" })).map(({ status }) => status)).toEqual([
    307, 429, 0,
  ]);
});
