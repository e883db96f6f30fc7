import type { SandboxControl } from "@nexusone/sandbox/control";
import { findImported, type Person } from "./api.ts";
import { actOn, HOME } from "./orders.ts";
import { until } from "./until.ts";

type Product = { variants: { id: string; externalId: string; label: string }[] };
export type Missing = { readonly orderId: string; readonly lineId: string; readonly label: string };

/** An order that CJ refused, because it has no more of the variant that was ordered; `nth` of the products with colours and sizes. */
export async function orderOfMissing(owner: Person, sandbox: SandboxControl, nth: number): Promise<Missing> {
  const sold = await sandbox.products.find("color-size", nth);
  const { id: previewId } = await owner.mutate<{ id: string }>("imports.preview", { items: [{ ref: sold.pid }] });
  await owner.mutate("imports.commit", { previewId });
  const { id } = await until(
    () => findImported(owner, sold.name),
    (found) => found !== undefined,
  ).then((found) => found!); // waited for
  const { variants } = await owner.query<Product>("catalog.getProduct", { id });
  const [wanted] = variants;
  if (!wanted) throw new Error("imported without a variant");
  const { order } = await owner.mutate<{ order: { id: string; lines: { id: string }[] } }>("orders.create", {
    customer: { email: `missing-${nth}@example.com` },
    address: HOME,
    lines: [{ variantId: wanted.id, quantity: 1 }],
  });
  for (const action of ["release", "confirm"]) await actOn(owner, order, action);
  await owner.mutate("fulfilment.plan", { orderId: order.id });
  for (const { countryCode } of sold.variants.find(({ vid }) => vid === wanted.externalId)?.stock ?? [])
    await sandbox.products.setStock(wanted.externalId, countryCode, { cj: 0, factory: 0 });
  await owner.mutate("fulfilment.submit", { orderId: order.id });
  await until(
    () => owner.query<{ holds: { reason: string }[] }>("orders.get", { id: order.id }),
    ({ holds }) => holds.some(({ reason }) => reason === "fulfilment.out_of_stock"),
  );
  return { orderId: order.id, lineId: order.lines[0]?.id ?? "", label: wanted.label };
}
