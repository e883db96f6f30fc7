import type { ProductView } from "@nexusone/contracts/catalog";
import { CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { listEventsAbout } from "@nexusone/db/queries/event-history";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { asRole, importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { updateSettings } from "../merchants/settings.ts";
import { inMerchantTx } from "../transaction.ts";
import { createWebhook } from "../webhooks/create-webhook.ts";
import { pump } from "../webhooks/delivery.fixture.ts";
import { startReceiver } from "../webhooks/receiver.fixture.ts";
import { compareWithSupplier } from "./compare-with-supplier.ts";
import { getProduct } from "./get-product.ts";
import { refreshProduct } from "./refresh-product.ts";
import { updateProduct } from "./update-product.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
const touched = new Set<string>();
afterEach(async () => {
  await shop.sandbox.control.faults.clear();
  for (const pid of touched) await shop.sandbox.control.products.restore(pid);
  touched.clear();
});

let nth = 0;
async function imported(overrides: Parameters<Shop["merchant"]>[0] = {}) {
  const { ctx } = await shop.merchant(overrides);
  const { pid } = await shop.sandbox.control.products.find("color-size", nth++);
  touched.add(pid);
  const { productId } = await importOne(ctx, pid);
  const before = await getProduct(ctx, { id: productId! });
  return { ctx, pid, id: before.id, before };
}
const later = () => shop.platform.clock.advance(HOUR_MS);
const silence = () => shop.sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 });
/** Every variant's cost times so much. */
async function reprices(product: Pick<ProductView, "variants">, factor: number) {
  for (const { externalId, costUsd } of product.variants)
    await shop.sandbox.control.products.setPrice(externalId!, Number((Number(costUsd) * factor).toFixed(2)));
}
const eventsOf = async (ctx: ServiceContext, id: string) =>
  (await inMerchantTx(ctx, (tx) => listEventsAbout(tx, { kind: "product", id }, { limit: 50 }))).filter(
    ({ type }) => type === "product.updated",
  );
const pricesOf = (product: { variants: { priceMinor: number }[] }) => product.variants.map((one) => one.priceMinor);
const snapshots = async (id: string) =>
  (await shop.database.sql`select count(*)::int as n from supplier_snapshots where product_id = ${id}`)[0]?.["n"];

describe("a comparison with the supplier", () => {
  it("[INV-11] says what cost, stock and margin were and are, and changes nothing", async () => {
    const { ctx, pid, id, before } = await imported();
    expect(await compareWithSupplier(ctx, { externalId: pid })).toMatchObject({ changes: [], fromCache: false });
    await reprices(before, 1.1);
    const [first] = before.variants;
    await shop.sandbox.control.products.setStock(first!.externalId!, "CN", { cj: 7, factory: 0 });
    const compared = await compareWithSupplier(ctx, { externalId: pid });
    expect(compared.productId).toBe(id);
    expect(compared.before).toMatchObject({ minCostUsd: before.minCostUsd, stock: before.stock });
    expect(Number(compared.now.minCostUsd)).toBeGreaterThan(Number(before.minCostUsd));
    expect(compared.now.marginBps!).toBeLessThan(compared.before.marginBps!);
    const about = compared.changes.filter(({ variantId }) => variantId === first!.id);
    expect(about.map(({ field }) => field)).toEqual(expect.arrayContaining(["costUsd", "stock", "price"]));
    expect(await getProduct(ctx, { id })).toEqual(before);
  });

  it("[INV-11] answers from the last reading with its age while CJ is away", async () => {
    const { ctx, pid, before } = await imported();
    later();
    await silence();
    const compared = await compareWithSupplier(ctx, { externalId: pid });
    expect(compared).toMatchObject({ fromCache: true, changes: [], readAt: before.origin!.lastReadAt });
    await shop.database.sql`update supplier_snapshots set reading = null where product_id = ${before.id}`;
    await expect(compareWithSupplier(ctx, { externalId: pid })).rejects.toMatchObject({ reason: "cj.unavailable" });
    await expect(refreshProduct(ctx, { id: before.id })).rejects.toMatchObject({ reason: "cj.unavailable" });
  });

  it("[INV-11] knows nothing of another merchant's products", async () => {
    const { pid } = await imported();
    const { ctx } = await shop.merchant();
    await expect(compareWithSupplier(ctx, { externalId: pid })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
  });
});

describe("a refresh from the supplier", () => {
  it("[CAT-13] [INV-04] takes cost and stock over, moves rule prices, keeps typed ones, and tells what changed and why", async () => {
    const { ctx, id, before } = await imported();
    const [typed, ruled] = before.variants;
    await updateProduct(ctx, { id, prices: [{ variantId: typed!.id, priceMinor: 99_900 }] });
    await reprices(before, 1.1);
    later();
    const after = await refreshProduct(ctx, { id });
    expect(after.version).toBe(3);
    expect(after.variants[0]).toMatchObject({ priceMinor: 99_900, priceRule: null });
    expect(Number(after.variants[0]!.costUsd)).toBeGreaterThan(Number(typed!.costUsd));
    expect(after.variants[1]!.priceMinor).toBeGreaterThan(ruled!.priceMinor);
    expect(Date.parse(after.origin!.lastReadAt)).toBeGreaterThan(Date.parse(before.origin!.lastReadAt));
    expect(await snapshots(id)).toBe(2);
    const [event] = await eventsOf(ctx, id);
    expect(event?.payload).toMatchObject({ fields: expect.arrayContaining(["costUsd", "price"]) });
    const { refresh } = event!.payload as {
      refresh: { held: number; changes: { field: string; variantId: string }[] };
    };
    expect(refresh.held).toBe(0);
    expect(refresh.changes.find((one) => one.field === "price" && one.variantId === ruled!.id)).toMatchObject({
      from: ruled!.priceMinor,
      to: after.variants[1]!.priceMinor,
    });
    expect(refresh.changes.some((one) => one.field === "price" && one.variantId === typed!.id)).toBe(false);
  });

  it("[INV-04] never moves a price past the guard rails: it waits for somebody to decide", async () => {
    const { ctx, id, before } = await imported();
    await reprices(before, 3);
    const held = await refreshProduct(ctx, { id });
    expect(pricesOf(held)).toEqual(pricesOf(before));
    for (const variant of held.variants) expect(variant.held).toMatchObject({ by: "rise" });
    expect((await eventsOf(ctx, id))[0]?.payload).toMatchObject({ refresh: { held: before.variants.length } });
    const wanted = held.variants.map((variant) => variant.held!.priceMinor);
    const accepted = await updateProduct(ctx, { id, acceptHeld: true });
    expect(pricesOf(accepted)).toEqual(wanted);
    expect(accepted.variants.every((variant) => variant.held === null)).toBe(true);
    later();
    expect(pricesOf(await refreshProduct(ctx, { id }))).toEqual(wanted);
  });

  it("[INV-04] the merchant's own rails count: no limit, and typed bounds", async () => {
    const { ctx, id, before } = await imported();
    await updateSettings(ctx, { maxRiseBps: null });
    const ceiling = before.maxPriceMinor + 100;
    await updateProduct(ctx, { id, bounds: { minMinor: null, maxMinor: ceiling } });
    await expect(
      updateProduct(ctx, { id, prices: [{ variantId: before.variants[0]!.id, priceMinor: ceiling + 1 }] }),
    ).rejects.toMatchObject({ reason: "catalog.price_out_of_bounds" });
    await reprices(before, 1.2);
    const after = await refreshProduct(ctx, { id });
    expect(after.bounds).toEqual({ minMinor: null, maxMinor: ceiling });
    expect(after.maxPriceMinor).toBeLessThanOrEqual(ceiling);
    expect(after.minPriceMinor).toBeGreaterThan(before.minPriceMinor);
  });

  it("[CAT-13] never overwrites what the merchant edited, and gives it back when asked", async () => {
    const { ctx, pid, id, before } = await imported();
    await updateProduct(ctx, { id, name: "My lamp", descriptionHtml: "<p>Mine</p>" });
    await shop.database.sql`update products set category_id = null where id = ${id}`;
    later();
    const refreshed = await refreshProduct(ctx, { id });
    expect(refreshed).toMatchObject({
      name: "My lamp",
      descriptionHtml: "<p>Mine</p>",
      ownedFields: ["name", "descriptionHtml"],
    });
    const named = (await compareWithSupplier(ctx, { externalId: pid })).changes.find(({ field }) => field === "name");
    expect(named).toMatchObject({ from: "My lamp", to: before.name, owner: "merchant" });
    const back = await updateProduct(ctx, { id, giveBack: ["name"] });
    expect(back).toMatchObject({ name: before.name, ownedFields: ["descriptionHtml"] });
    expect((await updateProduct(ctx, { id, giveBack: ["descriptionHtml"] })).descriptionHtml).toBe(
      before.descriptionHtml,
    );
  });

  it("[CAT-13] a supplier's own field follows: name, pictures and description as read", async () => {
    const { ctx, id, before } = await imported();
    await shop.database.sql`
      update products set name = 'Stale', name_lower = 'stale', description_html = '' where id = ${id}`;
    await shop.database.sql`delete from product_media where product_id = ${id} and position > 0`;
    await shop.database.sql`
      insert into product_media (merchant_id, product_id, position, source_url)
      values (${ctx.merchantId}, ${id}, -1, 'https://img.example/gone.jpg')`;
    const [kept] = await shop.database.sql`select id from product_media where product_id = ${id} and position = 0`;
    later();
    const after = await refreshProduct(ctx, { id });
    expect(after).toMatchObject({ name: before.name, descriptionHtml: before.descriptionHtml, images: before.images });
    const [same] = await shop.database.sql`select id from product_media where product_id = ${id} and position = 0`;
    expect(same, "what was made of a picture that stays is kept").toEqual(kept);
  });

  it("[CAT-15] a typed price goes back to the rule", async () => {
    const { ctx, id, before } = await imported();
    const { id: variantId } = before.variants[0]!;
    await updateProduct(ctx, { id, prices: [{ variantId, priceMinor: 99_900 }] });
    const back = await updateProduct(ctx, { id, pricesToRule: [variantId] });
    expect(back.variants[0]).toMatchObject({ priceMinor: before.variants[0]!.priceMinor });
    const { ctx: other } = await shop.merchant();
    await expect(updateProduct(other, { id, pricesToRule: [variantId] })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
  });

  it("[CAT-13] variants come and go: a new one is priced by rule, a missing one is off sale and comes back", async () => {
    const { ctx, id, before } = await imported();
    const [gone, ...others] = before.variants;
    await shop.database.sql`delete from product_variants where id = ${gone!.id}`;
    await shop.database.sql`
      insert into product_variants (merchant_id, product_id, position, external_id, label, cost_usd, price_minor,
        price_from_rule, stock_known)
      values (${ctx.merchantId}, ${id}, 99, 'vid-nobody-sells', 'Ghost', '1.00', 500, true, false)`;
    later();
    const after = await refreshProduct(ctx, { id });
    expect(after.variants).toHaveLength(others.length + 2);
    const added = after.variants.find(({ externalId }) => externalId === gone!.externalId);
    expect(added).toMatchObject({ priceMinor: gone!.priceMinor, costUsd: gone!.costUsd, offSale: false });
    const ghost = after.variants.find(({ label }) => label === "Ghost");
    expect(ghost).toMatchObject({ offSale: true, stock: [], priceMinor: 500, active: true });
    expect(after.minPriceMinor, "what is off sale does not count").toBe(before.minPriceMinor);
    await shop.database.sql`
      update product_variants set external_id = ${gone!.externalId} where id = ${ghost!.id} and merchant_id = ${ctx.merchantId}`;
    await shop.database.sql`delete from product_variants where id = ${added!.id}`;
    later();
    const back = (await refreshProduct(ctx, { id })).variants.find((variant) => variant.id === ghost!.id);
    expect(back).toMatchObject({ offSale: false, costUsd: gone!.costUsd });
  });

  it("[CAT-13] a product CJ took off sale has nothing left to sell, and is back when CJ is", async () => {
    const { ctx, pid, id, before } = await imported();
    await shop.sandbox.control.products.remove(pid);
    later();
    expect((await compareWithSupplier(ctx, { externalId: pid })).changes).toMatchObject([
      { field: "onSale", from: true, to: false },
    ]);
    const gone = await refreshProduct(ctx, { id });
    expect(gone).toMatchObject({ stock: 0, available: false, status: "active", origin: { offSale: true } });
    expect(pricesOf(gone)).toEqual(pricesOf(before));
    await shop.sandbox.control.products.restore(pid);
    later();
    const back = await refreshProduct(ctx, { id });
    expect(back).toMatchObject({ stock: before.stock, origin: { offSale: false } });
    expect(back.variants.every(({ offSale }) => !offSale)).toBe(true);
  });

  it("[CAT-13] without news nothing happens: no version, no event", async () => {
    const { ctx, id, before } = await imported();
    later();
    expect((await refreshProduct(ctx, { id })).version).toBe(before.version);
    expect(await eventsOf(ctx, id)).toEqual([]);
    expect(await snapshots(id), "the supplier said the same").toBe(1);
  });
});

describe("refreshes beside other hands", () => {
  it("[CAT-13] [DAT-03] what somebody edits while CJ is asked stays, and an edit named by version is not lost", async () => {
    const { ctx, id, before } = await imported();
    await reprices(before, 1.1);
    later();
    const edit = { done: false };
    const slow = {
      ...shop.platform,
      cj: {
        ...shop.platform.cj,
        fetch: async (...call: Parameters<typeof fetch>) => {
          const answer = await fetch(...call);
          if (!edit.done && String(call[0]).includes("/product/query")) {
            edit.done = true;
            await updateProduct(ctx, { id, name: "Meanwhile" });
          }
          return answer;
        },
      },
    };
    const there = { ...ctx, platform: slow };
    const after = await refreshProduct(there, { id });
    expect(edit.done).toBe(true);
    expect(after).toMatchObject({ name: "Meanwhile", version: 3, ownedFields: ["name"] });
    edit.done = false;
    // Named by version, the edit made meanwhile wins and nothing else is written.
    await expect(refreshProduct(there, { id, version: 3 })).rejects.toMatchObject({ reason: "catalog.stale" });
    expect(edit.done).toBe(true);
    await expect(refreshProduct(ctx, { id, version: 2 })).rejects.toMatchObject({ reason: "catalog.stale" });
  });

  it("[CAT-13] two at once end in one state, told once", async () => {
    const { ctx, id, before } = await imported();
    await reprices(before, 1.1);
    later();
    const results = await Promise.all([refreshProduct(ctx, { id }), refreshProduct(ctx, { id })]);
    const last = await getProduct(ctx, { id });
    expect(last.version).toBe(2);
    expect(results.map(pricesOf)).toEqual([pricesOf(last), pricesOf(last)]);
    expect(await eventsOf(ctx, id)).toHaveLength(1);
  });

  it("[CAT-13] an older reading never follows a newer one", async () => {
    const { ctx, id, before } = await imported();
    await reprices(before, 1.1);
    await shop.database.sql`
      update supplier_links set last_read_at = ${new Date(shop.platform.clock.now().getTime() + HOUR_MS)} where product_id = ${id}`;
    expect(pricesOf(await refreshProduct(ctx, { id }))).toEqual(pricesOf(before));
  });

  it("[CAT-13] only who may import may refresh, and only what has a supplier", async () => {
    const { ctx, id } = await imported();
    await expect(refreshProduct(asRole(ctx, "support"), { id })).rejects.toMatchObject({ reason: "request.forbidden" });
    await shop.database.sql`delete from supplier_links where product_id = ${id}`;
    await expect(refreshProduct(ctx, { id })).rejects.toMatchObject({ reason: "catalog.no_supplier" });
    await expect(updateProduct(ctx, { id, giveBack: ["name"] })).rejects.toMatchObject({
      reason: "catalog.no_supplier",
    });
  });
});

it("[WHK-04] a refresh reaches the merchant's endpoint as product_updated, with what changed", async () => {
  const receiver = await startReceiver();
  try {
    const platform = { ...shop.platform, outgoing: { trustedOrigins: [receiver.origin], timeoutMs: 500 } };
    const { ctx: at, id, before } = await imported();
    const ctx = { ...at, platform };
    const input = CreateWebhookInput.parse({ url: receiver.url, eventTypes: ["product.updated"] });
    receiver.trust((await createWebhook(ctx, input)).secret);
    await reprices(before, 1.1);
    later();
    await refreshProduct(ctx, { id });
    await pump(ctx);
    expect(receiver.forged).toEqual([]);
    expect(receiver.calls.map(({ body }) => body)).toMatchObject([
      {
        event_type: "product_updated",
        merchant_id: ctx.merchantId,
        payload: {
          product_id: id,
          fields: expect.arrayContaining(["costUsd"]),
          refresh: { held: 0, changes: expect.arrayContaining([expect.objectContaining({ field: "costUsd" })]) },
        },
      },
    ]);
  } finally {
    await receiver.stop();
  }
});
