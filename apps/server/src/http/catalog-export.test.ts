import { ROLES, roleHas } from "@nexusone/contracts/permissions";
import { NEWEST_HITS_HEADER } from "@nexusone/contracts/export-terms";
import { createProduct } from "@nexusone/core/catalog/create-product";
import { exportProducts } from "@nexusone/core/catalog/export-products";
import { seed, write } from "@nexusone/core/catalog/products.fixture";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strangersTo } from "../isolation/strangers.ts";
import { buildWorld, newApiKey, pairBrowser, type World } from "../isolation/world.ts";
import { headersOf, type As } from "../testing/call.ts";
import { CATALOG_EXPORT_PATH } from "./catalog-export.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
}, 120_000);
afterAll(() => world.server.stop());

const ask = (as: As, body: object = {}, locale = "en") =>
  fetch(`${world.server.url}${CATALOG_EXPORT_PATH}`, {
    method: "POST",
    headers: { ...headersOf(as), "content-type": "application/json", "accept-language": locale },
    body: JSON.stringify(body),
  });
const reasonOf = async (as: As, body?: object) =>
  ((await (await ask(as, body)).json()) as { error?: { reason?: string } }).error?.reason;
async function allOf(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
const asOwner = () => ({ cookie: world.a.staff.owner.cookie, merchantId: world.a.merchantId });

describe("POST /api/catalogue/export", () => {
  it("[CAT-21] [SEC-06] sends the filtered catalogue as a file that a spreadsheet reads and nothing in it runs", async () => {
    const { ctx } = world.a.staff.owner;
    await write(ctx, [
      seed("=cmd|'/c calc'!A1", { tags: ["exported", "b"], price: 1_250 }),
      seed("Plain", { tags: ["exported"] }),
    ]);
    await write(world.b.staff.owner.ctx, [seed("Of B", { tags: ["exported"] })]);
    const answer = await ask(asOwner(), { tag: "exported", sort: "name" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-disposition")).toContain('attachment; filename="catalogue.csv"');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^product_id,name,variant,sku,status/);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(",'=cmd|'/c calc'!A1,Default,,active,,\"b, exported\",cj,");
    expect(lines[1]).toContain(",4.5,12.5,EUR,20,5,2026-");
    expect(answer.headers.get(NEWEST_HITS_HEADER)).toBeNull();
    const french = await exportProducts({ ...ctx, locale: "fr" }, { tag: "exported", q: "plain" });
    expect((await allOf(french.pieces)).join("").split("\r\n")[1]).toContain(";4,5;10;EUR;20;5;");
  });

  it("[CAT-21] says of how many of the newest the file is when more products have the words", async () => {
    const { ctx } = world.a.staff.owner;
    await write(ctx, [seed("Heron one"), seed("Heron two"), seed("Heron three")]);
    const cut = await exportProducts(ctx, { q: "heron" }, 2);
    expect(cut.newestHits).toBe(2);
    expect((await allOf(cut.pieces)).join("").match(/Heron/g)).toHaveLength(2);
    expect((await exportProducts(ctx, { q: "heron" }, 4)).newestHits).toBeNull();
    expect((await exportProducts(ctx, {}, 2)).newestHits).toBeNull();
  });

  it("[CAT-19] [CAT-21] carries brand and barcode, the barcode as text so that its zeros stay", async () => {
    const { ctx } = world.a.staff.owner;
    const tags = ["packaged"];
    await createProduct(ctx, {
      name: "Syrup",
      brand: "Sanofi",
      barcode: "00012348",
      tags,
      variants: [{ priceMinor: 900 }],
    });
    await createProduct(ctx, { name: "Tea", tags, variants: [{ priceMinor: 400 }] });
    const [head, ...lines] = (await allOf((await exportProducts(ctx, { tag: "packaged", sort: "name" })).pieces))
      .join("")
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(",").slice(-2));
    expect(head).toEqual(["brand", "barcode"]);
    expect(lines).toEqual([
      ["Sanofi", "00012348\t"],
      ["", ""],
    ]);
  });

  it("[CAT-21] [AUT-04] is for who may edit the catalogue, and refuses everybody else with the reason", async () => {
    for (const { label, as, reason } of await strangersTo(world)) expect(await reasonOf(as), label).toBe(reason);
    for (const role of ROLES)
      expect((await ask({ cookie: world.a.staff[role].cookie, merchantId: world.a.merchantId })).status, role).toBe(
        roleHas(role, "catalog:edit") ? 200 : 403,
      );
    const { accessToken } = await pairBrowser(world.a.staff.owner);
    expect(await reasonOf({ bearer: accessToken })).toBe("request.scope_missing");
    expect((await ask({ apiKey: (await newApiKey(world.a.staff.owner, ["catalog:edit"])).key })).status).toBe(200);
    expect(await reasonOf(asOwner(), { sort: "random" })).toBe("request.invalid");
    expect(world.server.takeFaults()).toEqual([]);
  });

  it("[CAT-21] sends a long catalogue piece by piece, each product once, and lets go when the reader leaves", async () => {
    const { merchantId } = world.b;
    const { owner } = world.b.staff;
    await world.server.database.sql`
      with made as (
        insert into products (merchant_id, name, name_lower, status, currency, min_price_minor, max_price_minor, variant_count, imported_at)
        select ${merchantId}, 'Bulk ' || n, 'bulk ' || n, 'active', 'EUR', n, n, 1, timestamptz '2026-01-01' + n * interval '1 second'
        from generate_series(1, 8000) n returning id, min_price_minor)
      insert into product_variants (merchant_id, product_id, position, label, cost_usd, price_minor, price_from_rule, stock_known)
      select ${merchantId}, id, 0, 'Default', '1.00', min_price_minor, true, false from made`;
    const asked = { minPriceMinor: 1, maxPriceMinor: 8_000, sort: "price_asc" } as const;
    const pieces = await allOf((await exportProducts(owner.ctx, asked)).pieces);
    expect(pieces.length).toBeGreaterThan(15);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(150_000);

    const as = { cookie: owner.cookie, merchantId };
    const whole = await (await ask(as, asked)).text();
    const bulk = whole.split("\r\n").filter((line) => line.includes(",Bulk "));
    expect(bulk).toHaveLength(8_000);
    expect(new Set(bulk.map((line) => line.split(",")[0])).size).toBe(8_000);

    const left = new AbortController();
    const half = await fetch(`${world.server.url}${CATALOG_EXPORT_PATH}`, {
      method: "POST",
      headers: { ...headersOf(as), "content-type": "application/json" },
      body: "{}",
      signal: left.signal,
    });
    await half.body!.getReader().read();
    left.abort();
    await expect.poll(() => world.server.platform.db.pool.totalCount - world.server.platform.db.pool.idleCount).toBe(0);
    expect(world.server.takeFaults()).toEqual([]);
  }, 60_000);
});
