import { createMerchant } from "@nexusone/testing/merchants";
import { updateSettings } from "@nexusone/core/merchants/settings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { member, newApiKey, type Member } from "../isolation/world.ts";
import { headersOf, send, type Answer } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
});
afterAll(() => server.stop());

async function shopOf(overrides: Parameters<typeof createMerchant>[1] = {}) {
  const merchant = await createMerchant(server.platform.db, { currency: "XOF", ...overrides });
  const owner = await member(server, merchant.id, "owner");
  return { owner, slug: merchant.slug, key: (await newApiKey(owner)).key };
}
const ask = (method: string, path: string, key: string | undefined, body?: unknown): Promise<Answer> =>
  send(`${server.url}${path}`, {
    method,
    headers: {
      ...headersOf({}),
      ...(key && { "x-api-key": key }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const open = ({ ctx }: Member) => updateSettings(ctx, { publicCatalogue: true });
const syrup = {
  name: "Sirop",
  description: "Pour la toux",
  category: "Sirops",
  price_cfa: 2_500,
  stock_qty: 4,
  image_url: "https://img.example/sirop.jpg",
  ingredients: "Miel",
  expiration_date: "2027-05-31",
  brand: "Pharma",
  barcode: "3400930000120",
  tags: ["toux"],
  active: true,
};

describe("products under the names of older programs", () => {
  it("[CAT-17] [CAT-19] are created, listed, changed and deleted", async () => {
    const { key } = await shopOf();
    const made = await ask("POST", "/rest/v1/products", key, syrup);
    expect(made.status, made.text).toBe(201);
    const { description: _, ...fields } = syrup;
    expect(made.value).toMatchObject({ ...fields, price_minor: 2_500, currency: "XOF" });
    const { id } = made.value as { id: string };
    const listed = await ask("GET", "/rest/v1/products?category=sirops&status=active", key);
    expect(listed.value).toMatchObject({ items: [{ id, barcode: "3400930000120" }], total: 1, next_cursor: null });
    expect((await ask("GET", "/rest/v1/products?category=none", key)).value).toMatchObject({ items: [] });

    const changed = await ask("PATCH", `/rest/v1/products/${id}`, key, {
      price_cfa: 2_700,
      stock_qty: 0,
      active: false,
      category: null,
      expiration_date: null,
    });
    expect(changed.value).toMatchObject({ price_cfa: 2_700, stock_qty: 0, active: false, category: null });
    expect((await ask("DELETE", `/rest/v1/products/${id}`, key)).value).toEqual({ id, outcome: "archived" });
    expect((await ask("PATCH", `/rest/v1/products/${id}`, key, { active: false })).value).toMatchObject({
      active: false,
    });
    expect((await ask("GET", "/rest/v1/products?status=archived", key)).value).toMatchObject({ items: [{ id }] });
    expect((await ask("DELETE", `/rest/v1/products/${id}?permanent=true`, key)).value).toEqual({
      id,
      outcome: "removed",
    });
    expect((await ask("DELETE", `/rest/v1/products/${id}`, key)).reason).toBe("catalog.product_not_found");
  });

  it("[CAT-19] price_cfa is for shops that sell in it; a price there must be", async () => {
    const { key } = await shopOf({ currency: "EUR" });
    expect((await ask("POST", "/rest/v1/products", key, syrup)).reason).toBe("catalog.not_cfa");
    const { price_cfa: _, ...unpriced } = syrup;
    expect((await ask("POST", "/rest/v1/products", key, unpriced)).reason).toBe("request.invalid");
    const made = await ask("POST", "/rest/v1/products", key, { ...unpriced, price_minor: 1_290 });
    expect(made.value).toMatchObject({ price_cfa: null, price_minor: 1_290, currency: "EUR" });
  });

  it("[CAT-17] the stock of several variants is not one number", async () => {
    const { key } = await shopOf();
    const made = await ask("POST", "/api/dropshipping/products", key, {
      name: "Two sizes",
      variants: [
        { label: "S", price_minor: 100 },
        { label: "L", price_minor: 200 },
      ],
    });
    expect(made.status, made.text).toBe(201);
    const { id } = made.value as { id: string };
    expect((await ask("PATCH", `/rest/v1/products/${id}`, key, { stock_qty: 1 })).reason).toBe("catalog.many_variants");
    const priced = await ask("PATCH", `/rest/v1/products/${id}`, key, { price_minor: 300 });
    expect(priced.value).toMatchObject({ price_minor: 300 });
  });
});

describe("a shop's public list", () => {
  it("[CAT-16] [AUT-02] shows strangers name, price, picture and whether any is left, never cost or count", async () => {
    const { key, slug, owner } = await shopOf();
    await ask("POST", "/rest/v1/products", key, syrup);
    await ask("POST", "/rest/v1/products", key, { ...syrup, name: "Hidden", barcode: null, active: false });
    expect((await ask("GET", `/rest/v1/products?shop=${slug}`, undefined)).reason).toBe("catalog.shop_not_public");
    await open(owner);
    const shown = await ask("GET", `/rest/v1/products?shop=${slug}`, undefined);
    expect(shown.value).toEqual({
      next_cursor: null,
      items: [
        {
          id: expect.any(String),
          name: "Sirop",
          price_minor: 2_500,
          currency: "XOF",
          image_url: syrup.image_url,
          category: "Sirops",
          in_stock: true,
        },
      ],
    });
    expect((await ask("GET", `/rest/v1/shops/${slug}/products?category=sirops`, undefined)).value).toEqual(shown.value);
    expect((await ask("GET", `/rest/v1/products?shop=${slug}&status=inactive`, undefined)).value).toEqual(shown.value);
    expect((await ask("GET", `/rest/v1/products?shop=${slug}&q=hidden`, undefined)).value).toMatchObject({ items: [] });
    await updateSettings(owner.ctx, { publicCatalogue: false });
    expect((await ask("GET", `/rest/v1/shops/${slug}/products`, undefined)).reason).toBe("catalog.shop_not_public");
  });

  it("[CAT-16] may be kept for a minute by anybody, and counts against the address that asks", async () => {
    const { slug, owner } = await shopOf();
    await open(owner);
    const answer = await fetch(`${server.url}/rest/v1/products?shop=${slug}`, { headers: headersOf({}) });
    expect(answer.headers.get("cache-control")).toBe("public, max-age=60");
    const limit = Number(answer.headers.get("ratelimit-limit"));
    expect(limit).toBeGreaterThan(0);
    expect(Number(answer.headers.get("ratelimit-remaining"))).toBeLessThan(limit);
  });

  it("[CAT-16] [AUT-06] shows one shop's products alone, and says of an unknown shop what it says of a closed one", async () => {
    const [a, b] = [await shopOf(), await shopOf()];
    await Promise.all([open(a.owner), open(b.owner)]);
    await ask("POST", "/rest/v1/products", a.key, syrup);
    expect((await ask("GET", `/rest/v1/products?shop=${b.slug}`, undefined)).value).toMatchObject({ items: [] });
    expect((await ask("GET", "/rest/v1/products?shop=nobody", undefined)).reason).toBe("catalog.shop_not_public");
    expect((await ask("GET", "/rest/v1/products", undefined)).reason).toBe("request.unauthenticated");
  });
});
