import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connected, member, nextPid, pairBrowser, type Member, type Shop } from "../isolation/world.ts";
import { headersOf, send, type Answer } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let owner: Member;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  const { id: merchantId } = await createMerchant(server.platform.db, { isDemo: true });
  owner = await member(server, merchantId, "owner");
  const { apiKey } = await server.sandbox.control.accounts.create({ level: 5, points: 1_000_000 });
  await connected({ merchantId, staff: { owner }, apiKey } as unknown as Shop);
});
afterAll(() => server.stop());

type Body = Record<string, unknown>;
/** A door as an integrator uses it: the whole request is written out, the token names the merchant. */
function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return send(`${server.url}${path}`, {
    method,
    headers: {
      ...headersOf({ bearer: owner.bearer }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
async function ok<T = Body>(method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const answer = await ask(method, path, body);
  expect(answer, answer.text.slice(0, 300)).toMatchObject({ status, reason: undefined });
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expectSnake(answer.value);
  return answer.value as T;
}

/** Every key at any depth, but for those that are ids. */
function expectSnake(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(expectSnake);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    expect(key).toMatch(/^([a-z][a-z0-9]*(_[a-z0-9]+)*|[0-9A-F-]{8,})$/);
    expectSnake(inner);
  }
}

type Tiles = { items: Body[]; page: number; total_pages: number; total: number };
type Preview = { id: string; rows: { external_id: string; status: string; reason: string | null }[]; cost: Body };
type Imported = { preview: Preview; import: { rows: { state: string; product_id: string }[] } | null };
type Product = {
  id: string;
  version: number;
  name: string;
  tags: string[];
  variants: { id: string; price_minor: number }[];
};
type Products = { items: (Product & { min_price_minor: number })[]; next_cursor: string | null; total: number };

const importOne = async (more: Body = {}): Promise<string> => {
  const body = { product_ids: [await nextPid(server)], ...more };
  const { import: done } = await ok<Imported>("POST", "/api/cj/import-products", body);
  expect(done?.rows).toMatchObject([{ state: "imported" }]);
  return done?.rows[0]?.product_id ?? "none";
};

describe("CJ's products", () => {
  it("[CAT-01] are listed by filters that arrive as text", async () => {
    const page = await ok<Tiles>("GET", "/api/cj/products?size=5&page=2&sort=price_asc");
    expect(page).toMatchObject({ page: 2, total: expect.any(Number), total_pages: expect.any(Number) });
    expect(page.items).toHaveLength(5);
    expect(page.items[0]).toMatchObject({ external_id: expect.any(String), min_usd: expect.stringMatching(/^\d/) });
    const dear = await ok<Tiles>("GET", "/api/cj/products?min_price=20&max_price=60&size=20");
    expect(dear.total).toBeGreaterThan(0);
    expect(dear.total).toBeLessThan(page.total);
    const requests = await server.sandbox.control.requests.list({ vendor: "cj-api" });
    const query = requests.findLast(({ path }) => path.includes("listV2") || path.includes("product/list"))?.query;
    expect(query).toMatchObject({ startSellPrice: "20", endSellPrice: "60" });
    const free = await ok<Tiles>("GET", "/api/cj/products?free_shipping=true&size=3");
    expect(free.total).toBeLessThan(page.total);
  });

  it.each([
    "size=0",
    "size=many",
    "page=-1",
    "sort=upwards",
    "country=Narnia",
    "min_price=cheap",
    "free_shipping=maybe",
  ])("[CAT-01] are not listed by what makes no sense: %s", async (query) => {
    const answer = await ask("GET", `/api/cj/products?${query}`);
    expect(answer).toMatchObject({ status: 400, reason: "request.invalid" });
    expect(answer.text).toContain(query.split("=")[0]);
  });

  it("[CAT-02] are shown one by one, with variants and stock", async () => {
    const pid = await nextPid(server);
    const product = await ok("GET", `/api/cj/products/${pid}`);
    expect(product).toMatchObject({
      external_id: pid,
      status: "on_sale",
      product_id: null,
      variants: [expect.objectContaining({ cost_usd: expect.stringMatching(/^\d+(\.\d+)?$/) })],
    });
    expect(await ask("GET", "/api/cj/products/0000000000000000001")).toMatchObject({
      status: 404,
      reason: "import.product_unknown",
    });
  });

  it("[CAT-03] that sell are found", async () => {
    const { items } = await ok<Tiles>("GET", "/api/cj/trending-products?size=4");
    expect(items).toHaveLength(4);
    expect(items[0]).toMatchObject({ external_id: expect.any(String), listed_count: expect.any(Number) });
  });
});

describe("importing", () => {
  it.each(["/api/cj/import-products", "/api/products/import"])(
    "[CAT-05] [CAT-06] through %s computes with dry_run, and does with it off",
    async (path) => {
      const pid = await nextPid(server);
      const dry = await ok<Imported>("POST", path, { product_ids: [pid], dry_run: true });
      expect(dry).toMatchObject({
        import: null,
        preview: { rows: [{ external_id: pid, status: "ok", reason: null }], cost: { credits: 3 } },
      });
      const before = (await ok<Products>("GET", "/api/dropshipping/products")).total;
      const done = await ok<Imported>("POST", path, { product_ids: [pid] });
      expect(done.import).toMatchObject({
        state: "done",
        counts: { imported: 1, failed: 0 },
        credits_charged: 3,
        rows: [{ external_id: pid, state: "imported", source: "api", product_id: expect.any(String) }],
      });
      expect((await ok<Products>("GET", "/api/dropshipping/products")).total).toBe(before + 1);
      const again = await ok<Imported>("POST", path, { product_ids: [pid] });
      expect(again.preview.rows).toMatchObject([{ status: "excluded", reason: "catalog.already_imported" }]);
    },
  );

  it("[SEC-05] [CAT-06] a misspelt field is refused by its name and nothing is imported; a word in the address is let be", async () => {
    const pid = await nextPid(server);
    const { total } = await ok<Products>("GET", "/api/dropshipping/products?utm_source=mail");
    const answer = await ask("POST", "/api/cj/import-products", { product_ids: [pid], dryrun: true });
    expect(answer).toMatchObject({ status: 400, reason: "request.invalid" });
    expect(answer.text).toContain("no field is called dryrun");
    const deep = { product_ids: [pid], dry_run: true, price_rule: { kind: "multiplier", factor: "3", off: "landed" } };
    expect((await ask("POST", "/api/cj/import-products", deep)).text).toContain("price_rule.off");
    expect((await ok<Products>("GET", "/api/dropshipping/products")).total).toBe(total);
  });

  it("[CAT-05] takes addresses, rule, category and tags in snake_case", async () => {
    const { pid, path } = await server.sandbox.control.products.get(await nextPid(server));
    const { import: done } = await ok<Imported>("POST", "/api/cj/import-products", {
      urls: [`https://cjdropshipping.com${path}`],
      price_rule: { kind: "multiplier", factor: "3", of: "landed" },
      category_name: "Lamps",
      tags: ["bright"],
    });
    const [row] = done?.rows ?? [];
    expect(row).toMatchObject({ state: "imported", external_id: pid });
    const { items } = await ok<Products>("GET", "/api/dropshipping/products?tag=bright");
    expect(items).toMatchObject([{ id: row?.product_id, category: { name: "Lamps" }, tags: ["bright"] }]);
  });

  it.each<[string, unknown]>([
    ["nothing at all", {}],
    ["ids that are numbers", { product_ids: [1234] }],
    ["a list for a body", []],
    ["too many", { product_ids: Array.from({ length: 501 }, (_, i) => String(i)) }],
    ["text for a switch", { product_ids: ["1"], dry_run: "perhaps" }],
  ])("[CAT-05] refuses %s", async (_what, body) => {
    expect((await ask("POST", "/api/cj/import-products", body)).status).toBe(400);
  });
});

describe("the merchant's products", () => {
  it("[CAT-14] are paged, sorted and searched", async () => {
    for (let i = 0; i < 3; i += 1) await importOne({ tags: ["paged"] });
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null && pages < 5; pages += 1) {
      const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const page: Products = await ok("GET", `/api/dropshipping/products?tag=paged&limit=2&sort=price_asc${next}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(new Set(seen).size).toBe(3);
    expect(seen).toHaveLength(3);
    expect((await ok<Products>("GET", "/api/dropshipping/products?q=zzzzzqqqqq")).items).toEqual([]);
    expect((await ask("GET", "/api/dropshipping/products?cursor=made-up")).status).toBe(400);
  });

  it("[CAT-15] are changed in part, and not over somebody else's change", async () => {
    const id = await importOne();
    const path = `/api/dropshipping/products/${id}`;
    const first = await ok<Product>("PATCH", path, { name: "Lamp of the day", tags: ["a", "b"] });
    expect(first).toMatchObject({ id, name: "Lamp of the day", tags: ["a", "b"] });
    const [variant] = first.variants;
    const dearer = (variant?.price_minor ?? 0) + 101;
    const prices = [{ variant_id: variant?.id, price_minor: dearer }];
    const second = await ok<Product>("PATCH", path, { version: first.version, prices, status: "inactive" });
    expect(second).toMatchObject({ name: "Lamp of the day", status: "inactive", tags: ["a", "b"] });
    expect(second.variants[0]).toMatchObject({ price_minor: dearer });
    const stale = await ask("PATCH", path, { version: first.version, name: "Late" });
    expect(stale.status).toBe(409);
    expect(await ask("PATCH", path, { status: "sold" })).toMatchObject({ status: 400, reason: "request.invalid" });
  });

  it("[CAT-15] the address says which one, whatever the body names", async () => {
    const [addressed, named] = [await importOne(), await importOne()];
    const changed = await ok<Product>("PATCH", `/api/dropshipping/products/${addressed}`, {
      id: named,
      name: "Which?",
    });
    expect(changed.id).toBe(addressed);
    expect(await ask("PATCH", "/api/dropshipping/products/not-an-id", { name: "x" })).toMatchObject({ status: 400 });
    const absent = await ask("PATCH", `/api/dropshipping/products/${crypto.randomUUID()}`, { name: "x" });
    expect(absent).toMatchObject({ status: 404, reason: "catalog.product_not_found" });
  });
});

describe("browsers", () => {
  type Session = { id: string; name: string; status: string };
  const sessions = () => ok<Session[]>("GET", "/api/chrome-extension/sessions");

  it("[EXT-05] are paired by a code that is made once", async () => {
    const path = "/api/chrome-extension/generate-token";
    const made = await ok<{ pairing_code: string }>("POST", path, { name: "Laptop", scopes: ["catalog:read"] }, 201);
    expect(made).toEqual({
      pairing_code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4}$/),
      expires_at: expect.any(String),
      server_url: expect.any(String),
      extension_id: expect.any(String),
    });
    const bare = await ok<{ pairing_code: string }>("POST", path, undefined, 201);
    expect(bare.pairing_code).not.toBe(made.pairing_code);
    expect((await ask("POST", path, { scopes: ["everything"] })).reason).toBe("request.invalid");
  });

  it("[EXT-06] are listed and revoked, one or all", async () => {
    const [one] = [await pairBrowser(owner), await pairBrowser(owner)];
    const listed = await sessions();
    expect(listed.find(({ id }) => id === one.sessionId)).toMatchObject({ status: "active", name: "Laptop" });
    expect(JSON.stringify(listed)).not.toContain(one.refreshToken);
    expect(await ok("DELETE", `/api/chrome-extension/sessions/${one.sessionId}`)).toEqual({ ok: true });
    expect((await sessions()).find(({ id }) => id === one.sessionId)).toMatchObject({ status: "revoked" });
    expect(await ok("DELETE", "/api/chrome-extension/sessions")).toEqual({ revoked: 1 });
    expect((await sessions()).filter(({ status }) => status === "active")).toEqual([]);
    const absent = await ask("DELETE", `/api/chrome-extension/sessions/${crypto.randomUUID()}`);
    expect(absent.status).toBe(404);
  });
});

describe("a refusal", () => {
  it("[UIX-06] has one shape: reason, sentence, remedy, whether a repeat helps, and the request's id", async () => {
    const { value } = await ask("PATCH", `/api/dropshipping/products/${crypto.randomUUID()}`, { name: "x" });
    expect(value).toEqual({
      error: {
        reason: "catalog.product_not_found",
        message: expect.stringMatching(/\.$/),
        remedy: expect.any(String),
        remedy_href: expect.toSatisfy((href) => href === null || typeof href === "string"),
        retry: expect.anything(),
        details: expect.any(Object),
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it.each([
    ["GET", "/api/nothing", "request.not_found"],
    ["GET", "/api/cj/products/1/2", "request.not_found"],
    ["PUT", "/api/dropshipping/products", "request.not_found"],
    ["DELETE", "/api/cj/products", "request.not_found"],
    ["GET", "/api/cj/import-products", "request.not_found"],
    ["POST", "/api/chrome-extension/sessions", "request.not_found"],
  ])("[UIX-06] meets %s %s, which is no door", async (method, path, reason) => {
    expect(await ask(method, path, method === "GET" ? undefined : {})).toMatchObject({ status: 404, reason });
  });

  it("[UIX-06] says which field is wrong when a body is of another type", async () => {
    const headers = { "content-type": "text/xml" };
    const answer = await ask("POST", "/api/cj/import-products", "<xml/>", headers);
    expect(answer.status).toBe(400);
    expect((await ask("PATCH", "/api/dropshipping/products/1", { name: 7 })).text).toMatch(/name|id/);
  });
});
