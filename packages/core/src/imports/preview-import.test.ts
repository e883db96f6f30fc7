import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { landedMargin } from "@nexusone/contracts/margin";
import { asPricingTerms } from "@nexusone/contracts/pricing";
import { disconnectCj } from "../cj/disconnect-cj.ts";
import { previewImport } from "./preview-import.ts";
import { importProducts } from "./import-products.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
afterEach(() => shop.sandbox.control.faults.clear());

const one = (ref: string) => ({ items: [{ ref }] });
const api = { vendor: "cj-api" as const };

describe("preview of an import", () => {
  it("[CAT-07] [EXT-01] takes an id, an address and the simulated shop's address for the same product", async () => {
    const { ctx } = await shop.merchant();
    const { pid, path } = await shop.sandbox.control.products.find("single");
    for (const ref of [
      pid,
      `https://cjdropshipping.com${path}`,
      `cjdropshipping.com${path}`,
      shop.sandbox.shopUrl + path,
    ])
      expect((await previewImport(ctx, one(ref))).rows[0]).toMatchObject({ status: "ok", externalId: pid });
    expect((await previewImport(ctx, one("https://evil.example/product/x-p-1.html"))).rows[0]).toMatchObject({
      status: "excluded",
      reason: "import.url_unknown",
    });
  });

  it("[CAT-05] [EXT-02] shows cost, a real quote, landed margin by the formula, and stock per warehouse", async () => {
    const { ctx } = await shop.merchant();
    const product = await shop.sandbox.control.products.find("color-size", 2);
    const preview = await previewImport(ctx, one(product.pid));
    const [row] = preview.rows;
    expect(row!.variants).toHaveLength(product.variants.length);
    const own = row!.variants[0]!;
    expect(own.freight).toMatchObject({ banded: false, destination: "FR", origin: "CN" });
    expect(Number(own.freight!.usd)).toBeGreaterThan(0);
    const terms = asPricingTerms(preview.pricing.terms);
    for (const variant of row!.variants)
      expect(variant.margin).toEqual(
        landedMargin({
          terms,
          priceMinor: variant.priceMinor!,
          costUsd: variant.costUsd!,
          freightUsd: variant.freight!.usd,
        }),
      );
    const totals = product.variants[0]!.stock.map(({ countryCode, cj, factory }) => [countryCode, cj + factory]);
    expect(own.stock!.map(({ country, total }) => [country, total])).toEqual(totals);
  });

  it("[CAT-05] asks for freight at most four times a product and reuses the answers for a day", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("color-size", 3);
    const asked = async () => (await shop.sandbox.control.requests.list({ ...api, path: "/logistic" })).length;
    await shop.sandbox.control.requests.clear();
    const first = await previewImport(ctx, one(pid));
    const calls = await asked();
    const reads = (await shop.sandbox.control.requests.list({ ...api, path: "/product" })).length;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(4);
    expect(first.cost.cjPoints).toBe(10 * (reads + calls));
    const second = await previewImport(ctx, one(pid));
    expect(await asked()).toBe(calls);
    expect(second.cost.cjPoints).toBe(10 * reads);
    expect(second.rows[0]!.variants.map((variant) => variant.freight)).toEqual(
      first.rows[0]!.variants.map((variant) => variant.freight),
    );
  });

  it("[CAT-05] leaves variants without a price out with their reason and keeps the rest", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("unpriced-variant");
    const [row] = (await previewImport(ctx, one(pid))).rows;
    expect(row!.status).toBe("ok");
    const reasons = row!.variants.map((variant) => variant.reason);
    expect(reasons).toContain("import.variant_unpriced");
    expect(reasons).toContain(null);
  });

  it("[CAT-05] unknown stock stays unknown after asking twice, and is never zero", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("unknown-stock");
    const [row] = (await previewImport(ctx, one(pid))).rows;
    expect(row!.status).toBe("ok");
    expect(row!.variants.every((variant) => variant.stock === null || variant.stock.length > 0)).toBe(true);
  });

  it("[CAT-05] a removed product and one CJ never had are excluded by name, not failures", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("removed");
    expect((await previewImport(ctx, one(pid))).rows[0]).toMatchObject({
      status: "excluded",
      reason: "import.product_removed",
    });
    expect((await previewImport(ctx, one("1999999999999999999"))).rows[0]).toMatchObject({
      status: "excluded",
      reason: "import.product_unknown",
    });
  });

  it("[CAT-05] says when nothing goes to the destination", async () => {
    const { ctx } = await shop.merchant({ destinationCountry: "AQ" });
    const { pid } = await shop.sandbox.control.products.find("single", 1);
    expect((await previewImport(ctx, one(pid))).rows[0]).toMatchObject({
      status: "excluded",
      reason: "import.no_route",
      reasonDetails: { country: "AQ" },
    });
  });

  it.each([
    ["status", "cj.unavailable", 1],
    ["drop", "cj.unavailable", 1],
    ["html_body", "cj.unexpected_reply", 1],
    // Whoever is throttled tries once more.
    ["throttle_429", "cj.rate_limited", 2],
    ["throttle_200", "cj.rate_limited", 2],
    ["points_exhausted", "cj.points_exhausted", 1],
  ] as const)(
    "[CJA-01] [CJA-03] a vendor fault %s is %s, stores nothing and is recorded",
    async (kind, reason, failures) => {
      const { ctx, merchantId } = await shop.merchant();
      const { pid } = await shop.sandbox.control.products.find("single", 2);
      await shop.sandbox.control.faults.add({ match: { vendor: "cj-api", path: "/product" }, kind });
      await expect(previewImport(ctx, one(pid))).rejects.toMatchObject({ reason });
      const [found] = await shop.database.sql`
      select (select count(*)::int from import_previews where merchant_id = ${merchantId}) as previews,
        (select count(*)::int from cj_api_usage where merchant_id = ${merchantId} and failure is not null) as failures`;
      expect(found).toMatchObject({ previews: 0, failures });
    },
  );

  it("[CJA-01] a CJ that hangs is given up within the interactive deadline", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("single", 3);
    await shop.sandbox.control.faults.add({
      match: { vendor: "cj-api", path: "/product" },
      kind: "slow",
      delayMs: 20_000,
      times: 1,
    });
    const start = performance.now();
    await expect(previewImport(ctx, one(pid))).rejects.toMatchObject({ reason: "cj.unavailable" });
    // CJ itself would have answered after twenty.
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it("[CAT-07] [CAT-08] [EXT-03] a batch keeps its good rows and explains the others, each once", async () => {
    const { ctx } = await shop.merchant();
    const { control } = shop.sandbox;
    const [good, other, gone] = [
      await control.products.find("single", 4),
      await control.products.find("single", 5),
      await control.products.find("removed"),
    ];
    const owned = await importOne(ctx, (await control.products.find("single", 6)).pid);
    const preview = await previewImport(ctx, {
      items: [
        good.pid,
        `https://cjdropshipping.com${good.path}`,
        gone.pid,
        "nonsense",
        owned.externalId,
        other.pid,
      ].map((ref) => ({ ref })),
    });
    expect(preview.rows.map((row) => row.reason)).toEqual([
      null,
      "import.duplicate_in_request",
      "import.product_removed",
      "import.url_unknown",
      "catalog.already_imported",
      null,
    ]);
    expect(preview.cost.credits).toBe(6);
  });

  it("[CAT-12] [PLN-02] gives the plan's places to the first rows and does not spend points on the rest", async () => {
    const { ctx } = await shop.merchant({ plan: "pro", productCap: 2 });
    const refs = await Promise.all(
      [7, 8, 9, 10].map(async (nth) => (await shop.sandbox.control.products.find("single", nth)).pid),
    );
    await shop.sandbox.control.requests.clear();
    const preview = await previewImport(ctx, { items: refs.map((ref) => ({ ref })) });
    expect(preview.rows.map((row) => row.reason)).toEqual([null, null, "import.plan_limit", "import.plan_limit"]);
    expect(await shop.sandbox.control.requests.list({ ...api, path: "/product/query" })).toHaveLength(2);
  });

  it("[PLN-04] several products at once need a plan with bulk import and the permission for it", async () => {
    const items = [{ ref: "1111111111111111111" }, { ref: "2222222222222222222" }];
    const { ctx } = await shop.merchant({ plan: "free" });
    await expect(previewImport(ctx, { items })).rejects.toMatchObject({ reason: "import.bulk_not_in_plan" });
    await expect(previewImport(asRole(ctx, "support"), { items })).rejects.toMatchObject({
      reason: "request.forbidden",
    });
  });

  it("[CAT-05] without a CJ connection says how to get one", async () => {
    const { ctx } = await shop.merchant();
    await disconnectCj(ctx);
    await expect(previewImport(ctx, one("1111111111111111111"))).rejects.toMatchObject({ reason: "cj.not_connected" });
  });

  it("[CAT-06] one call previews and commits; a dry run changes nothing", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("single", 11);
    const dry = await importProducts(ctx, { productIds: [pid], dryRun: true });
    expect(dry).toMatchObject({ import: null, preview: { rows: [{ status: "ok" }] } });
    expect((await booksOf(shop, merchantId)).products).toBe(0);
    expect((await importProducts(ctx, { productIds: [pid] })).import).toMatchObject({
      state: "done",
      counts: { imported: 1 },
    });
    await expect(importProducts(ctx, {})).rejects.toMatchObject({ reason: "request.invalid" });
  });
});
