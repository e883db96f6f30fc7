import type { Person } from "../support/api.ts";
import type { World } from "../world.ts";

export type DriverPaths = {
  readonly open: string;
  readonly started: string;
  readonly done: string;
  readonly orderId: string;
};

/** Orders that a driver of the shop brings: not begun, on the way, and arrived. */
export async function seedDeliveries(world: World, owner: Person): Promise<DriverPaths> {
  const own = await owner.mutate<{ variants: { id: string }[] }>("catalog.createProduct", {
    name: "Hand-made candle, cedar",
    variants: [{ priceMinor: 2_400, costMinor: 600, stock: 200 }],
  });
  const given = async (nth: number): Promise<{ path: string; orderId: string }> => {
    const { order } = await owner.mutate<{ order: { id: string; customer: { id: string } } }>("orders.create", {
      customer: { email: `near${nth}@example.com` },
      address: {
        name: "Ines Durand",
        phone: `+3369876543${nth}`,
        line1: "8 rue des Lilas",
        city: "Paris",
        zip: "75019",
        country: "FR",
      },
      lines: [{ variantId: own.variants[0]?.id, quantity: 2 }],
    });
    await owner.mutate("contacts.updateDeliveryPreferences", {
      contactId: order.customer.id,
      days: [1, 3],
      window: { fromMinute: 18 * 60, untilMinute: 20 * 60 },
      place: "safe_place",
      instructions: "In the bike shed, left of the gate (code 1234).",
    });
    await owner.mutate("orders.act", { orderId: order.id, action: "confirm" });
    const task = await owner.mutate<{ id: string }>("deliveries.create", { orderId: order.id, driverName: "Karim" });
    const { url } = await owner.mutate<{ url: string }>("deliveries.share", { id: task.id });
    return { path: new URL(url).pathname, orderId: order.id };
  };
  const [open, started, done] = [await given(0), await given(1), await given(2)];
  for (const at of [`${started.path}/start`, `${done.path}/complete`]) {
    const body = new URLSearchParams({ note: "Left with the neighbour on the second floor." });
    const { ok, status } = await fetch(`${world.serverUrl}${at}`, { method: "POST", body });
    if (!ok) throw new Error(`the driver was answered ${status}`);
  }
  return { open: open.path, started: started.path, done: done.path, orderId: done.orderId };
}
