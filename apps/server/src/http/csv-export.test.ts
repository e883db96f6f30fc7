import { ROLES, roleHas } from "@nexusone/contracts/permissions";
import type { MoneyState } from "@nexusone/contracts/payment-terms";
import { exportOrders } from "@nexusone/core/orders/export-orders";
import { listOrders } from "@nexusone/core/orders/list-orders";
import { recordPayment } from "@nexusone/core/payments/record-payment";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "../isolation/orders-world.ts";
import { strangersTo } from "../isolation/strangers.ts";
import { buildWorld, type World } from "../isolation/world.ts";
import { headersOf, type As } from "../testing/call.ts";
import { newCampaign } from "../isolation/campaigns-world.ts";
import { CAMPAIGN_EXPORT_PATH, ORDERS_EXPORT_PATH, PAYMENTS_EXPORT_PATH } from "./csv-export.ts";

type Refusal = { error: { reason: string } };

let world: World;
beforeAll(async () => {
  world = await buildWorld();
}, 120_000);
afterAll(() => world.server.stop());

const ask = (path: string, as: As, body: object = {}) =>
  fetch(`${world.server.url}${path}`, {
    method: "POST",
    headers: { ...headersOf(as), "content-type": "application/json", "accept-language": "en" },
    body: JSON.stringify(body),
  });
const asOwner = () => ({ cookie: world.a.staff.owner.cookie, merchantId: world.a.merchantId });
async function linesOf(path: string, body: object = {}) {
  const answer = await ask(path, asOwner(), body);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [head, ...lines] = (await answer.text()).trimEnd().split("\r\n");
  return { head, lines, disposition: answer.headers.get("content-disposition") };
}
/** Paid, and refunded as far as asked; what somebody typed begins like a formula. */
async function paidOrder(refund = 0) {
  const { ctx } = world.a.staff.owner;
  const orderId = await newOrder(world.a.staff.owner);
  const pay = (kind: "capture" | "refund", amountMinor: number) =>
    recordPayment(ctx, { orderId, kind, amountMinor, reference: randomUUID(), note: "=1+1" });
  const { totalMinor } = await pay("capture", 3_980);
  if (refund > 0) await pay("refund", refund);
  expect(totalMinor).toBe(3_980);
  return orderId;
}

describe("orders and payments as files", () => {
  it("[ORD-05] [ORD-14] the list and the file show orders by how they stand with money", async () => {
    const { ctx } = world.a.staff.owner;
    const [unpaid, paid, part, back] = [
      await newOrder(world.a.staff.owner),
      await paidOrder(),
      await paidOrder(1_000),
      await paidOrder(3_980),
    ];
    const expected: [MoneyState, string][] = [
      ["unpaid", unpaid],
      ["paid", paid],
      ["partially_refunded", part],
      ["refunded", back],
    ];
    const mine = new Set<string>(expected.map(([, id]) => id));
    for (const [money, id] of expected) {
      const { items } = await listOrders(ctx, { money, limit: 100 });
      expect(items.every((one) => one.money === money)).toBe(true);
      expect(items.map((one) => one.id as string).filter((one) => mine.has(one))).toEqual([id]);
      const { head, lines } = await linesOf(ORDERS_EXPORT_PATH, { money });
      expect(head).toMatch(/order_id,number,placed_at,status,money,/);
      expect(lines.every((line) => line.split(",")[4] === money)).toBe(true);
      expect(lines.map((line) => line.split(",")[0]!).filter((one) => mine.has(one))).toEqual([id]);
    }
    const { lines, disposition } = await linesOf(ORDERS_EXPORT_PATH, { money: "partially_refunded" });
    expect(disposition).toContain('filename="orders.csv"');
    expect(lines.find((line) => line.startsWith(part))).toContain(",EUR,39.8,39.8,10,");
  });

  it("[PLN-08] [SEC-06] payments carry whose money they are, and nothing in the file runs", async () => {
    await paidOrder(1_000);
    const { lines, disposition } = await linesOf(PAYMENTS_EXPORT_PATH, { days: 7 });
    expect(disposition).toContain('filename="payments.csv"');
    const [refund, capture] = lines.map((line) => line.split(","));
    expect([refund![3], refund![6]]).toEqual(["refund", "-10"]);
    expect([capture![3], capture![6]]).toEqual(["capture", "39.8"]);
    expect(refund![12]).toBe("'=1+1");
    for (const one of [refund!, capture!]) {
      const [amount, vat, platform, own] = one.slice(6, 10).map(Number);
      expect(vat! + platform! + own!).toBeCloseTo(amount!, 2);
    }
  });

  it("[AUT-04] [ORD-05] are for who may note money, and hold nothing of another shop", async () => {
    for (const path of [ORDERS_EXPORT_PATH, PAYMENTS_EXPORT_PATH]) {
      for (const { label, as, reason } of await strangersTo(world)) {
        const refused = (await (await ask(path, as)).json()) as { error?: { reason?: string } };
        expect(refused.error?.reason, label).toBe(reason);
      }
      for (const role of ROLES)
        expect((await ask(path, { cookie: world.a.staff[role].cookie, merchantId: world.a.merchantId })).status).toBe(
          roleHas(role, "payments:manage") ? 200 : 403,
        );
      const wrong = await ask(path, asOwner(), { days: "many", money: "gold" });
      expect(((await wrong.json()) as { error: { reason: string } }).error.reason).toBe("request.invalid");
    }
    const theirs = await newOrder(world.b.staff.owner);
    const { lines } = await linesOf(ORDERS_EXPORT_PATH);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("\n")).not.toContain(theirs);
  });

  it("[CMP-02] [AUT-04] a campaign's report is for who may read it, and for nobody of another shop", async () => {
    const { id } = await newCampaign(world.a.staff.owner);
    for (const { label, as, reason } of await strangersTo(world)) {
      const refused = (await (await ask(CAMPAIGN_EXPORT_PATH, as, { id })).json()) as { error?: { reason?: string } };
      expect(refused.error?.reason, label).toBe(reason);
    }
    const { head, disposition } = await linesOf(CAMPAIGN_EXPORT_PATH, { id });
    expect(head).toContain("contact_id,name,phone,type,status,reason,explanation,due_at,sent_at,answered");
    expect(disposition).toContain('filename="campaigns.csv"');
    const theirs = await newCampaign(world.b.staff.owner);
    const foreign = (await (await ask(CAMPAIGN_EXPORT_PATH, asOwner(), { id: theirs.id })).json()) as Refusal;
    expect(foreign.error.reason).toBe("campaigns.not_found");
    const wrong = (await (await ask(CAMPAIGN_EXPORT_PATH, asOwner(), { id: 7 })).json()) as Refusal;
    expect(wrong.error.reason).toBe("request.invalid");
  });

  it("[ORD-05] sends many orders piece by piece, each once", async () => {
    const { merchantId } = world.b;
    const { ctx } = world.b.staff.owner;
    await world.server.database.sql`
      insert into orders (merchant_id, number, source, digest, contact_id, address, country, currency, items_minor, shipping_minor,
        discount_minor, total_minor, placed_at, moved_at)
      select ${merchantId}, 'BULK-' || n, 'rest', '', (select id from contacts where merchant_id = ${merchantId} limit 1), '{}', 'FR',
        'EUR', 100, 0, 0, 100, timestamptz '2026-01-01' + n / 2 * interval '1 second', now() from generate_series(1, 1700) n`;
    const pieces: string[] = [];
    for await (const piece of await exportOrders(ctx, { q: "BULK-" })) pieces.push(piece);
    expect(pieces).toHaveLength(5);
    const numbers = pieces
      .join("")
      .split("\r\n")
      .map((line) => line.split(",")[1]);
    expect(new Set(numbers.filter((number) => number?.startsWith("BULK-"))).size).toBe(1_700);
    expect(numbers.filter((number) => number?.startsWith("BULK-"))).toHaveLength(1_700);
  });
});
