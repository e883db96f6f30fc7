import type { SandboxControl } from "@nexusone/sandbox/control";
import type { Person } from "../support/api.ts";
import { until } from "../support/until.ts";

export type Supplied = {
  /** Made at CJ and not paid. */
  readonly unpaid: string;
  /** On its way from CJ, with its carrier's sentences and a dispute clock. */
  readonly shipped: string;
  readonly trackingPath: string;
  /** Payments of several orders that wait for a yes. */
  readonly payBatch: string;
};

const ACCOUNT = "CJ1000001@api@0123456789abcdef0123456789abcdef";
type AtSupplier = { id: string; number: string; state: string; askedUsdMinor: number };

/** Orders that CJ makes: two that wait for their payment, one on its way. */
export async function seedSupplied(sandbox: SandboxControl, owner: Person): Promise<Supplied> {
  await sandbox.accounts.setBalance(ACCOUNT, 5_000);
  await owner.mutate("cj.registerWebhook", {});
  type Item = { variantId: string; sku: string | null; free: number | null };
  const goods = (await owner.query<Item[]>("orders.findSellable", { q: "snow boots" }))[0];
  const row = (orderId: string, state: string) =>
    until(
      async () => (await owner.query<AtSupplier[]>("fulfilment.list", { orderId })).at(-1),
      (found) => found?.state === state,
      60_000,
    );
  const made = async (nth: number) => {
    const { order } = await owner.mutate<{ order: { id: string; held: boolean } }>("orders.create", {
      customer: { email: `far${nth}@example.com` },
      address: {
        name: "Chloé Petit",
        phone: `+3361122334${nth}`,
        line1: "5 quai des Chartrons",
        city: "Bordeaux",
        zip: "33000",
        country: "FR",
      },
      lines: [{ variantId: goods?.variantId, quantity: 1 + nth }],
      shippingMinor: 490,
    });
    if (order.held) await owner.mutate("orders.act", { orderId: order.id, action: "release" });
    await owner.mutate("orders.act", { orderId: order.id, action: "confirm" });
    await owner.mutate("fulfilment.submit", { orderId: order.id });
    return { id: order.id, at: await row(order.id, "created") };
  };
  const [first, second, gone] = [await made(0), await made(1), await made(2)];
  await owner.mutate("fulfilment.pay", { id: gone.at?.id, usdMinor: gone.at?.askedUsdMinor });
  const paid = await row(gone.id, "paid");
  await sandbox.orders.act(paid?.number ?? "", "ship");
  await sandbox.messages.deliver();
  await until(
    () => owner.query<{ status: string }>("orders.get", { id: gone.id }),
    ({ status }) => status === "shipped",
    60_000,
  );
  const { url } = await owner.mutate<{ url: string }>("orders.shareTracking", { id: gone.id });
  const { id: payBatch } = await owner.mutate<{ id: string }>("orderBatches.preview", {
    selection: { ids: [first.id, second.id, gone.id] },
    act: "pay",
  });
  await until(
    () => owner.query<{ state: string }>("orderBatches.get", { id: payBatch }),
    ({ state }) => state === "ready",
  );
  return { unpaid: first.id, shipped: gone.id, trackingPath: new URL(url).pathname, payBatch };
}
