import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { hashPassword } from "@nexusone/core/identity/password";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bearerOf, member, session, type Member } from "../isolation/world.ts";
import { createLog } from "../log.ts";
import { headersOf, send, trpcDoor, type As } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { openStream } from "./streams.fixture.ts";

const PASSWORD = "correct horse battery staple";
const FOREIGN = "https://evil.example";

let server: TestServer;
let owner: Member;
let merchantId: string;
/** What the server would have printed, as it would have printed it. */
const logged: string[] = [];
beforeAll(async () => {
  const log = createLog("debug", { write: (line: string) => void logged.push(line) });
  server = await startTestServer({ log }, { TRUST_PROXY: "on" });
  merchantId = (await createMerchant(server.platform.db)).id;
  owner = await member(server, merchantId, "owner");
});
afterAll(() => server.stop());

const at = (path: string, init: RequestInit = {}) => send(`${server.url}${path}`, init);
const call = (path: string, input: unknown, as: As = {}) => trpcDoor(path).call(server.url, input, as);
const json = { "content-type": "application/json" };

const withPassword = async () => {
  const { id, email } = await createUser(server.platform.db, { passwordHash: await hashPassword(PASSWORD) });
  await createMembership(server.platform.db, { merchantId, userId: id, role: "support" });
  return { email, password: PASSWORD };
};

describe("headers", () => {
  it("[SEC-06] [SEC-07] keep what the API answers one person out of shared caches, by tRPC and by REST", async () => {
    const as = { bearer: owner.bearer, merchantId };
    const trpc = await call("catalog.listProducts", {}, as);
    expect([trpc.status, trpc.headers.get("cache-control")]).toEqual([200, "no-store"]);
    for (const door of ["/api/dropshipping/products", "/rest/v1/products"]) {
      const { status, headers } = await at(door, { headers: headersOf(as) });
      expect([status, headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
    }
    expect((await at("/api/trpc/identity.me")).headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    ["a success", "/healthz", 200],
    ["a refusal by tRPC", "/api/trpc/identity.me", 401],
    ["a refusal by REST", "/api/dropshipping/products", 401],
    ["an address that does not exist", "/api/nothing", 404],
    ["metrics without a token", "/metrics", 401],
  ])("[SEC-06] tell a browser on %s to run and frame nothing of others", async (_what, path, status) => {
    const { status: got, headers } = await at(path);
    expect(got).toBe(status);
    const policy = new Map(
      (headers.get("content-security-policy") ?? "").split("; ").map((part) => {
        const [name = "", ...values] = part.split(" ");
        return [name, values.join(" ")];
      }),
    );
    expect(Object.fromEntries(policy)).toMatchObject({
      "default-src": "'self'",
      "script-src": "'self'",
      "connect-src": "'self'",
      "object-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'self'",
      "frame-ancestors": "'none'",
    });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("geolocation=()");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("server")).toBeNull();
  });

  it.each(["GET", "POST", "OPTIONS"])("[SEC-06] give no other site leave to read or preflight a %s", async (method) => {
    for (const path of ["/api/trpc/identity.me", "/api/dropshipping/products", "/healthz"]) {
      const { status, headers } = await at(path, {
        method,
        headers: {
          origin: FOREIGN,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type,x-nexus-client",
        },
      });
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
      if (method === "OPTIONS") expect(status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("the session's cookie", () => {
  it("[SEC-08] is out of reach of scripts and other sites, and secure where people come by https", async () => {
    const flags = async (url: string) => {
      const { headers, text } = await trpcDoor("identity.signIn").call(url, await withPassword(), {});
      const [cookie = "", ...others] = headers.getSetCookie();
      expect(others).toEqual([]);
      const [pair = "", ...rest] = cookie.split("; ");
      // Only the cookie carries the token.
      expect(pair.startsWith("nexusone_session=")).toBe(true);
      expect(text).not.toContain(pair.slice("nexusone_session=".length));
      return rest.map((flag) => flag.replace(/^Expires=.*/, "Expires"));
    };
    expect((await flags(server.url)).sort()).toEqual(["Expires", "HttpOnly", "Path=/", "SameSite=Lax"]);
    const https = await startTestServer({}, { publicUrl: "https://shop.example" });
    expect(
      (await trpcDoor("identity.me").call(https.url, undefined, {})).headers.get("strict-transport-security"),
    ).toBe("max-age=63072000; includeSubDomains");
    const { email } = await createUser(https.platform.db, { passwordHash: await hashPassword(PASSWORD) });
    const signedIn = await trpcDoor("identity.signIn").call(https.url, { email, password: PASSWORD }, {});
    expect(signedIn.headers.getSetCookie()[0]).toContain("; Secure");
    await https.stop();
  });

  it("[SEC-08] is taken away at sign-out, and no longer counts when kept", async () => {
    const { cookie } = await session(server, owner.userId);
    const { headers } = await call("identity.signOut", {}, { cookie });
    expect(headers.getSetCookie()[0]).toMatch(/^nexusone_session=;.*Expires=Thu, 01 Jan 1970/);
    expect((await call("identity.me", undefined, { cookie })).reason).toBe("request.unauthenticated");
  });

  it.each([
    ["another site", FOREIGN],
    ["another port of this computer", "http://127.0.0.1:1"],
    ["an opaque origin", "null"],
    ["a host that only begins like ours", "http://127.0.0.1.evil.example"],
  ])("[SEC-06] is refused to a page of %s, for reading and for writing", async (_where, origin) => {
    const as = { cookie: owner.cookie, merchantId, headers: { origin } };
    expect((await call("catalog.listFacets", undefined, as)).reason).toBe("request.origin_refused");
    expect((await call("catalog.createCategory", { name: "Forged" }, as)).reason).toBe("request.origin_refused");
    const stream = await openStream(server.url, as);
    expect(await stream.ended).toBe("request.origin_refused");
    const own = { ...as, headers: { origin: server.url } };
    expect((await call("catalog.listFacets", undefined, own)).value).toMatchObject({ categories: [] });
  });

  it("[SEC-06] does not write for a request that names neither its page nor our client", async () => {
    const post = (headers: Record<string, string>) =>
      at("/api/trpc/identity.updateProfile", {
        method: "POST",
        headers: { ...json, cookie: `nexusone_session=${owner.cookie}`, ...headers },
        body: "{}",
      });
    expect((await post({})).reason).toBe("request.origin_refused");
    expect((await post({ "x-nexus-client": "admin" })).status).toBe(200);
    expect((await post({ origin: server.url })).status).toBe(200);
    // The REST doors are held to the same.
    const rest = await at("/api/chrome-extension/sessions", {
      method: "DELETE",
      headers: { cookie: `nexusone_session=${owner.cookie}`, "x-merchant-id": merchantId },
    });
    expect(rest.reason).toBe("request.origin_refused");
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "[SEC-06] no form of another site signs anybody in: %s is not read",
    async (type) => {
      const credentials = await withPassword();
      const body = JSON.stringify(credentials);
      const headers = { ...headersOf({}), "content-type": type, origin: FOREIGN };
      const forged = await at("/api/trpc/identity.signIn", { method: "POST", headers, body });
      expect(forged.reason).toBe("request.invalid");
      expect(forged.headers.getSetCookie()).toEqual([]);
      expect((await call("identity.signIn", credentials)).status).toBe(200);
    },
  );
});

describe("a bearer token", () => {
  it("[SEC-06] speaks for itself: a cookie sent along adds nothing", async () => {
    const stranger = await member(server, (await createMerchant(server.platform.db)).id, "owner");
    const both = { bearer: stranger.bearer, cookie: owner.cookie };
    expect((await call("identity.me", undefined, both)).value).toMatchObject({ user: { id: stranger.userId } });
    expect((await call("catalog.listFacets", undefined, { ...both, merchantId })).reason).toBe(
      "request.merchant_forbidden",
    );
    expect((await call("identity.me", undefined, { bearer: "stale", cookie: owner.cookie })).reason).toBe(
      "identity.token_invalid",
    );
    const basic = { cookie: owner.cookie, headers: { authorization: "Basic b3duZXI6cHc=" } };
    expect((await call("identity.me", undefined, basic)).reason).toBe("identity.token_invalid");
  });

  it("[SEC-06] needs no origin, and a foreign one does not matter", async () => {
    const { status } = await call("identity.updateProfile", {}, { bearer: owner.bearer, headers: { origin: FOREIGN } });
    expect(status).toBe(200);
  });

  it.each([
    ["forged", () => "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."],
    [
      "of an ended session",
      async () => {
        const started = await session(server, owner.userId);
        const bearer = await bearerOf(server, { ...owner, ...started }, merchantId);
        await call("identity.signOut", {}, { cookie: started.cookie });
        return bearer;
      },
    ],
  ])("[SEC-06] that is %s keeps nobody from what is public", async (_what, make) => {
    const bearer = await make();
    expect((await call("identity.me", undefined, { bearer })).reason).toMatch(/^identity\./);
    const signedIn = await call("identity.signIn", await withPassword(), { bearer });
    expect(signedIn.reason).toBeUndefined();
    expect(signedIn.headers.getSetCookie()).toHaveLength(1);
    const refresh = await call("extension.refresh", { refreshToken: "x".repeat(40) }, { bearer });
    expect(refresh.reason).toMatch(/^extension\./);
  });
});

describe("what cannot be read", () => {
  const doors = ["/api/trpc/identity.signIn", "/api/cj/import-products"];
  it.each(doors)("[SEC-05] a body over 1 MB is refused at %s", async (path) => {
    const headers = { ...json, authorization: `Bearer ${owner.bearer}` };
    const body = JSON.stringify({ email: "x".repeat(1024 * 1024) });
    expect(await at(path, { method: "POST", headers, body })).toMatchObject({
      status: 413,
      reason: "request.too_large",
    });
    const below = JSON.stringify({ email: "x".repeat(1024 * 1024 - 100) });
    expect((await at(path, { method: "POST", headers, body: below })).reason).toBe("request.invalid");
  });

  it.each(doors)("[SEC-05] broken JSON is refused at %s as what it is", async (path) => {
    const headers = { ...json, authorization: `Bearer ${owner.bearer}` };
    const answer = await at(path, { method: "POST", headers, body: '{"email": ' });
    expect(answer).toMatchObject({ status: 400, reason: "request.invalid" });
  });

  it("[SEC-05] a merchant that is no id, a page's parameters that are no JSON, a method without meaning", async () => {
    const named = { ...headersOf({ cookie: owner.cookie }), "x-merchant-id": "' or 1=1 --" };
    expect((await at("/api/trpc/catalog.listFacets", { headers: named })).reason).toBe("request.invalid");
    const query = "/api/trpc/events.stream?connectionParams=%7B%22merchantId%22&input=%7B";
    expect((await at(query, { headers: headersOf({ cookie: owner.cookie }) })).text).toMatch(/"reason":"request\./);
    expect((await at("/api/trpc/identity.me", { method: "DELETE" })).reason).toBe("request.invalid");
    expect((await at("/api/trpc/no.such", {})).reason).toBe("request.not_found");
  });
});

describe("refusals", () => {
  it("[UIX-06] speak French to who asks for it, and English otherwise", async () => {
    const ask = (language?: string): { headers: Record<string, string> } => ({
      headers: language ? { "accept-language": language } : {},
    });
    const sentence = async (language?: string) => {
      const { text } = await call("identity.me", undefined, ask(language));
      return (JSON.parse(text) as { error: { message: string } }).error.message;
    };
    const rest = async (path: string, language: string) =>
      ((await at(path, ask(language))).value as { error: { message: string } }).error.message;
    const french = await sentence("fr-FR,fr;q=0.9");
    expect(french).not.toBe(await sentence());
    expect(await sentence("en")).toBe(await sentence());
    expect(await sentence("de")).toBe(await sentence());
    expect(await rest("/api/dropshipping/products", "fr")).toBe(french);
    expect(await rest("/api/nowhere", "fr")).not.toBe(await rest("/api/nowhere", "en"));
    // Somebody's own language goes before their browser's.
    const { cookie, userId } = await member(server, merchantId, "support");
    await server.database.sql`update users set locale = 'fr' where id = ${userId}`;
    const as = { cookie, merchantId, headers: { "accept-language": "en" } };
    expect((await call("catalog.createCategory", { name: "x" }, as)).text).toMatch(/[éèà’]|n'|rôle/);
  });

  it("[UIX-06] speak the language the admin is read in, whatever the profile says", async () => {
    const asked = async (client: string) => {
      const headers = {
        ...headersOf({ cookie: owner.cookie, merchantId }),
        "accept-language": "fr",
        "x-nexus-client": client,
      };
      const path = `/api/trpc/catalog.getProduct?input=${encodeURIComponent(JSON.stringify({ id: owner.userId }))}`;
      const { text } = await at(path, { headers });
      return (JSON.parse(text) as { error: { message: string } }).error.message;
    };
    expect(await asked("admin")).toBe("Ce produit n'est pas dans votre catalogue.");
    expect(await asked("test")).toBe("This product is not in your catalogue.");
  });

  it("[SEC-08] tell nothing of a fault of ours but the request's id, which the log explains", async () => {
    const secret = "at /srv/private/file.ts:42 password=hunter2";
    const credentials = await withPassword();
    const broken = vi.spyOn(server.platform.clock, "now").mockImplementation(() => {
      throw new Error(secret);
    });
    logged.length = 0;
    const answers = [
      await call("catalog.listFacets", undefined, { cookie: owner.cookie, merchantId }),
      await call("identity.signIn", credentials),
      await at("/api/dropshipping/products", { headers: { authorization: `Bearer ${owner.bearer}` } }),
    ];
    broken.mockRestore();
    for (const { status, reason, text } of answers) {
      expect(status).toBeGreaterThanOrEqual(500);
      expect(reason).toBe("request.internal");
      expect(text).not.toMatch(/hunter2|private|\.ts:|node_modules|"stack"/);
      const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text) ?? [];
      expect(logged.some((line) => line.includes(id ?? "no id") && line.includes("/srv/private"))).toBe(true);
    }
  });
});
