import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../clock.ts";
import { importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { listCjCategories } from "./list-cj-categories.ts";
import { listCjProducts } from "./list-cj-products.ts";
import { getCjProduct } from "./get-cj-product.ts";
import { getCjStatus } from "./get-cj-status.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.sandbox.control.faults.clear();
});

const asked = async (path: string) => (await shop.sandbox.control.requests.list({ vendor: "cj-api", path })).length;
const away = (path: string) =>
  shop.sandbox.control.faults.add({ match: { vendor: "cj-api", path }, kind: "status", status: 502 });
const pointsOf = async (ctx: Parameters<typeof getCjStatus>[0]) =>
  (await getCjStatus(ctx)).connection?.pointsUsedToday ?? NaN;

it("[CAT-01] [CAT-04] a page of Sourcing costs one list call, 50 points, and a second visit none", async () => {
  const { ctx } = await shop.merchant();
  const [before, calls] = [await pointsOf(ctx), await asked("/product")];
  const first = await listCjProducts(ctx, { keyword: "lamp", size: 40 });
  expect(await pointsOf(ctx)).toBe(before + 50);
  await importOne(ctx, first.items[0]!.externalId); // forty were asked for
  const [spent, made] = [await pointsOf(ctx), await asked("/product")];
  const second = await listCjProducts(ctx, { keyword: "lamp", size: 40 });
  expect([await pointsOf(ctx), await asked("/product")]).toEqual([spent, made]);
  expect(made).toBeGreaterThan(calls);
  // What the merchant has is looked up, not kept.
  expect([first.items[0]?.productId, second.items[0]?.productId]).toEqual([null, expect.any(String)]);
  expect(second).toMatchObject({ readAt: first.readAt, stale: null });
  shop.platform.clock.advance(11 * MINUTE_MS);
  expect((await listCjProducts(ctx, { keyword: "lamp", size: 40 })).readAt).not.toBe(first.readAt);
});

it("[INV-11] gives the kept page with its age and the reason while CJ is away, to its merchant alone", async () => {
  const [{ ctx }, other] = [await shop.merchant(), await shop.merchant()];
  const kept = await listCjProducts(ctx, { size: 5 });
  shop.platform.clock.advance(30 * MINUTE_MS);
  await away("/product/listV2");
  const shown = await listCjProducts(ctx, { size: 5 });
  expect(shown).toMatchObject({ readAt: kept.readAt, stale: { reason: "cj.unavailable" } });
  expect(shown.items).toEqual(kept.items);
  await expect(listCjProducts(other.ctx, { size: 5 })).rejects.toMatchObject({ reason: "cj.unavailable" });
  await expect(listCjProducts(ctx, { size: 6 })).rejects.toMatchObject({ reason: "cj.unavailable" });
});

it("[CAT-04] [INV-11] keeps CJ's tree for a day, costs no points, and outlives CJ's silence", async () => {
  const { ctx } = await shop.merchant();
  const before = await pointsOf(ctx);
  const tree = await listCjCategories(ctx);
  expect(tree.categories.length).toBeGreaterThan(100);
  expect(tree.categories[0]).toMatchObject({
    id: expect.any(String),
    path: [expect.any(String), expect.any(String), expect.any(String)],
  });
  const calls = await asked("/product/getCategory");
  expect(await listCjCategories(ctx)).toEqual(tree);
  expect(await asked("/product/getCategory")).toBe(calls);
  expect(await pointsOf(ctx)).toBe(before);
  shop.platform.clock.advance(DAY_MS + MINUTE_MS);
  await away("/product/getCategory");
  expect(await listCjCategories(ctx)).toEqual({
    ...tree,
    stale: { reason: "cj.unavailable", details: expect.anything() },
  });
});

it("[CAT-01] [CAT-04] filters by any level of the tree, stock, trending and newest", async () => {
  const { ctx } = await shop.merchant();
  const { categories } = await listCjCategories(ctx);
  const [first = "", second = ""] = categories[0]?.path ?? [];
  const total = async (input: Parameters<typeof listCjProducts>[1]) =>
    (await listCjProducts(ctx, { size: 1, ...input })).total;
  const [all, wide, narrow, leaf] = [
    await total({}),
    await total({ categoryPath: first }),
    await total({ categoryPath: `${first} > ${second}` }),
    await total({ categoryId: categories[0]?.id }),
  ];
  expect(all).toBeGreaterThan(wide);
  expect(wide).toBeGreaterThan(narrow);
  expect(narrow).toBeGreaterThan(leaf);
  expect(leaf).toBeGreaterThan(0);
  await expect(total({ categoryPath: "Nowhere" })).rejects.toMatchObject({ reason: "catalog.category_not_found" });
  expect(await total({ collection: "trending" })).toBeLessThan(all);
  await listCjProducts(ctx, { collection: "newest", minStock: 20, size: 1 });
  const sent = await shop.sandbox.control.requests.list({ vendor: "cj-api", path: "/product/listV2" });
  expect(sent.at(-1)?.query).toMatchObject({ productFlag: "1", startWarehouseInventory: "20" });
});

it("[CAT-02] [INV-11] the same product looked at twice within five minutes costs 10 points once, and its age is told while CJ is away", async () => {
  const { ctx } = await shop.merchant();
  const { pid } = await shop.sandbox.control.products.find("single", 30);
  const before = await pointsOf(ctx);
  const first = await getCjProduct(ctx, { id: pid });
  shop.platform.clock.advance(4 * MINUTE_MS);
  expect(await getCjProduct(ctx, { id: pid })).toEqual(first);
  expect(first).toMatchObject({ externalId: pid, productId: null, stale: null });
  expect(await pointsOf(ctx)).toBe(before + 10);
  const { productId } = await importOne(ctx, pid);
  expect((await getCjProduct(ctx, { id: pid })).productId).toBe(productId);

  shop.platform.clock.advance(2 * MINUTE_MS);
  await away("/product/query");
  const old = await getCjProduct(ctx, { id: pid });
  expect(old).toMatchObject({ readAt: first.readAt, stale: { reason: "cj.unavailable" } });
  await shop.sandbox.control.faults.clear();
  expect((await getCjProduct(ctx, { id: pid })).readAt).not.toBe(first.readAt);
});
