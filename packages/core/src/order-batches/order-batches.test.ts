import type { OrderId } from "@nexusone/contracts/ids";
import type { OrderAction } from "@nexusone/contracts/order-terms";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { asRole, openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { getOrder } from "../orders/get-order.ts";
import { eventsOf, ordered, stocked } from "../orders/orders.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { commitOrderBatch } from "./commit-order-batch.ts";
import { getOrderBatch, listOrdersOfBatch } from "./get-order-batch.ts";
import { orderBatchJob } from "./order-batch-job.ts";
import { carryOut, plan, work } from "./order-batches.fixture.ts";
import { previewOrderBatch } from "./preview-order-batch.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const act = (ctx: ServiceContext, orderId: OrderId, ...actions: OrderAction[]) =>
  actions.reduce<Promise<unknown>>(
    (before, action) => before.then(() => actOnOrder(ctx, { orderId, action })),
    Promise.resolve(),
  );
/** What the act on that one order answers or is refused with; nothing stays of it. */
async function tryOut(ctx: ServiceContext, orderId: OrderId, action: OrderAction): Promise<object> {
  let outcome: object = {};
  const undone = inMerchantTx(ctx, async (tx) => {
    outcome = await actOnOrder({ ...ctx, tx }, { orderId, action });
    throw new Error("undone");
  });
  return undone.catch((error: Error) => (error.message === "undone" ? outcome : error));
}
const statusOf = async (ctx: ServiceContext, id: OrderId) => (await getOrder(ctx, { id })).status;
async function selling(stock = 500) {
  const { ctx } = await shop.merchant();
  return { ctx, ...(await stocked(ctx, stock)) };
}

describe("one act on many orders", () => {
  it("[UIX-02] counts apart what is said of orders that have come to different places", async () => {
    const { ctx, variantId } = await selling();
    const ids = [];
    for (const acts of [["ship"], ["ship"], ["ship", "deliver"]] as const) {
      const { id } = await ordered(ctx, variantId);
      await act(ctx, id, "confirm", ...acts);
      ids.push(id);
    }
    const { reasons } = await plan(ctx, { selection: { ids }, act: "confirm" });
    expect(reasons.map(({ count, details }) => [count, details["from"]])).toEqual([
      [2, "shipped"],
      [1, "delivered"],
    ]);
  });

  it("[ORD-04] [UIX-02] changes nothing before it is confirmed, then exactly what was shown, once, and says of each why not", async () => {
    const { ctx, variantId } = await selling();
    const [free, other, held] = [
      await ordered(ctx, variantId),
      await ordered(ctx, variantId),
      await ordered(ctx, variantId),
    ];
    const sent = await ordered(ctx, variantId);
    await act(ctx, held.id, "hold");
    await act(ctx, sent.id, "confirm", "ship");
    const ids = [free.id, other.id, held.id, sent.id];
    const ready = await plan(ctx, { selection: { ids }, act: "confirm" });
    expect(ready).toMatchObject({
      state: "ready",
      act: "confirm",
      total: 4,
      counts: { planned: 2, excluded: 2 },
      totals: [{ orders: 2, totalMinor: 2 * 1_990, costMinor: 2 * (1_990 - free.profitMinor!), costUnknown: 0 }],
      payUsdMinor: 0,
      automation: "by_hand",
    });
    expect(ready.reasons.map(({ reason, count }) => [reason, count]).sort()).toEqual([
      ["orders.illegal_transition", 1],
      ["orders.on_hold", 1],
    ]);
    expect(await Promise.all(ids.map((id) => statusOf(ctx, id)))).toEqual(["pending", "pending", "on_hold", "shipped"]);

    const done = await carryOut(ctx, ready.id);
    expect(done).toMatchObject({ state: "done", counts: { done: 2, excluded: 2, refused: 0 } });
    // A second press, and a second run of the job.
    expect(await carryOut(ctx, ready.id)).toMatchObject({ state: "done", counts: { done: 2 } });
    expect(await Promise.all(ids.map((id) => statusOf(ctx, id)))).toEqual([
      "confirmed",
      "confirmed",
      "on_hold",
      "shipped",
    ]);
    const told = (await eventsOf(ctx, free.id)).filter(({ type }) => type === "order.status_changed");
    expect(told.map(({ payload }) => payload["status"])).toEqual(["confirmed"]);
    const { items } = await listOrdersOfBatch(ctx, { id: ready.id, problems: true });
    expect(items).toMatchObject([
      { number: held.number, state: "excluded", reason: "orders.on_hold", status: "on_hold" },
      { number: sent.number, state: "excluded", reason: "orders.illegal_transition" },
    ]);
  });

  it("[ORD-04] an order that changed after the preview is refused by name, and the others go on", async () => {
    const { ctx, variantId } = await selling();
    const [first, changed, cheap] = [
      await ordered(ctx, variantId),
      await ordered(ctx, variantId),
      await ordered(ctx, variantId),
    ];
    const dear = await stocked(ctx, 5);
    const dearer = await ordered(ctx, dear.variantId);
    const ids = [first.id, changed.id, cheap.id, dearer.id];
    const ready = await plan(ctx, { selection: { ids }, act: "confirm" });
    await act(ctx, changed.id, "hold", "release");
    await act(ctx, cheap.id, "cancel");
    await shop.database.sql`update product_variants set cost_minor = 520 where id = ${dear.variantId}`;
    const done = await carryOut(ctx, ready.id);
    expect(done.counts).toMatchObject({ done: 2, refused: 2 });
    const { items } = await listOrdersOfBatch(ctx, { id: ready.id, problems: true });
    expect(items.map(({ number, reason }) => [number, reason])).toEqual([
      [cheap.number, "orders.batch_moved"],
      [dearer.number, "preview.moved"],
    ]);
    expect(await Promise.all(ids.map((id) => statusOf(ctx, id)))).toEqual([
      "confirmed",
      "confirmed",
      "cancelled",
      "pending",
    ]);
  });

  it("[ORD-04] [ORD-10] shows of every act in every state what the same act on that one order comes to", async () => {
    const { ctx, variantId } = await selling();
    const STATES = [
      [],
      ["hold"],
      ["confirm"],
      ["confirm", "hold"],
      ["confirm", "ship"],
      ["confirm", "ship", "deliver"],
      ["cancel"],
      ["fail"],
    ] as const;
    const ids: OrderId[] = [];
    for (const before of STATES) {
      const { id } = await ordered(ctx, variantId);
      await act(ctx, id, ...before);
      ids.push(id);
    }
    for (const one of ["confirm", "hold", "release", "ship", "deliver", "cancel"] as const) {
      const ready = await plan(ctx, { selection: { ids }, act: one });
      const { items } = await listOrdersOfBatch(ctx, { id: ready.id });
      for (const [nth, { orderId, state, status, reason }] of items.entries()) {
        const outcome = await tryOut(ctx, orderId, one);
        const of = `${one} after ${STATES[nth]!.join(", ")}`;
        if (state === "planned") expect(outcome, of).toMatchObject({ id: orderId });
        else if (reason !== "orders.batch_unchanged") expect(outcome, of).toMatchObject({ reason });
        else expect([status, undefined], of).toContain("status" in outcome ? outcome.status : undefined);
      }
    }
  });

  it("[ORD-04] holds with the note, ships with the carrier, delivers, and cancels with the units given back", async () => {
    const { ctx, variantId } = await selling(3);
    const ids = [(await ordered(ctx, variantId)).id, (await ordered(ctx, variantId)).id];
    const all = async (ask: Omit<Parameters<typeof previewOrderBatch>[1], "selection">) =>
      carryOut(ctx, (await plan(ctx, { selection: { ids }, ...ask })).id);
    const views = () => Promise.all(ids.map((id) => getOrder(ctx, { id })));
    expect(await all({ act: "hold", note: "Asked for blue" })).toMatchObject({ counts: { done: 2 } });
    for (const { holds } of await views())
      expect(holds).toMatchObject([{ reason: "orders.held_by_hand", details: { note: "Asked for blue" } }]);
    expect(await all({ act: "hold" })).toMatchObject({ reasons: [{ reason: "orders.batch_unchanged", count: 2 }] });
    for (const one of ["release", "confirm"] as const)
      expect(await all({ act: one })).toMatchObject({ counts: { done: 2 } });
    expect(await all({ act: "ship", carrier: "La Poste" })).toMatchObject({ counts: { done: 2 } });
    for (const { shipments } of await views()) expect(shipments).toMatchObject([{ carrier: "La Poste" }]);
    expect(await all({ act: "deliver" })).toMatchObject({ counts: { done: 2 } });
    expect(await all({ act: "cancel" })).toMatchObject({ counts: { planned: 0, excluded: 2 } });
    const last = await ordered(ctx, variantId);
    await carryOut(ctx, (await plan(ctx, { selection: { ids: [last.id] }, act: "cancel" })).id);
    expect((await getOrder(ctx, { id: last.id })).lines[0]!.reservation).toBe("released");
    await ordered(ctx, variantId);
  });

  it("[ORD-04] takes all that a filter matches, in batches, and two runs of its job at once do nothing twice", async () => {
    const { ctx, variantId } = await selling();
    const { id: first } = await ordered(ctx, variantId);
    await shop.database.sql`
      insert into orders (merchant_id, number, source, digest, contact_id, address, country, currency, items_minor,
        shipping_minor, discount_minor, total_minor, placed_at, moved_at)
      select merchant_id, number || '-' || n, source, digest || n, contact_id, address, country, currency, items_minor,
        shipping_minor, discount_minor, total_minor, placed_at, moved_at
      from orders, generate_series(1, 104) n where id = ${first}`;
    await act(ctx, first, "confirm");
    const { id } = await previewOrderBatch(ctx, { selection: { filters: { status: "pending" } }, act: "confirm" });
    await expect(commitOrderBatch(ctx, { id })).rejects.toMatchObject({ reason: "preview.not_ready" });
    await Promise.all([work(ctx, id), work(ctx, id)]);
    expect(await getOrderBatch(ctx, { id })).toMatchObject({ state: "ready", total: 104, counts: { planned: 104 } });
    await Promise.all([commitOrderBatch(ctx, { id }), commitOrderBatch(ctx, { id })]);
    await Promise.all([work(ctx, id), work(ctx, id)]);
    expect(await getOrderBatch(ctx, { id })).toMatchObject({ state: "done", counts: { done: 104, refused: 0 } });
    const [events] = await shop.database.sql`select count(*)::integer as n from events
      where merchant_id = ${ctx.merchantId} and type = 'order.status_changed' and payload ->> 'status' = 'confirmed'`;
    expect(events!["n"]).toBe(105);
    const pages = await listOrdersOfBatch(ctx, { id, limit: 100 });
    const rest = await listOrdersOfBatch(ctx, { id, limit: 100, cursor: pages.nextCursor! });
    expect(rest.items[0]!.position).toBe(100);
  });

  it("[ORD-04] ends after half an hour, is nobody else's, and what somebody discards is left undone with the reason", async () => {
    const { ctx, variantId } = await selling();
    const ask = { selection: { ids: [(await ordered(ctx, variantId)).id] }, act: "confirm" as const };
    const ready = await plan(ctx, ask);
    const other = await shop.merchant();
    for (const verb of [getOrderBatch, listOrdersOfBatch, commitOrderBatch])
      await expect(verb(other.ctx, { id: ready.id })).rejects.toMatchObject({ reason: "preview.not_found" });
    expect(await plan(other.ctx, ask)).toMatchObject({ counts: { planned: 0 } });
    const support = asRole(ctx, "support");
    await expect(previewOrderBatch(support, { ...ask, act: "pay" })).rejects.toMatchObject({
      reason: "request.forbidden",
    });

    const dropped = await plan(ctx, ask);
    await commitOrderBatch(ctx, { id: dropped.id });
    await inMerchantTx(ctx, (tx) =>
      orderBatchJob.discard!({ ...ctx, tx }, { merchantId: ctx.merchantId, batchId: dropped.id }),
    );
    await work(ctx, dropped.id);
    const given = await getOrderBatch(ctx, { id: dropped.id });
    expect(given).toMatchObject({
      state: "done",
      counts: { refused: 1, done: 0 },
      reasons: [{ reason: "orders.batch_discarded" }],
    });
    noteReasonsIn(JSON.stringify(given));
    shop.platform.clock.advance(31 * 60_000);
    await expect(commitOrderBatch(ctx, { id: ready.id })).rejects.toMatchObject({ reason: "preview.expired" });
    await plan(ctx, ask);
    await expect(getOrderBatch(ctx, { id: ready.id })).rejects.toMatchObject({ reason: "preview.not_found" });
    expect(await getOrderBatch(ctx, { id: dropped.id })).toMatchObject({ state: "done" });
    shop.platform.clock.advance(8 * 24 * 3_600_000);
    await plan(ctx, ask);
    await expect(getOrderBatch(ctx, { id: dropped.id })).rejects.toMatchObject({ reason: "preview.not_found" });
  });
});
