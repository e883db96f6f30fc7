import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCategory } from "@nexusone/core/catalog/create-category";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { member, newApiKey, type Member } from "../isolation/world.ts";
import { send, trpcDoor } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const dist = mkdtempSync(join(tmpdir(), "nexusone-admin-"));
let server: TestServer;
beforeAll(async () => {
  mkdirSync(join(dist, "assets"));
  writeFileSync(join(dist, "index.html"), "<title>NexusOne</title>");
  writeFileSync(join(dist, "assets", "index-4f2a.js"), "export {};");
  server = await startTestServer({}, { TRUST_PROXY: "on", ADMIN_DIST: dist });
});
afterAll(async () => {
  await server.stop();
  rmSync(dist, { recursive: true });
});

const newShop = async () => {
  const owner = await member(server, (await createMerchant(server.platform.db)).id, "owner");
  return { owner, key: (await newApiKey(owner, ["catalog:read", "settings:read"])).key };
};
const read = (key: string, mark?: string, path = "/api/dropshipping/products") =>
  send(`${server.url}${path}`, { headers: { "x-api-key": key, ...(mark ? { "if-none-match": mark } : {}) } });
const addProduct = ({ ctx }: Member, name: string) => server.database.sql`
  insert into products (merchant_id, name, name_lower, status, currency, min_price_minor, max_price_minor, variant_count, imported_at, search_text)
  values (${ctx.merchantId}, ${name}, ${name.toLowerCase()}, 'active', 'EUR', 1, 1, 1, clock_timestamp(), '')`;

describe("answers of REST doors", () => {
  it("[DAT-05] tell in a few bytes that nothing changed, and answer in full once something has", async () => {
    const { owner, key } = await newShop();
    const path = "/api/openapi.json";
    const first = await read(key, undefined, path);
    const mark = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    const again = await read(key, `W/${mark}, "other"`, path);
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", mark]);

    const list = await read(key);
    const kept = list.headers.get("etag") ?? "";
    expect((await read(key, kept)).status).toBe(304);
    await createCategory(owner.ctx, { name: "Lamps" });
    expect((await read(key, kept)).status, "the same list").toBe(304);
    await addProduct(owner, "Lamp");
    const changed = await read(key, kept);
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).not.toBe(kept);
  });

  it("[DAT-05] [AUT-06] are shown again only after asking, as whoever asks now", async () => {
    const [a, b] = [await newShop(), await newShop()];
    await addProduct(a.owner, "Mine");
    const mine = await read(a.key);
    expect(mine.headers.get("vary")).toContain("x-api-key");
    const theirs = await read(b.key, mine.headers.get("etag") ?? "");
    expect(theirs.status).toBe(200);
    expect(theirs.text).not.toContain("Mine");
    const nobody = await read("nx_none", mine.headers.get("etag") ?? "");
    expect([nobody.status, nobody.headers.get("cache-control")]).toEqual([401, "no-store"]);
  });
});

describe("what a browser keeps", () => {
  it("[DAT-05] is the admin's code, for a year under names that change with it; the page is asked for anew", async () => {
    const kept = async (path: string) =>
      (await fetch(`${server.url}${path}`, { headers: { accept: "text/html" } })).headers.get("cache-control");
    expect(await kept("/assets/index-4f2a.js")).toBe("public, max-age=31536000, immutable");
    for (const path of ["/", "/m/shop/catalogue"]) expect(await kept(path)).toBe("no-cache");
  });

  it("[DAT-05] [SEC-07] is nothing of a shop", async () => {
    const { owner } = await newShop();
    const as = { cookie: owner.cookie, merchantId: owner.ctx.merchantId };
    const answer = await trpcDoor("catalog.listFacets").call(server.url, undefined, as);
    expect([answer.status, answer.headers.get("cache-control"), answer.headers.get("etag")]).toEqual([
      200,
      "no-store",
      null,
    ]);
  });
});
