import type { Person } from "../support/api.ts";
import { until } from "../support/until.ts";

export type OrderIds = {
  readonly held: string;
  readonly confirmed: string;
  readonly shipped: string;
  readonly delivered: string;
};

const PEOPLE = [
  ["Ada Martin", "12 rue de la Paix", "Paris", "75002", "FR", ""],
  ["Jonas Weber", "Torstraße 140", "Berlin", "10119", "DE", ""],
  ["Lucía Fernández", "Calle de Alcalá 48", "Madrid", "28014", "ES", "Madrid"],
  ["أمينة بن علي", "12 avenue Habib Bourguiba", "Tunis", "1000", "TN", "Tunis"],
] as const;

/** Orders in every state, some with what keeps them from going on. */
export async function seedOrders(owner: Person): Promise<OrderIds> {
  type Item = { variantId: string; free: number | null };
  const found = await owner.query<Item[]>("orders.findSellable", {});
  const items = found.filter(({ free }) => free === null || free > 20);
  const make = async (nth: number, wrong: object = {}): Promise<string> => {
    const [name, line1, city, zip, country, province] = PEOPLE[nth % PEOPLE.length] ?? PEOPLE[0];
    const { order } = await owner.mutate<{ order: { id: string } }>("orders.create", {
      customer: { email: `buyer${nth % PEOPLE.length}@example.com` },
      address: { name, phone: `+3361234567${nth % 10}`, line1, city, zip, country, province, ...wrong },
      lines: items
        .slice(nth % 5, (nth % 5) + 1 + (nth % 3))
        .map(({ variantId }) => ({ variantId, quantity: 1 + (nth % 2) })),
      shippingMinor: nth % 2 === 0 ? 490 : 0,
      ...(nth === 3 && { note: "Gift: please leave the invoice out." }),
    });
    return order.id;
  };
  const act = (orderId: string, action: string, rest: object = {}) =>
    owner.mutate("orders.act", { orderId, action, ...rest });
  /** What sells at a loss asks first. */
  const confirm = async (id: string): Promise<void> => {
    await act(id, "release");
    await act(id, "confirm");
  };
  const ids = [];
  for (let nth = 0; nth < 24; nth++) ids.push(await make(nth));
  for (const id of ids.slice(0, 14)) await confirm(id);
  const parcel = {
    carrier: "La Poste",
    trackingNumber: "6A12345678901",
    trackingUrl: "https://www.laposte.fr/outils/suivre-vos-envois",
  };
  for (const id of ids.slice(0, 9)) await act(id, "ship", parcel);
  for (const id of ids.slice(0, 4)) await act(id, "deliver");
  await act(ids[14] ?? "", "cancel");
  await act(ids[15] ?? "", "fail");
  const held = await make(7, { zip: "7500", phone: "123456789" });
  await act(held, "hold", { note: "The customer wants another colour." });
  return { held, confirmed: ids[12] ?? "", shipped: ids[6] ?? "", delivered: ids[1] ?? "" };
}

/** Links to carts elsewhere in every state, one of them with an order of this shop. */
export async function seedOrderLinks(owner: Person, ids: OrderIds): Promise<void> {
  type Item = { variantId: string; free: number | null };
  const { number } = await owner.query<{ number: string }>("orders.get", { id: ids.shipped });
  const [first, second] = await owner.query<Item[]>("orders.findSellable", {});
  const items = [first, second].flatMap((item) => (item ? [{ variantId: item.variantId, quantity: 1 }] : []));
  const make = (note: string, rest: object) =>
    owner.mutate<{ id: string }>("orderLinks.create", {
      note,
      cartUrl: "https://shop.example.com/cart/40231:1",
      ...rest,
    });
  await owner.mutate("orderLinks.saveSettings", { cartAddress: "https://shop.example.com/cart/{items}" });
  const [done, gone] = [await make("Ada, on the phone", { items }), await make("", {})];
  await owner.mutate("orderLinks.complete", { id: done.id, number });
  await owner.mutate("orderLinks.cancel", { id: gone.id });
  await make("أمينة بن علي", { items: items.slice(0, 1) });
  await make("", { items });
}

export type BatchIds = { readonly ready: string; readonly done: string };

/** Acts on many orders: one that waits for a yes, and one that an order had changed before. */
export async function seedBatches(owner: Person): Promise<BatchIds> {
  type Page = { items: { id: string; status: string }[] };
  type View = { id: string; state: string };
  const { items } = await owner.query<Page>("orders.list", { limit: 100 });
  const ids = items.map(({ id }) => id);
  const is = async (id: string, state: string): Promise<string> => {
    await until(
      () => owner.query<View>("orderBatches.get", { id }),
      (view) => view.state === state,
    );
    return id;
  };
  const plan = async (act: string, chosen: readonly string[]): Promise<string> => {
    const { id } = await owner.mutate<View>("orderBatches.preview", { selection: { ids: chosen }, act });
    return is(id, "ready");
  };
  const oldest = items.filter(({ status }) => status === "pending" || status === "on_hold").slice(-3);
  const done = await plan(
    "hold",
    oldest.map(({ id }) => id),
  );
  await owner.mutate("orders.act", { orderId: oldest[0]?.id, action: "hold", note: "Asked for another address." });
  await owner.mutate("orderBatches.commit", { id: done });
  await is(done, "done");
  return { ready: await plan("confirm", ids), done };
}

/** The pages on which their customers follow these orders. */
export async function shareOrders(owner: Person, ids: OrderIds): Promise<Record<keyof OrderIds, string>> {
  const share = async (id: string): Promise<string> =>
    new URL((await owner.mutate<{ url: string }>("orders.shareTracking", { id })).url).pathname;
  await owner.mutate("customerNotices.saveSettings", { accent: "#0f766e", replyTo: "hello@example.com" });
  const [held, confirmed, shipped, delivered] = await Promise.all([
    share(ids.held),
    share(ids.confirmed),
    share(ids.shipped),
    share(ids.delivered),
  ]);
  return { held, confirmed, shipped, delivered };
}
