import { hashPassword } from "@nexusone/core/identity/password";
import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it } from "vitest";
import { member } from "./isolation/world.ts";
import { createLog } from "./log.ts";
import { send, trpcDoor, type As } from "./testing/call.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

const PASSWORD = "correct horse battery staple";

let server: TestServer;
const logged: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ log: createLog("debug", { write: (line: string) => void logged.push(line) }) });
});
afterAll(() => server.stop());

const call = (path: string, input: unknown, as: As = {}) => trpcDoor(path).call(server.url, input, as);

it("[SEC-07] [SEC-08] of failing requests holds no password, token or cookie", async () => {
  logged.length = 0;
  const merchantId = (await createMerchant(server.platform.db, { isDemo: true })).id;
  const owner = await member(server, merchantId, "owner");
  const { id, email } = await createUser(server.platform.db, { passwordHash: await hashPassword(PASSWORD) });
  await createMembership(server.platform.db, { merchantId, userId: id, role: "support" });
  const apiKey = `CJ1234567@api@${"0123456789abcdef".repeat(2)}`;
  // Every statement about sessions now fails, with its parameters in the driver's error.
  await server.database.sql`alter table user_sessions rename to user_sessions_away`;
  try {
    const failing = [
      await call("identity.signIn", { email, password: PASSWORD }),
      await call("identity.issueToken", { email, password: PASSWORD }),
      await call("catalog.listFacets", undefined, { cookie: owner.cookie, merchantId }),
      await call("cj.connect", { apiKey, environment: "sandbox" }, { bearer: owner.bearer }),
      await send(`${server.url}/api/dropshipping/products?token=in-the-address`, {
        headers: { authorization: `Bearer ${owner.bearer}` },
      }),
    ];
    for (const { reason } of failing) expect(reason).toBe("request.internal");
  } finally {
    await server.database.sql`alter table user_sessions_away rename to user_sessions`;
  }
  // A row that Postgres will not take comes back whole in its error.
  const newcomer = {
    email: "newcomer@people.example",
    password: PASSWORD,
    name: "Zoé Martin",
    merchantName: "Café Lumière",
    currency: "EUR",
    destinationCountry: "FR",
  };
  await server.database.sql`alter table users add constraint nobody_new check (false) not valid`;
  expect((await call("identity.signUp", newcomer)).reason).toBe("request.internal");
  await server.database.sql`alter table users drop constraint nobody_new`;
  expect(logged.length).toBeGreaterThanOrEqual(6);
  const text = logged.join("");
  expect(text).toContain('insert into \\"users\\"');
  expect(text).toContain("nobody_new");
  for (const secret of [
    PASSWORD,
    owner.cookie,
    owner.bearer,
    apiKey,
    "$argon2",
    "in-the-address",
    email,
    newcomer.email,
  ])
    expect(text).not.toContain(secret);
});

const linesOf = (message: string): Record<string, unknown>[] =>
  logged.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line["msg"] === message);

it("[OPS-02] every line of a request names it, who asked and for which merchant, and the answer carries the same id", async () => {
  const merchantId = (await createMerchant(server.platform.db)).id;
  const owner = await member(server, merchantId, "owner");
  const as = { cookie: owner.cookie, merchantId };
  logged.length = 0;
  await server.database.sql`alter table categories rename to categories_away`;
  const failed = await call("catalog.listFacets", undefined, as);
  await server.database.sql`alter table categories_away rename to categories`;
  expect(failed.reason).toBe("request.internal");
  const requestId = failed.headers.get("x-request-id");
  const facts = { requestId, actor: `user:${owner.userId}`, merchantId };
  expect(linesOf("procedure failed")).toMatchObject([{ ...facts, path: "catalog.listFacets" }]);
  await expect.poll(() => linesOf("request")).toHaveLength(1);
  expect(linesOf("request")).toMatchObject([{ ...facts, status: 503, level: 40 }]);

  logged.length = 0;
  const named = await call("catalog.listFacets", undefined, { ...as, headers: { "x-request-id": "from-the-proxy-1" } });
  expect(named.headers.get("x-request-id")).toBe("from-the-proxy-1");
  await expect
    .poll(() => linesOf("request"))
    .toMatchObject([{ requestId: "from-the-proxy-1", status: 200, level: 20, method: "GET" }]);
});

it.each(["short", "a b c d e f g h", "x".repeat(65), '{"level":60}'])(
  "[OPS-02] takes no request id that could be mistaken for something else: %s",
  async (given) => {
    const { headers } = await send(`${server.url}/healthz`, { headers: { "x-request-id": given } });
    expect(headers.get("x-request-id")).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  },
);
