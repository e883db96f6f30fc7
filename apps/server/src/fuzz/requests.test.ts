import { createHmac } from "node:crypto";
import { isReasonCode } from "@nexusone/contracts/reasons";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWorld, forgetLimits, newApiKey, type World } from "../isolation/world.ts";
import { headersOf, send, type Answer } from "../testing/call.ts";
import { NASTY_STRINGS } from "./nasty.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
beforeEach(() => forgetLimits(world));
afterAll(() => world.server.stop());

const owner = () => ({ cookie: world.a.staff.owner.cookie, merchantId: world.a.merchantId });
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  send(world.server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headersOf(owner()), ...headers },
    body,
  });
const get = (path: string, headers: Record<string, string> = headersOf(owner())) =>
  send(world.server.url + path, { headers });

function refusedCleanly(answer: Answer, what: string): void {
  expect(answer.status, what).toBeGreaterThanOrEqual(400);
  expect(answer.status, what).toBeLessThan(500);
  expect(isReasonCode(answer.reason) && answer.reason !== "request.internal", `${what}: ${answer.text}`).toBe(true);
  expect(world.server.faults, what).toEqual([]);
}

const MUTATION = "/api/trpc/catalog.createCategory";
const REST = "/api/cj/import-products";

describe("bodies", () => {
  it.each([MUTATION, REST])("[SEC-05] %s refuses what cannot be read, whatever it calls itself", async (path) => {
    const bodies: [string, BodyInit, string?][] = [
      ["broken JSON", '{"name": "x'],
      ["no JSON at all", "name=x"],
      ["an array", "[]"],
      ["a bare string", '"x"'],
      ["null", "null"],
      ["nothing", ""],
      ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x22])],
      ["a form", "name=x", "application/x-www-form-urlencoded"],
      ["XML", "<name>x</name>", "application/xml"],
      ["multipart without parts", "--x--", "multipart/form-data; boundary=x"],
      ["an unknown type", "x", "application/x-nothing"],
      ["a type that is none", "{}", ";;;"],
      ["prototype keys", '{"__proto__":{"name":"x"},"constructor":{"prototype":{"admin":true}}}'],
      ["3 MB", JSON.stringify({ name: "x".repeat(3_000_000) })],
      ["a deep nest", `{"name":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
      ["100,000 keys", JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, at])))],
    ];
    for (const [what, body, type] of bodies)
      refusedCleanly(await post(path, body, type ? { "content-type": type } : {}), what);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it("[SEC-05] refuses a body over the limit as too large", async () => {
    const answer = await post(MUTATION, JSON.stringify({ name: "x".repeat(3_000_000) }));
    expect(answer).toMatchObject({ status: 413, reason: "request.too_large" });
  });
});

describe("addresses", () => {
  it("[SEC-05] [SEC-06] answers odd paths and queries with a reason", async () => {
    const paths = [
      "/api/trpc/",
      "/api/trpc/__proto__",
      "/api/trpc/constructor",
      "/api/trpc/catalog",
      "/api/trpc/catalog.__proto__",
      "/api/trpc/catalog.listProducts.x",
      "/api/trpc/..%2f..%2fetc%2fpasswd",
      "/api/trpc/catalog.listProducts?input=%7B",
      "/api/trpc/catalog.listProducts?input=%7B%22q%22%3A%22%5Cu0000%22%7D",
      "/api/trpc/catalog.listProducts?batch=1&input=%5B1%5D",
      "/api/trpc/catalog.listProducts,catalog.listFacets?batch=1&input=nonsense",
      `/api/trpc/${Array.from({ length: 21 }, () => "catalog.listFacets").join(",")}?batch=1&input=%7B%7D`,
      `/api/trpc/${Array.from({ length: 21 }, () => "catalog.listFacets").join("%2C")}?batch=1&input=%7B%7D`,
      "/api/cj/products/%00",
      "/api/cj/products/%ED%A0%80",
      "/api/cj/products/%E0%A4%A",
      "/api/cj/products/..%2F..%2Fsecret",
      "/api/dropshipping/products?limit=-1",
      "/api/dropshipping/products?limit=1e9",
      "/api/dropshipping/products?sort[]=x&sort[]=y",
      "/api/dropshipping/products?category_id=%27%20or%201=1",
      "/api/nothing",
    ];
    for (const path of paths) {
      const answer = await get(path);
      expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(500);
      if (answer.status >= 400 && !path.includes("batch=1"))
        expect(isReasonCode(answer.reason), `${path}: ${answer.text}`).toBe(true);
      expect(world.server.faults, path).toEqual([]);
    }
  });

  it("[SEC-06] searches for hostile words without harm", async () => {
    for (const q of NASTY_STRINGS) {
      const answer = await get(`/api/trpc/catalog.listProducts?input=${encodeURIComponent(JSON.stringify({ q }))}`);
      expect(answer.status, JSON.stringify(q)).toBeLessThan(500);
      expect(world.server.faults, JSON.stringify(q)).toEqual([]);
    }
    const [row] = await world.server.database.sql<{ count: number }[]>`select count(*)::integer as count from products`;
    expect(row?.count).toBeGreaterThan(0);
  });
});

describe("tokens and cookies", () => {
  const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  /** HS256 under a key of the attacker's choice, or under none. */
  const forged = (header: object, claims: object, key?: string) => {
    const body = `${b64(header)}.${b64(claims)}`;
    return `${body}.${key === undefined ? "" : createHmac("sha256", key).update(body).digest("base64url")}`;
  };

  it("[AUT-03] [SEC-06] refuses every forged, expired, unsigned or confused token", async () => {
    const { userId, sessionId, bearer } = world.a.staff.owner;
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, exp: now + 900 };
    const person = {
      sub: userId,
      sid: sessionId,
      mid: world.a.merchantId,
      iss: "nexusone",
      aud: "nexusone-api",
      ...times,
    };
    const browser = { ...person, aud: "nexusone-extension", scopes: ["catalog:read"] };
    const hs = { alg: "HS256", typ: "JWT" };
    const [head = "", claims = "", signature = ""] = bearer.split(".");
    const tokens: [string, string][] = [
      ["unsigned", forged({ alg: "none" }, person)],
      ["unsigned, of a browser", forged({ alg: "none" }, browser)],
      ["None in capitals", forged({ alg: "NONE" }, person)],
      ["an empty key", forged(hs, person, "")],
      ["a guessed key", forged(hs, person, "secret")],
      ["a guessed key, of a browser", forged(hs, browser, "secret")],
      ["another algorithm", forged({ alg: "RS256" }, person, "secret")],
      ["a key by address", forged({ ...hs, jku: "https://evil.example/keys", kid: "../../dev/null" }, person, "")],
      ["a signature of other claims", `${head}.${b64({ ...person, mid: world.b.merchantId })}.${signature}`],
      ["the person's signature as a browser's", `${head}.${b64(browser)}.${signature}`],
      ["no signature", `${head}.${claims}.`],
      ["two parts", `${head}.${claims}`],
      ["five parts", `${bearer}.x.y`],
      ["no claims", forged(hs, {}, "")],
      ["a huge one", `${head}.${"A".repeat(6_000)}.${signature}`],
      ["dots", "..."],
    ];
    for (const [what, token] of tokens) {
      const answer = await get("/api/trpc/catalog.listFacets", headersOf({ bearer: token }));
      expect(["identity.token_invalid", "extension.token_invalid"], what).toContain(answer.reason);
    }
    expect(world.server.faults).toEqual([]);
    // The control: the token these were made from is good.
    expect((await get("/api/trpc/catalog.listFacets", headersOf({ bearer }))).reason).toBeUndefined();
  });

  it("[AUT-09] [SEC-06] takes odd API keys for what they are, in either header", async () => {
    const { key } = await newApiKey(world.a.staff.owner, ["catalog:read"]);
    const [mark = "", prefix = "", ...secret] = key.split("_");
    const odd = [
      mark,
      `${mark}_`,
      `${mark}_${prefix}`,
      `${key}x`,
      key.slice(0, -1),
      key.toUpperCase(),
      `${mark}_${prefix}_${"A".repeat(6_000)}`,
      `nx_' or 1=1; --`,
      `nx_%00`,
      `${prefix}_${secret.join("_")}`,
      `${key}, ${key}`,
    ];
    const asked = (headers: Record<string, string>) =>
      get("/api/dropshipping/products", { ...headersOf({}), ...headers });
    for (const one of odd) expect((await asked({ "x-api-key": one })).reason, one).toBe("api_keys.invalid");
    for (const one of odd.filter((text) => /^nx_\S+$/.test(text)))
      expect((await asked({ authorization: `Bearer ${one}` })).reason, one).toBe("api_keys.invalid");
    expect((await asked({ "x-api-key": "" })).reason).toBe("api_keys.invalid");
    expect((await asked({ "x-api-key": key, "x-merchant-id": "x" })).reason).toBe("request.invalid");
    expect(world.server.faults).toEqual([]);
    expect((await asked({ "x-api-key": key })).reason, "the control").toBeUndefined();
  });

  it("[AUT-03] [SEC-06] takes odd cookies and merchant ids for what they are", async () => {
    const { cookie } = world.a.staff.owner;
    const values = ["", "%00", "a=b=c", "'; drop table users; --", `${cookie}x`, cookie.slice(1), "x".repeat(7_000)];
    for (const value of values) {
      const headers = { ...headersOf({ merchantId: world.a.merchantId }), cookie: `nexusone_session=${value}` };
      expect((await get("/api/trpc/catalog.listFacets", headers)).reason, value).toBe("request.unauthenticated");
    }
    for (const merchantId of [
      "x",
      "0",
      "' or 1=1",
      "00000000-0000-0000-0000-00000000000g",
      `${world.a.merchantId} `.repeat(2),
    ]) {
      const answer = await get("/api/trpc/catalog.listFacets", headersOf({ ...owner(), merchantId }));
      expect(answer.reason, merchantId).toBe("request.invalid");
    }
    expect(world.server.faults).toEqual([]);
  });
});
