import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/trpc/${path}`, { headers: { "x-nexus-client": "test", ...headers } });

it("sends a complete answer and a refusal in one piece with its length", async () => {
  const refused = await ask("identity.me");
  const body = await refused.text();
  expect(refused.status).toBe(401);
  expect(refused.headers.get("content-length")).toBe(String(Buffer.byteLength(body)));
  expect(refused.headers.get("transfer-encoding")).toBeNull();
  expect(refused.headers.get("content-type")).toBe("application/json");
  expect(JSON.parse(body)).toMatchObject({ error: { data: { reason: "request.unauthenticated" } } });
});

it("leaves an answer that is sent line by line a stream", async () => {
  const lines = await ask("identity.me?batch=1&input=%7B%7D", { "trpc-accept": "application/jsonl" });
  expect(lines.headers.get("transfer-encoding")).toBe("chunked");
  expect(await lines.text()).toContain("request.unauthenticated");
});
