import type { OrderId, ProductId } from "@nexusone/contracts/ids";
import { sql } from "drizzle-orm";
import { sqlState } from "@nexusone/db/errors";
import { createStaffedMerchant, createTestPlatform, userContext, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProduct } from "../catalog/create-product.ts";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recomputeMarginsJob } from "../catalog/recompute-margins.ts";
import { createJobQueue } from "../jobs/job-queue.ts";
import { createOrder } from "../orders/create-order.ts";
import { inMerchantTx } from "../transaction.ts";
import { getEarnings, listPayments } from "./earnings.ts";
import { getCommission, listCommissions } from "./get-commission.ts";
import { getOrderMoney } from "./get-order-money.ts";
import { recordPayment } from "./record-payment.ts";
import { setCommission } from "./set-commission.ts";

let database: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
  platform = createTestPlatform(database.db, { jobs: noJobs() });
});
afterAll(() => database.close());

const noJobs = () =>
  createJobQueue([recomputeMarginsJob], {
    put: async () => undefined,
    waiting: async () => 0,
    isWaiting: async () => false,
    figures: async () => ({ queues: [], schedule: [] }),
    redrive: async () => 0,
  });
const shopOf = async (overrides: Parameters<typeof createStaffedMerchant>[2] = {}): Promise<ServiceContext> =>
  (await createStaffedMerchant(platform, "owner", { vatRateBps: 2_000, ...overrides })).ctx;

const ADDRESS = { name: "Ada", phone: "+33612345678", line1: "1 rue X", city: "Paris", zip: "75002", country: "FR" };
/** An order of 120.00, of which half is what the goods cost. */
async function orderOf(ctx: ServiceContext, priceMinor = 12_000): Promise<OrderId> {
  const made = await createProduct(ctx, { name: "Lamp", variants: [{ priceMinor, costMinor: 3_000, stock: 50 }] });
  const { variants } = made as { id: ProductId; variants: { id: string }[] };
  const { order } = await createOrder(ctx, {
    customer: { email: `${crypto.randomUUID()}@example.com` },
    address: ADDRESS,
    lines: [{ variantId: variants[0]!.id as never, quantity: 1 }],
  });
  return order.id;
}
let nth = 0;
const pay = (ctx: ServiceContext, orderId: OrderId, amountMinor: number, kind: "capture" | "refund" = "capture") =>
  recordPayment(ctx, { orderId, kind, amountMinor, reference: `ref ${(nth += 1)}` });
const refusal = (reason: string) => expect.objectContaining({ reason });
const enable = async (ctx: ServiceContext, platformBps?: number) => {
  const admin = await createUser(database.db, { isPlatformAdmin: true });
  return setCommission(userContext(platform, { id: admin.id, isPlatformAdmin: true }), {
    merchantId: ctx.merchantId,
    ...(platformBps === undefined ? {} : { platformBps }),
  });
};

describe("what an order's money stands at", () => {
  it("[ORD-14] is computed from captures and refunds alone, which are only ever added to", async () => {
    const ctx = await shopOf();
    const orderId = await orderOf(ctx);
    expect(await getOrderMoney(ctx, { orderId })).toMatchObject({ state: "unpaid", dueMinor: 12_000, payments: [] });
    expect(await pay(ctx, orderId, 5_000)).toMatchObject({ state: "partially_paid", dueMinor: 7_000 });
    expect(await pay(ctx, orderId, 7_000)).toMatchObject({ state: "paid", dueMinor: 0, refundableMinor: 12_000 });
    expect(await pay(ctx, orderId, 2_000, "refund")).toMatchObject({
      state: "partially_refunded",
      refundedMinor: 2_000,
    });
    await expect(pay(ctx, orderId, 10_001, "refund")).rejects.toMatchObject({
      reason: "payments.refund_too_large",
      details: { most: "100.00 EUR" },
    });
    const after = await pay(ctx, orderId, 10_000, "refund");
    expect(after).toMatchObject({ state: "refunded", taxMinor: 0, clientMinor: 0, platformMinor: 0 });
    expect(after.payments.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ["capture", 5_000],
      ["capture", 7_000],
      ["refund", 2_000],
      ["refund", 10_000],
    ]);
    for (const table of ["payments", "commission_lines"])
      for (const change of [`delete from ${table}`, `update ${table} set amount_minor = amount_minor`])
        await expect(inMerchantTx(ctx, (tx) => tx.execute(sql.raw(change)))).rejects.toSatisfy(
          (error) => sqlState(error) === "42501",
        );
  });

  it("[ORD-14] [WHK-04] the same reference is the same payment, told of once, and never another one", async () => {
    const ctx = await shopOf();
    const [orderId, other] = [await orderOf(ctx), await orderOf(ctx)];
    const input = { orderId, kind: "capture", amountMinor: 4_000, reference: "bank 17" } as const;
    const answers = await Promise.all([1, 2, 3, 4].map(() => recordPayment(ctx, input)));
    expect(answers.map(({ capturedMinor }) => capturedMinor)).toEqual([4_000, 4_000, 4_000, 4_000]);
    const events = await database.sql<{ payload: object }[]>`
      select payload from events where merchant_id = ${ctx.merchantId} and type = 'payment.received'`;
    expect(events).toMatchObject([{ payload: { orderId, amountMinor: 4_000, currency: "EUR", method: "hand" } }]);
    for (const wrong of [
      { ...input, amountMinor: 4_001 },
      { ...input, orderId: other },
    ])
      await expect(recordPayment(ctx, wrong)).rejects.toEqual(refusal("payments.reference_taken"));
    await expect(recordPayment(ctx, { ...input, reference: "x", currency: "USD" })).rejects.toEqual(
      refusal("payments.currency_differs"),
    );
    await expect(recordPayment(ctx, { ...input, reference: "y", method: "sandbox" })).rejects.toEqual(
      refusal("payments.demo_only"),
    );
    const demo = await shopOf({ isDemo: true });
    const till = { ...input, orderId: await orderOf(demo), method: "sandbox" } as const;
    expect((await recordPayment(demo, till)).payments).toMatchObject([{ method: "sandbox" }]);
  });

  it("[ORD-14] ten refunds at once give back what came in and not a cent more", async () => {
    const ctx = await shopOf();
    const orderId = await orderOf(ctx);
    await pay(ctx, orderId, 10_000);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => pay(ctx, orderId, 3_000, "refund")));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toEqual(refusal("payments.refund_too_large"));
    expect(await getOrderMoney(ctx, { orderId })).toMatchObject({ refundedMinor: 9_000, refundableMinor: 1_000 });
  });
});

describe("whose it is", () => {
  it("[PLN-07] commission is off until a platform admin says how much, and then counts for what comes in from now on", async () => {
    const ctx = await shopOf({ feeRateBps: 150, feeFixedMinor: 20 });
    const orderId = await orderOf(ctx);
    expect(await pay(ctx, orderId, 6_000)).toMatchObject({ taxMinor: 1_000, platformMinor: 0, clientMinor: 5_000 });
    expect(await enable(ctx)).toMatchObject({ platformBps: 7_000, clientBps: 3_000 });
    const paid = await pay(ctx, orderId, 6_000);
    expect(paid).toMatchObject({ taxMinor: 2_000, platformMinor: 3_500, clientMinor: 6_500, feeMinor: 220 });
    // What was shared goes back as it was shared, whatever holds by then.
    await enable(ctx, 0);
    const first = await pay(ctx, orderId, 6_000, "refund");
    expect(first).toMatchObject({ taxMinor: 1_000, platformMinor: 3_500, clientMinor: 1_500 });
    const all = await pay(ctx, orderId, 6_000, "refund");
    expect(all).toMatchObject({ taxMinor: 0, platformMinor: 0, clientMinor: 0, feeMinor: 220 });
    const nobody = await createUser(database.db);
    const asked = { merchantId: ctx.merchantId, platformBps: 1 };
    await expect(setCommission(userContext(platform, nobody), asked)).rejects.toEqual(
      refusal("identity.platform_admin_only"),
    );
  });

  it("[PLN-07] a platform admin finds a shop, sees its rate since when, and who set what before, page by page; nobody else does", async () => {
    const name = `Commission ${crypto.randomUUID()}`;
    const ctx = await shopOf({ name });
    const { merchantId } = ctx;
    const user = await createUser(database.db, { isPlatformAdmin: true, name: "Pat Form" });
    const admin = userContext(platform, { id: user.id, isPlatformAdmin: true });
    expect(await getCommission(admin, { merchantId })).toMatchObject({ name, platformBps: 0, since: null, items: [] });
    for (const platformBps of [7_000, 7_000, 5_000, 0]) await setCommission(admin, { merchantId, platformBps });
    await database.sql`update merchants set commission_bps = 1234 where id = ${merchantId}`;
    const first = await getCommission(admin, { merchantId, limit: 3 });
    expect(first).toMatchObject({ name, platformBps: 1_234, clientBps: 8_766, since: first.items[0]!.at });
    expect(first.items.map(({ fromBps, toBps, byName }) => [fromBps, toBps, byName])).toEqual([
      [0, 1_234, null],
      [5_000, 0, "Pat Form"],
      [7_000, 5_000, "Pat Form"],
    ]);
    const rest = await getCommission(admin, { merchantId, limit: 3, cursor: first.nextCursor! });
    expect(rest).toMatchObject({ since: first.since, nextCursor: null, items: [{ fromBps: 0, toBps: 7_000 }] });

    const other = await shopOf({ name: `${name} two` });
    expect((await getCommission(admin, { merchantId: other.merchantId })).items, "of another shop").toEqual([]);
    const found = await listCommissions(admin, { q: name.toUpperCase(), limit: 1 });
    const next = await listCommissions(admin, { q: name, limit: 1, cursor: found.nextCursor! });
    // Shops of tests have ids of no order in time.
    const shops = [...found.items, ...next.items].map((shop) => [shop.merchantId, shop.platformBps]);
    expect(new Map(shops as [string, number][])).toEqual(
      new Map([
        [merchantId, 1_234],
        [other.merchantId, 0],
      ]),
    );
    expect(found.items).toHaveLength(1);
    expect(next.nextCursor).toBeNull();

    const nobody = userContext(platform, await createUser(database.db));
    await expect(getCommission(nobody, { merchantId })).rejects.toEqual(refusal("identity.platform_admin_only"));
    await expect(listCommissions(nobody)).rejects.toEqual(refusal("identity.platform_admin_only"));
    const unknown = getCommission(admin, { merchantId: crypto.randomUUID() as never });
    await expect(unknown).rejects.toEqual(refusal("request.not_found"));
  });

  it("[PLN-08] profit now is the shop's share less fees and landed cost, and follows every payment", async () => {
    const ctx = await shopOf();
    const orderId = await orderOf(ctx);
    const { profit } = await pay(ctx, orderId, 12_000);
    if (!profit) throw new Error("the cost is the shop's own, so it is known");
    expect(profit.nowMinor).toBe(profit.thenMinor);
    const after = await pay(ctx, orderId, 12_000, "refund");
    expect(after.profit!.nowMinor).toBe(profit.nowMinor - 10_000);
    expect(after.profit!.thenMinor).toBe(profit.thenMinor);
  });

  it.each([
    ["XOF", 3_000],
    ["EUR", 12_000],
    ["KWD", 12_345],
  ] as const)(
    "[PLN-07] [PLN-08] in %s the parts of every payment sum to it, and earnings to all of them",
    async (currency, price) => {
      const ctx = await shopOf({ currency, vatRateBps: 1_925 });
      await enable(ctx, 6_667);
      const seen = { capturedMinor: 0, refundedMinor: 0 };
      for (const [amount, ...refunds] of [
        [price, 1, Math.floor(price / 3), Math.floor(price / 7)],
        [7, 2, 2, 3],
      ] as const) {
        const orderId = await orderOf(ctx, price);
        await pay(ctx, orderId, amount);
        seen.capturedMinor += amount;
        for (const refund of refunds) {
          await pay(ctx, orderId, refund, "refund");
          seen.refundedMinor += refund;
        }
      }
      const [total, ...others] = (await getEarnings(ctx)).totals;
      expect(others).toEqual([]);
      expect(total).toMatchObject({ currency, ...seen, payments: 8 });
      expect(total!.taxMinor + total!.platformMinor + total!.clientMinor).toBe(seen.capturedMinor - seen.refundedMinor);
      const lines = await database.sql<{ wrong: number }[]>`
      select count(*)::int as wrong from payments p where merchant_id = ${ctx.merchantId} and amount_minor <> (
        select abs(sum(tax_minor + platform_minor + client_minor)) from commission_lines l where l.payment_id = p.id)`;
      expect(lines).toEqual([{ wrong: 0 }]);
    },
  );
});

it("[PLN-08] earnings go by the days of the shop's own calendar, and every figure opens its payments", async () => {
  const ctx = await shopOf({ timezone: "Pacific/Auckland" });
  const orderId = await orderOf(ctx);
  // 09:00 in UTC is 22:00 in Auckland: three hours later it is the next day there.
  await pay(ctx, orderId, 4_000);
  platform.clock.advance(3 * HOUR_MS);
  await pay(ctx, orderId, 2_000);
  await pay(ctx, orderId, 1_000, "refund");
  const { days, totals } = await getEarnings(ctx, { days: 7 });
  expect(
    days.map(({ day, capturedMinor, refundedMinor, payments }) => [day, capturedMinor, refundedMinor, payments]),
  ).toEqual([
    ["2026-03-03", 2_000, 1_000, 2],
    ["2026-03-02", 4_000, 0, 1],
  ]);
  expect(totals).toMatchObject([{ currency: "EUR", capturedMinor: 6_000, refundedMinor: 1_000, payments: 3 }]);
  const first = await listPayments(ctx, { days: 7, limit: 2 });
  const rest = await listPayments(ctx, { days: 7, limit: 2, cursor: first.nextCursor! });
  const all = [...first.items, ...rest.items];
  expect(all.map(({ kind, amountMinor }) => [kind, amountMinor]).toSorted()).toEqual([
    ["capture", 2_000],
    ["capture", 4_000],
    ["refund", 1_000],
  ]);
  expect(all.reduce((sum, one) => sum + one.taxMinor + one.platformMinor + one.clientMinor, 0)).toBe(5_000);
  platform.clock.advance(10 * DAY_MS);
  expect(await getEarnings(ctx, { days: 7 })).toMatchObject({ totals: [], days: [] });
  expect((await getEarnings(await shopOf(), { days: 30 })).totals).toEqual([]);
});
