import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { MINUTE_MS } from "../clock.ts";
import { completeDraft, waitAfter } from "./complete-draft.ts";
import { createDraft } from "./create-draft.ts";
import { discardDraft } from "./discard-draft.ts";
import { listDrafts } from "./list-drafts.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
afterEach(() => shop.sandbox.control.faults.clear());

async function readingOf(nth: number) {
  const product = await shop.sandbox.control.products.find("single", nth);
  return {
    reading: {
      pid: product.pid,
      name: "As the page said",
      url: `https://cjdropshipping.com${product.path}`,
      imageUrl: null,
      minUsd: "1.00",
      maxUsd: "1.00",
      variants: [],
    },
    tags: ["from-page"],
  };
}

const silence = () => shop.sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 });

describe("drafts of pages read while CJ is silent", () => {
  it("[EXT-01] [EXT-02] waits with growing patience while CJ is silent and completes itself with CJ's own data", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 30 });
    const platform = shop.process();
    const mine = { ...ctx, platform };
    const input = await readingOf(0);
    const draft = await createDraft(mine, input);
    expect(draft).toMatchObject({ state: "waiting", name: "As the page said", productId: null });
    expect((await createDraft(mine, input)).id).toBe(draft.id);
    expect(platform.enqueued).toEqual([{ name: "complete-draft", payload: { merchantId, draftId: draft.id } }]);

    await silence();
    const attempt = () => completeDraft.handle(platform, { merchantId, draftId: draft.id });
    await attempt();
    const [waiting] = await listDrafts(mine);
    expect(waiting).toMatchObject({ state: "waiting", reason: "cj.unavailable", attempts: 1 });
    await attempt();
    expect((await listDrafts(mine))[0]).toMatchObject({ attempts: 1 });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 30, products: 0 });

    await shop.sandbox.control.faults.clear();
    platform.clock.advance(MINUTE_MS);
    await attempt();
    const [done] = await listDrafts(mine);
    expect(done).toMatchObject({ state: "completed", reason: null, attempts: 2 });
    const product = await getProduct(mine, { id: done!.productId! });
    expect(product).toMatchObject({ tags: ["from-page"], origin: { via: "draft" } });
    expect(product.name).not.toBe("As the page said");
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 27, products: 1 });
  });

  it("[EXT-02] settles with the reason when a repeat cannot help", async () => {
    const { ctx } = await shop.merchant();
    const product = await shop.sandbox.control.products.find("single", 1);
    const draft = await createDraft(ctx, await readingOf(1));
    await shop.sandbox.control.products.remove(product.pid);
    await completeDraft.handle(shop.platform, { merchantId: ctx.merchantId, draftId: draft.id });
    expect((await listDrafts(ctx))[0]).toMatchObject({ state: "failed", reason: "import.product_removed" });
    await shop.sandbox.control.products.restore(product.pid);
  });

  it("[EXT-02] an import that was already committed settles the draft with the product it made", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const draft = await createDraft(ctx, await readingOf(2));
    const row = await importOne(ctx, draft.externalId);
    await completeDraft.handle(shop.platform, { merchantId: ctx.merchantId, draftId: draft.id });
    expect((await listDrafts(ctx))[0]).toMatchObject({ state: "completed", productId: row.productId });
    expect((await booksOf(shop, merchantId)).products).toBe(1);
    await expect(createDraft(ctx, await readingOf(2))).rejects.toMatchObject({ reason: "catalog.already_imported" });
  });

  it("[EXT-02] five jobs for one draft import once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 30 });
    const draft = await createDraft(ctx, await readingOf(3));
    await Promise.all(
      Array.from({ length: 5 }, () =>
        completeDraft.handle(shop.platform, { merchantId: ctx.merchantId, draftId: draft.id }),
      ),
    );
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 27, products: 1 });
    expect((await listDrafts(ctx))[0]!.state).toBe("completed");
  });

  it("[EXT-09] refuses foreign addresses and roles, hides drafts from others, and can be given up", async () => {
    const { ctx } = await shop.merchant();
    const input = await readingOf(4);
    await expect(
      createDraft(ctx, { ...input, reading: { ...input.reading, url: "javascript:alert(1)" } }),
    ).rejects.toMatchObject({ reason: "import.url_unknown" });
    await expect(
      createDraft(ctx, { ...input, reading: { ...input.reading, url: "https://evil.example/product/x" } }),
    ).rejects.toMatchObject({ reason: "import.url_unknown" });
    await expect(createDraft(asRole(ctx, "support"), input)).rejects.toMatchObject({ reason: "request.forbidden" });
    const draft = await createDraft(ctx, input);
    const other = await shop.merchant();
    await expect(discardDraft(other.ctx, { id: draft.id })).rejects.toMatchObject({ reason: "draft.not_found" });
    expect(await discardDraft(ctx, { id: draft.id })).toMatchObject({ state: "discarded" });
    await completeDraft.handle(shop.platform, { merchantId: ctx.merchantId, draftId: draft.id });
    expect(await listDrafts(ctx)).toEqual([]);
  });

  it("[EXT-02] waits 30 s, a minute, two, and never over an hour", () => {
    expect([1, 2, 3, 50, 5_000].map(waitAfter)).toEqual([30_000, 60_000, 120_000, 3_600_000, 3_600_000]);
  });
});
