import { randomUUID } from "node:crypto";
import { type OrderId, ProductId, type VariantId } from "@nexusone/contracts/ids";
import { getProduct } from "@nexusone/core/catalog/get-product";
import { holdForSupplier } from "@nexusone/core/fulfilment/holds";
import { orderFulfilmentJob } from "@nexusone/core/fulfilment/jobs";
import { listSubstitutes } from "@nexusone/core/fulfilment/list-substitutes";
import { listDisputeClocks, openDispute } from "@nexusone/core/disputes/disputes";
import { saveSettings } from "@nexusone/core/fulfilment/settings";
import { submitOrder } from "@nexusone/core/fulfilment/submit-order";
import { listOrdersAtSuppliers } from "@nexusone/core/fulfilment/supplier-order-acts";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { previewImport } from "@nexusone/core/imports/preview-import";
import { actOnOrder } from "@nexusone/core/orders/act-on-order";
import { createOrder } from "@nexusone/core/orders/create-order";
import { inMerchantTx } from "@nexusone/core/transaction";
import { lockOrder } from "@nexusone/db/queries/orders";
import { ORDER_ADDRESS } from "./orders-world.ts";
import type { Member, World } from "./world.ts";

type Server = World["server"];

const variants = new Map<string, Promise<VariantId>>();

/** Something that lies in China and that carriers take anywhere; once per merchant. */
export async function sentFromChina(server: Server, by: Member): Promise<VariantId> {
  const { merchantId } = by.ctx;
  if (!variants.has(merchantId)) variants.set(merchantId, importFromChina(server, by));
  return variants.get(merchantId)!; // set one line above
}

async function importFromChina(server: Server, { ctx }: Member): Promise<VariantId> {
  const { products } = server.sandbox.control;
  for (let nth = 0; ; nth += 1) {
    const { pid, variants: sold } = await products.find("color", nth);
    const stock = sold.flatMap((variant) => variant.stock);
    if (stock.some(({ countryCode, factory }) => countryCode !== "CN" || factory === 0)) continue;
    for (const { vid } of sold) await products.setStock(vid, "CN", { cj: 50, factory: 1_000_000 });
    const preview = await previewImport(ctx, { items: [{ ref: pid }] });
    const [row] = (await commitImport(ctx, { previewId: preview.id })).rows;
    const product = await getProduct(ctx, { id: ProductId.parse(row?.productId) });
    return product.variants[0]!.id; // imported with some
  }
}

/** A confirmed order of something that CJ sells. */
export async function confirmedOrder(server: Server, by: Member): Promise<OrderId> {
  const variantId = await sentFromChina(server, by);
  const { order } = await createOrder(by.ctx, {
    customer: { email: `buyer-${randomUUID()}@example.com` },
    address: ORDER_ADDRESS,
    lines: [{ variantId, quantity: 1 }],
  });
  if (order.held) await actOnOrder(by.ctx, { orderId: order.id, action: "release" });
  await actOnOrder(by.ctx, { orderId: order.id, action: "confirm" });
  return order.id;
}

/** One that waits for want of a variant, and another variant that could take its place. */
export async function waitsForVariant(server: Server, by: Member) {
  const orderId = await confirmedOrder(server, by);
  await inMerchantTx(by.ctx, async (tx) => {
    const order = await lockOrder(tx, orderId);
    await holdForSupplier(tx, by.ctx, order!, { reason: "fulfilment.out_of_stock", details: { supplier: "CJ" } }); // made above
  });
  const [line] = (await listSubstitutes(by.ctx, { orderId })).lines;
  const best = line?.substitutes[0];
  if (!line || !best) throw new Error("nothing can take its place");
  return { orderId, lineId: line.lineId, insteadOf: line.variantId, variantId: best.variantId };
}

/** One that CJ has made and nobody has paid. */
export async function madeAtSupplier(server: Server, by: Member) {
  const orderId = await confirmedOrder(server, by);
  await submitOrder(by.ctx, { orderId });
  await orderFulfilmentJob.handle(server.platform, { merchantId: by.ctx.merchantId, orderId });
  const [made] = await listOrdersAtSuppliers(by.ctx, { orderId });
  if (made?.state !== "created") throw new Error(`not made: ${made?.reason}`);
  return { ...made, orderId };
}

/** One that was paid. */
export async function paidAtSupplier(server: Server, by: Member) {
  const made = await madeAtSupplier(server, by);
  const at = by.ctx.platform.clock.now().toISOString();
  await server.database.sql`update supplier_orders set state = 'paid', paid_at = ${at} where id = ${made.id}`;
  return made;
}

/** A dispute about one. */
export async function disputedAtSupplier(server: Server, by: Member): Promise<string> {
  const { id, orderId } = await paidAtSupplier(server, by);
  await openDispute(by.ctx, { supplierOrderId: id });
  const [clock] = await listDisputeClocks(by.ctx, { orderId });
  return clock!.disputes[0]!.id; // opened one line above
}

/** Rows in every table of orders at suppliers. */
export async function furnishFulfilment(server: Server, by: Member): Promise<void> {
  await saveSettings(by.ctx, { carrierMaxUsdMinor: 2_000 });
  await disputedAtSupplier(server, by);
}
