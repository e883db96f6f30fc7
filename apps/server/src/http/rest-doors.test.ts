import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { member, newApiKey, type Member } from "../isolation/world.ts";
import { headersOf, send, type Answer } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let owner: Member;
let key: string;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  owner = await member(server, (await createMerchant(server.platform.db)).id, "owner");
  ({ key } = await newApiKey(owner));
});
afterAll(() => server.stop());

/** Every REST path of the requirements that has its verb and is open to programs, by row. */
const PROMISED: readonly (readonly [row: string, method: string, path: string])[] = [
  ["EXT-06", "GET", "/api/chrome-extension/sessions"],
  ["CAT-01", "GET", "/api/cj/products"],
  ["CAT-02", "GET", "/api/cj/products/1424608189734850560"],
  ["CAT-03", "GET", "/api/cj/trending-products"],
  ["CAT-05", "POST", "/api/cj/import-products"],
  ["CAT-06", "POST", "/api/products/import"],
  ["CAT-14", "GET", "/api/dropshipping/products"],
  ["CAT-15", "PATCH", "/api/dropshipping/products/0198c0de-7a11-7000-8000-000000000001"],
  ["CAT-16", "GET", "/rest/v1/products"],
  ["CAT-17", "POST", "/rest/v1/products"],
  ["CAT-17", "PATCH", "/rest/v1/products/0198c0de-7a11-7000-8000-000000000001"],
  ["CAT-18", "DELETE", "/rest/v1/products/0198c0de-7a11-7000-8000-000000000001"],
  ["ORD-02", "GET", "/api/cj/orders/WEB-1042"],
  ["ORD-19", "POST", "/functions/create-order-link"],
  ["ORD-22", "POST", "/functions/update-delivery-preferences"],
];

function ask(method: string, path: string, credentials: Record<string, string>, body?: unknown): Promise<Answer> {
  return send(`${server.url}${path}`, {
    method,
    headers: {
      ...headersOf({}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...credentials,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const byKey = (method: string, path: string, body?: unknown) => ask(method, path, { "x-api-key": key }, body);

describe("the promised paths", () => {
  it("[EXT-05] [AUT-02] [AUT-09] POST /api/chrome-extension/generate-token answers a person, and no key", async () => {
    const door = ["POST", "/api/chrome-extension/generate-token"] as const;
    expect((await ask(...door, {}, {})).reason).toBe("request.unauthenticated");
    expect((await byKey(...door, {})).reason).toBe("api_keys.not_a_person");
    expect((await ask(...door, { authorization: `Bearer ${owner.bearer}` }, {})).status).toBe(201);
  });

  it.each(PROMISED)("[%s] [AUT-02] [AUT-09] %s %s answers a key in either header, and nobody else", async (...door) => {
    const [, method, path] = door;
    const body = method === "GET" ? undefined : {};
    expect((await ask(method, path, {}, body)).reason).toBe("request.unauthenticated");
    const answers = [
      await ask(method, path, { "x-api-key": key }, body),
      await ask(method, path, { authorization: `Bearer ${key}` }, body),
    ];
    for (const { status, reason, text } of answers) {
      expect([401, 403, 500], text).not.toContain(status);
      expect(reason, "no such door").not.toBe("request.not_found");
    }
  });
});

describe("values", () => {
  it("[SEC-05] of a body are what they say: text is no number and no switch there", async () => {
    const path = "/api/dropshipping/products/0198c0de-7a11-7000-8000-000000000001";
    const text = await byKey("PATCH", path, { version: "1" });
    expect(text).toMatchObject({ status: 400, reason: "request.invalid" });
    expect(text.text).toContain("version");
    expect((await byKey("PATCH", path, { version: 1 })).reason).toBe("catalog.product_not_found");
    expect((await byKey("PATCH", path, { tags: "one" })).reason).toBe("request.invalid");
    const dry = await byKey("POST", "/api/products/import", { product_ids: ["1424608189734850560"], dry_run: "true" });
    expect(dry).toMatchObject({ status: 400, reason: "request.invalid" });
  });

  it("[SEC-05] of an address become what the field is", async () => {
    expect((await byKey("GET", "/rest/v1/products?limit=1&status=active")).status).toBe(200);
    expect((await byKey("GET", "/rest/v1/products?limit=one")).status).toBe(400);
  });

  it.each([[[]], ["text"], [7], [[{ name: "x" }]]])("[SEC-05] come as an object, not as %j", async (body) => {
    expect((await byKey("POST", "/api/chrome-extension/generate-token", body)).reason).toBe("request.invalid");
  });
});

describe("a refusal", () => {
  it.each([
    ["GET", "/rest/v1/products?category_id=x", undefined, "category_id"],
    ["GET", "/api/cj/products?min_price=cheap", undefined, "min_price"],
    ["POST", "/api/products/import", { product_ids: [7] }, "product_ids[0]"],
    ["POST", "/api/products/import", { product_ids: ["1"], category_name: "" }, "category_name"],
    [
      "PATCH",
      "/api/dropshipping/products/0198c0de-7a11-7000-8000-000000000001",
      { prices: [{ variant_id: "x", price_minor: 1 }] },
      "prices[0].variant_id",
    ],
  ])("[UIX-06] of %s %s %j calls the field as it was sent: %s", async (method, path, body, field) => {
    const { reason, value } = await byKey(method, path, body);
    expect(reason).toBe("request.invalid");
    const { message, details } = (value as { error: { message: string; details: Record<string, unknown> } }).error;
    expect(message).toContain(`at ${field}`);
    expect(message).not.toMatch(/at \S*[a-z][A-Z]/);
    expect(details["problem"]).toContain(field);
  });

  it("[UIX-06] of a procedure calls it by our name there", async () => {
    const input = encodeURIComponent(JSON.stringify({ categoryId: "x" }));
    const answer = await send(`${server.url}/api/trpc/catalog.listProducts?input=${input}`, {
      headers: headersOf({ bearer: owner.bearer }),
    });
    expect(answer.text).toContain("categoryId");
  });
});
