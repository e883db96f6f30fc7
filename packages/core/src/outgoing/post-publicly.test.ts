import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postPublicly } from "./post-publicly.ts";

const reached: string[] = [];
const server = createServer((request, response) => {
  reached.push(String(request.headers.host));
  response.writeHead(200, { "set-cookie": "session=secret" }).end("fine\0");
});
let port: number;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const message = { headers: { "content-type": "application/json" }, body: "{}" };
const v4 = (address: string) => ({ address, family: 4 });

it("[WHK-09] connects to the address that was checked and asks for no other, so that a name cannot change its mind", async () => {
  let asked = 0;
  const result = await postPublicly(
    {
      trustedOrigins: [`http://receiver.test:${port}`],
      resolve: async () => [v4(asked++ === 0 ? "127.0.0.1" : "10.0.0.1")],
    },
    `http://receiver.test:${port}/hook`,
    message,
  );
  expect(result.answer).toMatchObject({ status: 200, body: "fine" });
  expect([asked, reached.at(-1)]).toEqual([1, `receiver.test:${port}`]);
});

it.each([
  ["one private among public ones", [v4("8.8.8.8"), v4("127.0.0.1")]],
  ["a private one", [v4("169.254.169.254")]],
  ["IPv4 inside IPv6", [{ address: "::ffff:127.0.0.1", family: 6 }]],
])("[WHK-09] refuses a name that resolves to %s", async (_what, addresses) => {
  const before = reached.length;
  const result = await postPublicly({ resolve: async () => addresses }, `https://receiver.test:${port}/`, message);
  expect(result).toMatchObject({ failure: { kind: "address" } });
  expect(reached).toHaveLength(before);
});

it("[WHK-09] trusts an origin with its port, not a host", async () => {
  const outgoing = { trustedOrigins: [`http://127.0.0.1:${port + 1}`] };
  const result = await postPublicly(outgoing, `http://127.0.0.1:${port}/`, message);
  expect(result).toMatchObject({ failure: { kind: "address" } });
});

it("[WHK-09] sends nothing over plain http, nor by another scheme", async () => {
  const outgoing = { resolve: async () => [v4("8.8.8.8")] };
  expect(await postPublicly(outgoing, "http://receiver.test/", message)).toMatchObject({ failure: { kind: "scheme" } });
  expect(await postPublicly(outgoing, "ftp://receiver.test/", message)).toMatchObject({ failure: { kind: "scheme" } });
});

it("[WHK-09] keeps no cookie of the receiver", async () => {
  const outgoing = { trustedOrigins: [`http://127.0.0.1:${port}`] };
  const { answer } = await postPublicly(outgoing, `http://127.0.0.1:${port}/`, message);
  expect(JSON.stringify(answer)).not.toContain("secret");
});

it("[WHK-09] gives up on a name server that does not answer", async () => {
  const outgoing = { timeoutMs: 100, resolve: () => new Promise<never>(() => undefined) };
  expect(await postPublicly(outgoing, "https://receiver.test/", message)).toMatchObject({
    failure: { kind: "timeout", seconds: 0.1 },
  });
});
