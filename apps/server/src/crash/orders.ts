import type { ImportPreview, ImportView } from "@nexusone/contracts/imports";
import type { ProductView } from "@nexusone/contracts/catalog";
import type { SupplierOrderView } from "@nexusone/contracts/fulfilment";
import type { OrderBatchView } from "@nexusone/contracts/order-batches";
import type { OrderView } from "@nexusone/contracts/orders";
import { expect } from "vitest";
import type { Merchant } from "./merchant.ts";
import { eventually } from "./program.ts";

const DEMO_ACCOUNT = "CJ1000001@api@0123456789abcdef0123456789abcdef";
const CENT = 0.005;
/** Every scenario buys of the same goods. */
const ENOUGH = 1_000;
const DEAR = 99_900;
type Sent = { readonly orderId: string; readonly number: string };
type Batch = { readonly id: string; readonly ids: readonly string[] };
type Made = Sent & { readonly row: SupplierOrderView; readonly balance: number };

/** A customer's order on its way to CJ: whoever takes it up finds what the dead process did there, and does the rest once. */
export function orderScenarios(merchantOf: () => Merchant) {
  let variantId: string | undefined;

  /** Something that lies in China and that carriers take anywhere. */
  async function goods(): Promise<string> {
    if (variantId) return variantId;
    const merchant = merchantOf();
    const { products, accounts } = merchant.sandbox.control;
    await accounts.setBalance(DEMO_ACCOUNT, 100_000);
    for (let nth = 0; ; nth += 1) {
      const { pid, variants } = await products.find("color", nth);
      const stock = variants.flatMap((variant) => variant.stock);
      if (stock.some(({ countryCode, factory }) => countryCode !== "CN" || factory === 0)) continue;
      for (const { vid } of variants) await products.setStock(vid, "CN", { cj: 0, factory: ENOUGH });
      const preview = await merchant.get<ImportPreview>("imports.preview", { items: [{ ref: pid }] });
      const [row] = (await merchant.get<ImportView>("imports.commit", { previewId: preview.id, edits: [] })).rows;
      const product = await merchant.get<ProductView>("catalog.getProduct", { id: row!.productId });
      // Well above the floor: a reading in the background would else stop the sale and ask.
      const prices = product.variants.map(({ id }) => ({ variantId: id, priceMinor: DEAR }));
      await merchant.get("catalog.updateProduct", { id: product.id, prices });
      return (variantId = product.variants[0]!.id); // imported with some
    }
  }

  async function placed(): Promise<OrderView> {
    const { order } = await merchantOf().get<{ order: OrderView }>("orders.create", {
      customer: { email: `buyer-${Date.now()}@example.com` },
      address: {
        name: "Ada Martin",
        phone: "+33612345678",
        line1: "12 rue de la Paix",
        city: "Paris",
        zip: "75002",
        country: "FR",
      },
      lines: [{ variantId: await goods(), quantity: 1 }],
    });
    return order;
  }

  async function confirmed(): Promise<Sent> {
    const merchant = merchantOf();
    const order = await placed();
    if (order.held) await merchant.get("orders.act", { orderId: order.id, action: "release" });
    await merchant.get("orders.act", { orderId: order.id, action: "confirm" });
    return { orderId: order.id, number: order.number };
  }

  const until = (orderId: string, state: SupplierOrderView["state"]) =>
    eventually(`the order at CJ is ${state}`, async () => {
      const rows = await merchantOf().get<SupplierOrderView[]>("fulfilment.list", { orderId });
      return rows.find((row) => row.state === state);
    });
  const balance = async (): Promise<number> =>
    (await merchantOf().sandbox.control.accounts.list()).find(({ apiKey }) => apiKey === DEMO_ACCOUNT)!.balanceUsd; // there from the start
  /** CJ's truth: one order, under our number. */
  async function theOne({ number }: Sent) {
    const all = await merchantOf().sandbox.control.orders.list();
    const ours = all.filter(({ orderNumber }) => orderNumber.startsWith(number));
    expect(ours.map(({ orderNumber }) => orderNumber)).toEqual([number]);
    return ours[0]!;
  }

  const batchIs = (id: string, state: OrderBatchView["state"]) =>
    eventually(`the batch is ${state}`, async () => {
      const view = await merchantOf().get<OrderBatchView>("orderBatches.get", { id });
      return view.state === state ? view : undefined;
    });

  async function made(): Promise<Made> {
    const sent = await confirmed();
    await merchantOf().get("fulfilment.submit", { orderId: sent.orderId });
    const row = await until(sent.orderId, "created");
    return { ...sent, row, balance: await balance() };
  }

  return {
    goods,
    placed,
    /** An act on three orders; the answer comes before its job dies. */
    batch: {
      rows: "[ORD-04]",
      prepare: async () => {
        const orders = [await placed(), await placed(), await placed()];
        const ids = orders.map(({ id }) => id);
        const { id } = await merchantOf().get<OrderBatchView>("orderBatches.preview", {
          selection: { ids },
          act: "hold",
        });
        await batchIs(id, "ready");
        return { id, ids };
      },
      reach: ({ id }: Batch) => merchantOf().ask("orderBatches.commit", { id }),
      repeat: async ({ id, ids }: Batch) => {
        await merchantOf().get("orderBatches.commit", { id });
        expect((await batchIs(id, "done")).counts).toMatchObject({ done: 3, refused: 0 });
        for (const orderId of ids) {
          const { items } = await merchantOf().get<{ items: { type: string }[] }>("orders.listHistory", {
            id: orderId,
          });
          expect(
            items.filter(({ type }) => type === "order.held"),
            "held once",
          ).toHaveLength(1);
        }
      },
    },
    submit: {
      rows: "[ORD-01] [ORD-13]",
      prepare: confirmed,
      reach: ({ orderId }: Sent) => merchantOf().ask("fulfilment.submit", { orderId }),
      repeat: async (sent: Sent) => {
        await merchantOf().get("fulfilment.submit", { orderId: sent.orderId });
        await until(sent.orderId, "created");
        expect(await theOne(sent)).toMatchObject({ status: "CREATED", paidAt: null });
      },
    },
    pay: {
      rows: "[ORD-04] [ORD-13]",
      prepare: made,
      reach: ({ row }: Made) => merchantOf().ask("fulfilment.pay", { id: row.id, usdMinor: row.askedUsdMinor }),
      repeat: async (sent: Made) => {
        const paid = await until(sent.orderId, "paid");
        expect(await theOne(sent)).toMatchObject({ status: "UNSHIPPED" });
        const spent = sent.balance - (await balance());
        expect(Math.abs(spent - paid.askedUsdMinor! / 100), "paid once").toBeLessThan(CENT);
      },
    },
    cancel: {
      rows: "[ORD-14]",
      prepare: made,
      reach: ({ row }: Made) => merchantOf().ask("fulfilment.cancel", { id: row.id }),
      repeat: async (sent: Made) => {
        await until(sent.orderId, "cancelled");
        expect(await theOne(sent)).toMatchObject({ status: "CANCELLED" });
        expect(await balance()).toBe(sent.balance);
      },
    },
  };
}
