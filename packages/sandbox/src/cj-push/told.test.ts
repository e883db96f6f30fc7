import { expect, it } from "vitest";
import { createWorld, type World } from "../world.ts";
import { SIGNED, type CjOrder } from "../orders/order.ts";

const DAY_MS = 86_400_000;
const NOBODY = "http://127.0.0.1:9/";

/** A world whose first account listens to everything, at an address where nobody answers. */
function listening(): { world: World; order: () => CjOrder } {
  const world = createWorld({ seed: "told", catalogueSize: 60, fullSpeed: true });
  world.clock.hold(Date.parse("2026-03-02T00:00:00Z"));
  const [owner] = world.accounts.list();
  const variant = world.catalogue.product(0).variants[0];
  if (!owner || !variant) throw new Error("an empty world");
  const on = { type: "ENABLE" as const, urls: [NOBODY] };
  world.push.register(owner.openId, {
    product: on,
    stock: on,
    order: on,
    logistics: on,
    makeup: on,
    privateOrder: on,
  });
  world.catalogue.setStock(variant.vid, "CN", { cj: 0, factory: 50 });
  let made = 0;
  const order = (): CjOrder =>
    world.orders.create(owner, {
      orderNumber: `T-${++made}`,
      address: {
        countryCode: "FR",
        country: "France",
        province: "Paris",
        city: "Paris",
        address: "12 rue de la Paix",
        address2: null,
        zip: "75002",
        name: "Ada Martin",
        phone: null,
        email: null,
        taxId: null,
      },
      carrier: "CJPacket Ordinary",
      aging: "7-15",
      origin: "CN",
      remark: "",
      productCents: 500,
      postageCents: 300,
      attention: [],
      lines: [{ vid: variant.vid, sku: variant.sku, quantity: 2, unitCents: 250, storeLineItemId: "line-1" }],
    });
  return { world, order };
}
const kinds = (world: World) => world.push.list().map(({ type }) => type);

it("[CJA-01] CJ tells shops by itself what becomes of their orders and parcels, and what these took out of stock", () => {
  const { world, order } = listening();
  const made = order();
  const [owner] = world.accounts.list();
  world.orders.confirm(made);
  world.orders.pay(owner!, [made]);
  expect(kinds(world)).toEqual(["ORDER", "ORDER", "ORDER", "STOCK"]);
  expect(world.push.list().at(-1)!.body).toContain('"storageNum":48');
  expect(kinds(world), "once").toHaveLength(4);
  world.clock.advance(40 * DAY_MS);
  const steps = made.parts[0]!.steps;
  expect(kinds(world).filter((type) => type === "LOGISTIC")).toHaveLength(steps.length);
  expect(steps.at(-1)!.status).toBe(SIGNED);
});

it("[CJA-01] messages get lost and come twice as often as asked for, the same for the same seed", () => {
  const told = (): string[] => {
    const { world, order } = listening();
    world.push.setManners({ lose: 0.5 });
    for (let nth = 0; nth < 200; nth += 1) order();
    return world.push.list().map(({ state }) => state);
  };
  const states = told();
  const lost = states.filter((state) => state === "dropped").length;
  expect(lost).toBeGreaterThan(60);
  expect(lost).toBeLessThan(140);
  expect(told()).toEqual(states);
});

it("[CJA-01] a repeated message is the same message, and good manners come back", async () => {
  const { world, order } = listening();
  world.push.setManners({ repeat: 1, shuffle: true });
  order();
  await world.push.deliver({});
  expect(world.push.list()[0]!.attempts).toHaveLength(2);
  world.push.setManners({});
  order();
  await world.push.deliver({});
  expect(world.push.list()[1]!.attempts).toHaveLength(1);
});

it("a held clock stands still until it is moved; one variant goes and its product stays; a fault hits every so many", () => {
  const { world } = listening();
  const then = world.clock.now();
  world.clock.advance(DAY_MS);
  expect(world.clock.now()).toBe(then + DAY_MS);
  const index = Array.from({ length: 60 }, (_, at) => at).find(
    (at) => world.catalogue.product(at).variants.length > 1,
  )!;
  const [gone, ...left] = world.catalogue.product(index).variants;
  expect(world.catalogue.removeVariant(gone!.vid)).toBe(true);
  expect(world.catalogue.findByVid(gone!.vid)).toBeUndefined();
  expect(world.catalogue.product(index).variants.map(({ vid }) => vid)).toEqual(left.map(({ vid }) => vid));
  for (const { vid } of left.slice(1)) world.catalogue.removeVariant(vid);
  expect(world.catalogue.removeVariant(left[0]!.vid), "the last one").toBe(false);
  world.catalogue.restore(index);
  expect(world.catalogue.product(index).variants).toHaveLength(left.length + 1);
  world.faults.add({ match: { vendor: "cj-api" }, kind: "throttle_429", every: 3 });
  const hits = Array.from({ length: 7 }, () => world.faults.take("cj-api", "GET", ["/x"]) !== undefined);
  expect(hits).toEqual([true, false, false, true, false, false, true]);
});
