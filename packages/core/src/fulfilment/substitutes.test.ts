import type { OrderView } from "@nexusone/contracts/orders";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { refreshProduct } from "../catalog/refresh-product.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { listOrderHistory } from "../orders/list-order-history.ts";
import { listOrders } from "../orders/list-orders.ts";
import { getOrderMoney } from "../payments/get-order-money.ts";
import { recordPayment } from "../payments/record-payment.ts";
import { autoSubmitJob } from "./auto-submit-job.ts";
import { openDepot, type Depot } from "./depot.fixture.ts";
import { listSubstitutes } from "./list-substitutes.ts";
import { planSupplierOrders } from "./plan-orders.ts";
import { saveSettings } from "./settings.ts";
import { substituteLine } from "./substitute-line.ts";
import { submitOrder } from "./submit-order.ts";
import { resendOrder } from "./supplier-order-acts.ts";

let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop, { kind: "color-size" });
});
afterAll(() => shop.close());

const proposals = (orderId: OrderView["id"], own: Depot = depot) => listSubstitutes(own.ctx, { orderId });
const refusal = (reason: string) => expect.objectContaining({ reason });

/** An order that CJ refused for want of what it was for, which is back again for the next test. */
async function refused(own: Depot = depot) {
  const [goods] = own.goods;
  const order = await own.order({ quantity: 2 });
  await planSupplierOrders(own.ctx, { orderId: order.id });
  await shop.sandbox.control.products.setStock(goods!.vid, "CN", { cj: 0, factory: 0 });
  await submitOrder(own.ctx, { orderId: order.id });
  await own.work(order.id);
  expect(await own.holds(order.id)).toEqual(["fulfilment.out_of_stock"]);
  await shop.sandbox.control.products.setStock(goods!.vid, "CN", { cj: 500, factory: 10_000 });
  const line = order.lines[0]!;
  const [best, second] = (await proposals(order.id, own)).lines[0]!.substitutes;
  const choose = (variantId = best!.variantId, over: Partial<Parameters<typeof substituteLine>[1]> = {}) =>
    substituteLine(own.ctx, { orderId: order.id, lineId: line.id, insteadOf: line.variantId, variantId, ...over });
  return { order, line, best: best!, second: second!, choose };
}

/** Whether CJ has the order, for that variant of the line's product. */
async function soldAs({ number, lines }: OrderView, variantId: string): Promise<boolean> {
  const { variants } = await getProduct(depot.ctx, { id: lines[0]!.productId });
  const [there] = await depot.truthOf(`${number}-2`);
  return there?.parts[0]?.lines[0]?.vid === variants.find(({ id }) => id === variantId)?.externalId;
}

describe("what can take the place of a variant that CJ has not", () => {
  it("[ORD-13] proposes a handful of the same product's variants, the most alike first, with cost then and now and what the order would leave", async () => {
    const { order, line } = await refused();
    const { variants, optionNames } = await getProduct(depot.ctx, { id: line.productId });
    const [wanted, ...others] = variants;
    await shop.database.sql`update product_variants set off_sale_at = now() where id = ${others[0]!.id}`;
    await shop.database.sql`update product_variants set active = false where id = ${others[1]!.id}`;
    await shop.database.sql`update variant_stock set total = 1 where variant_id = ${others[2]!.id}`;
    // The nearest in price are others than the most alike.
    const near = others.filter(({ options }) => !options.some((value, at) => value === wanted!.options[at]));
    for (const { id } of near)
      await shop.database.sql`update product_variants set price_minor = ${line.priceMinor} where id = ${id}`;
    const { lines, currency } = await proposals(order.id);
    await shop.database
      .sql`update product_variants set off_sale_at = null, active = true where product_id = ${line.productId}`;
    expect([lines.length, currency]).toEqual([1, order.currency]);
    const [found] = lines;
    const ids = found!.substitutes.map(({ variantId }) => variantId);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThanOrEqual(5);
    for (const left of [wanted, ...others.slice(0, 3)]) expect(ids).not.toContain(left!.id);
    const alike = found!.substitutes.map(({ sameOptions }) => sameOptions);
    expect(alike).toEqual(alike.toSorted((a, b) => b - a));
    expect(alike[0]).toBe(1);
    const [best] = found!.substitutes;
    const chosen = variants.find(({ id }) => id === best!.variantId)!;
    expect(best!.options).toEqual(chosen.options.map((value, at) => ({ name: optionNames[at], value })));
    expect(best!.sameOptions).toBe(chosen.options.filter((value, at) => value === wanted!.options[at]).length);
    expect(best).toMatchObject({ costUsd: chosen.costUsd, free: expect.any(Number), stockReadAt: expect.any(String) });
    expect(best!.imageUrl).toMatch(/^http/);
    expect(best!.orderProfitMinor, "the only line").toBe(best!.leaves!.profitMinor);
    expect(found).toMatchObject({
      variantId: wanted!.id,
      replaced: false,
      priceMinor: line.priceMinor,
      ordered: { costUsd: wanted!.costUsd, leaves: line.atOrder },
    });
  });

  it("[ORD-13] says of each whether it is under the shop's floor margin", async () => {
    const { order } = await refused();
    const floors = async (bps: number) => {
      await shop.database.sql`update merchants set floor_margin_bps = ${bps} where id = ${depot.merchantId}`;
      return (await proposals(order.id)).lines[0]!.substitutes.map(({ belowFloor }) => belowFloor);
    };
    expect(new Set(await floors(9_500))).toEqual(new Set([true]));
    const earning = await floors(0);
    const profits = (await proposals(order.id)).lines[0]!.substitutes.map(({ leaves }) => leaves!.profitMinor < 0);
    expect(earning).toEqual(profits);
  });

  it("[ORD-13] offers nothing for an order that waits for nothing of the kind, and none to strangers", async () => {
    const free = await depot.order();
    expect((await proposals(free.id)).lines).toEqual([]);
    await actOnOrder(depot.ctx, { orderId: free.id, action: "hold", note: "by hand" });
    expect((await proposals(free.id)).lines).toEqual([]);
    const { ctx } = await shop.merchant();
    await expect(listSubstitutes(ctx, { orderId: free.id })).rejects.toEqual(refusal("orders.not_found"));
  });

  it("[ORD-13] what CJ refuses is read anew, so that what is proposed is what it has", async () => {
    const { line } = await refused();
    const hints = await shop.database
      .sql`select product_id from inventory_hints where merchant_id = ${depot.merchantId}`;
    expect(hints.map((row) => row["product_id"])).toContain(line.productId);
  });
});

describe("a person's choice", () => {
  it("[ORD-04] [ORD-13] the line stands for it at the customer's price; stock, hold, margins and history follow, and one click sends it", async () => {
    const { order, line, best: cheap, choose } = await refused();
    await shop.database.sql`update product_variants set cost_usd = '19.99' where id = ${cheap.variantId}`;
    const { substitutes } = (await proposals(order.id)).lines[0]!;
    const best = substitutes.find(({ variantId }) => variantId === cheap.variantId)!;
    expect(best.leaves!.profitMinor).not.toBe(line.atOrder!.profitMinor);
    await recordPayment(depot.ctx, {
      orderId: order.id,
      kind: "capture",
      amountMinor: order.totalMinor,
      reference: order.id,
    });
    const before = await getOrderMoney(depot.ctx, { orderId: order.id });
    const after = await choose();
    expect(after).toMatchObject({ held: false, holds: [], status: "confirmed", totalMinor: order.totalMinor });
    expect(after.lines).toMatchObject([
      {
        id: line.id,
        variantId: best.variantId,
        label: best.label,
        quantity: 2,
        priceMinor: line.priceMinor,
        reservation: "held",
        atOrder: line.atOrder,
        today: best.leaves,
        insteadOf: { label: line.label, sku: line.sku },
      },
    ]);
    expect(after.profitMinor).toBe(best.orderProfitMinor);
    const listed = (await listOrders(depot.ctx, { q: order.number })).items[0];
    expect(listed?.profitMinor).toBe(best.orderProfitMinor);
    const kept = await shop.database
      .sql`select variant_id, quantity, state from reservations where order_id = ${order.id}`;
    expect(kept).toEqual([{ variant_id: best.variantId, quantity: 2, state: "held" }]);

    const money = await getOrderMoney(depot.ctx, { orderId: order.id });
    const moved = best.leaves!.landedMinor - line.atOrder!.landedMinor;
    expect(money).toEqual({
      ...before,
      profit: { thenMinor: before.profit!.thenMinor, nowMinor: before.profit!.nowMinor - moved },
    });

    const { items } = await listOrderHistory(depot.ctx, { id: order.id });
    const by = depot.ctx.actor.kind === "user" ? depot.ctx.actor.name : "";
    const told = items.filter(({ type }) => /substituted|resolved|status_changed/.test(type)).slice(0, 3);
    expect(told.map(({ type, actor }) => [type, actor.label])).toEqual([
      ["order.status_changed", by],
      ["order.hold_resolved", by],
      ["order.line_substituted", by],
    ]);
    expect(told[0]!.payload["items"]).toMatchObject([{ variantId: best.variantId, priceMinor: line.priceMinor }]);
    expect(told[2]!.payload).toMatchObject({
      fromVariantId: line.variantId,
      toVariantId: best.variantId,
      from: line.label,
      to: best.label,
      reasons: ["fulfilment.out_of_stock"],
    });

    await resendOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({
      state: "created",
      reason: null,
      lines: [{ label: best.label }],
    });
    const vid = (await getProduct(depot.ctx, { id: line.productId })).variants.find(({ id }) => id === best.variantId);
    const [there] = await depot.truthOf(`${order.number}-2`);
    expect(there!.parts[0]!.lines).toMatchObject([{ vid: vid!.externalId, quantity: 2 }]);
    expect((await proposals(order.id)).lines, "it is with CJ").toEqual([]);
  });

  it("[ORD-04] before it is sent another can be chosen, and what was ordered again as it was", async () => {
    const { order, line, best, second, choose } = await refused();
    await choose();
    const [open] = (await proposals(order.id)).lines;
    expect(open).toMatchObject({ replaced: true, variantId: best.variantId, ordered: { variantId: line.variantId } });
    const third = await choose(second.variantId, { insteadOf: best.variantId });
    expect(third.lines).toMatchObject([{ variantId: second.variantId, insteadOf: { label: line.label } }]);
    const back = await choose(line.variantId, { insteadOf: second.variantId });
    const { today: _today, ...asOrdered } = line;
    expect(back.lines).toMatchObject([{ ...asOrdered, insteadOf: null }]);
    expect(back.profitMinor).toBe(order.profitMinor);
  });

  it("[ORD-04] two people at once: one is heard, the other is told; the same click twice is one choice", async () => {
    const { order, line, best, second, choose } = await refused();
    const both = await Promise.allSettled([choose(best.variantId), choose(second.variantId)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { reason: "orders.substituted_meanwhile" } });
    const [kept] = (await depot.view(order.id)).lines;
    await Promise.all([choose(kept!.variantId), choose(kept!.variantId, { insteadOf: line.variantId })]);
    const { items } = await listOrderHistory(depot.ctx, { id: order.id });
    expect(items.filter(({ type }) => type === "order.line_substituted")).toHaveLength(1);
  });

  it("[ORD-14] is refused once the order was cancelled, is at CJ again, or the variant is gone, and changes nothing", async () => {
    const gone = await refused();
    await shop.database.sql`update product_variants set off_sale_at = now() where id = ${gone.best.variantId}`;
    await expect(gone.choose()).rejects.toMatchObject({
      reason: "orders.substitute_gone",
      details: { variant: gone.best.label },
    });
    await shop.database.sql`update product_variants set off_sale_at = null where id = ${gone.best.variantId}`;
    await shop.database.sql`update variant_stock set total = 1 where variant_id = ${gone.second.variantId}`;
    await expect(gone.choose(gone.second.variantId)).rejects.toEqual(refusal("orders.substitute_gone"));
    const other = await depot.order();
    await expect(gone.choose(other.id as never)).rejects.toEqual(refusal("orders.substitute_gone"));
    await expect(gone.choose(gone.best.variantId, { lineId: other.lines[0]!.id })).rejects.toEqual(
      refusal("request.not_found"),
    );
    await actOnOrder(depot.ctx, { orderId: gone.order.id, action: "cancel" });
    await expect(gone.choose()).rejects.toEqual(refusal("orders.nothing_to_substitute"));
    expect((await depot.view(gone.order.id)).lines).toMatchObject([
      { variantId: gone.line.variantId, insteadOf: null },
    ]);

    const sent = await refused();
    await resendOrder(depot.ctx, { orderId: sent.order.id });
    await expect(sent.choose()).rejects.toEqual(refusal("orders.line_sent"));
    await depot.work(sent.order.id);
    expect(await depot.last(sent.order.id)).toMatchObject({ state: "created" });
    await expect(sent.choose()).rejects.toEqual(refusal("orders.line_sent"));
    expect(await depot.last(sent.order.id)).toMatchObject({ lines: [{ label: sent.line.label }] });
  });

  it("[ORD-04] a plan for the other variant is not sent any more, not even one that was being made meanwhile", async () => {
    const { order, best, choose } = await refused();
    await planSupplierOrders(depot.ctx, { orderId: order.id });
    await choose();
    expect((await depot.at(order.id)).map(({ state }) => state)).toEqual(["refused"]);
    await submitOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await soldAs(order, best.variantId)).toBe(true);

    const late = await refused();
    const { suppliers } = depot.ctx.platform;
    const meanwhile = suppliers.map((supplier): (typeof suppliers)[number] => ({
      ...supplier,
      open: async (ctx, work, ...rest) => {
        const answer = await supplier.open(ctx, work, ...rest);
        await late.choose();
        return answer;
      },
    }));
    const slow = { ...depot.ctx, platform: { ...depot.ctx.platform, suppliers: meanwhile } };
    const plan = planSupplierOrders(slow, { orderId: late.order.id });
    await expect(plan).rejects.toEqual(refusal("fulfilment.nothing_to_send"));
    await resendOrder(depot.ctx, { orderId: late.order.id });
    await depot.work(late.order.id);
    expect(await soldAs(late.order, late.best.variantId)).toBe(true);
  });

  it("[ORD-04] no program decides it: automation leaves the order as it is, a key is refused, and a person's choice sets it going", async () => {
    const own = await openDepot(shop, { kind: "color-size", nth: 2 });
    await saveSettings(own.ctx, { automation: "create" });
    const order = await own.order();
    const auto = () => autoSubmitJob.handle(shop.platform, { merchantId: own.merchantId, orderId: order.id });
    await shop.sandbox.control.products.removeVariant(own.goods[0]!.vid);
    await auto();
    expect(await own.holds(order.id)).toEqual(["fulfilment.variant_removed"]);
    await auto();
    const [line] = (await own.view(order.id)).lines;
    expect(line).toMatchObject({ variantId: own.goods[0]!.variantId, insteadOf: null });
    const [open] = (await proposals(order.id, own)).lines;
    const chosen = { orderId: order.id, lineId: line!.id, insteadOf: line!.variantId };
    const best = { ...chosen, variantId: open!.substitutes[0]!.variantId };
    const { actor } = own.ctx;
    const job = { ...own.ctx, actor: { kind: "job", name: "a job" } as const };
    const key = {
      ...own.ctx,
      actor: { ...actor, kind: "api_key", keyId: order.id, scopes: ["orders:manage"] } as never,
    };
    for (const program of [job, key])
      await expect(substituteLine(program, best)).rejects.toEqual(refusal("api_keys.not_a_person"));
    await substituteLine(own.ctx, best);
    await auto();
    await own.work(order.id);
    expect(await own.last(order.id)).toMatchObject({
      state: "created",
      lines: [{ label: open!.substitutes[0]!.label }],
    });
  });

  it("[ORD-13] of several lines those that are gone are named; the hold stays until the last of them is replaced", async () => {
    const own = await openDepot(shop, { kind: "color-size", nth: 3, products: 3 });
    const order = await own.order();
    await planSupplierOrders(own.ctx, { orderId: order.id });
    for (const { vid } of own.goods.slice(0, 2)) await shop.sandbox.control.products.removeVariant(vid);
    await submitOrder(own.ctx, { orderId: order.id });
    await own.work(order.id);
    expect(await own.holds(order.id)).toEqual(["fulfilment.variant_removed"]);
    expect((await proposals(order.id, own)).lines, "nobody knows which").toHaveLength(3);
    for (const { productId } of own.goods) await refreshProduct(own.ctx, { id: productId as never });
    const { lines } = await proposals(order.id, own);
    expect(lines.map(({ variantId }) => variantId)).toEqual(own.goods.slice(0, 2).map(({ variantId }) => variantId));
    await actOnOrder(own.ctx, { orderId: order.id, action: "hold", note: "ask first" });
    for (const [at, { lineId, variantId, substitutes }] of lines.entries()) {
      const chosen = { orderId: order.id, lineId, insteadOf: variantId, variantId: substitutes[0]!.variantId };
      const { holds } = await substituteLine(own.ctx, chosen);
      const byHand = "orders.held_by_hand";
      expect(holds.map(({ reason }) => reason)).toEqual(at === 0 ? ["fulfilment.variant_removed", byHand] : [byHand]);
    }
    expect(await own.view(order.id), "what a person placed stays").toMatchObject({ held: true, status: "on_hold" });
  });
});
