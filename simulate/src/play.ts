import { VariantId, type OrderId } from "@nexusone/contracts/ids";
import { HOUR_MS, MINUTE_MS } from "@nexusone/core/clock";
import { isDomainError } from "@nexusone/core/errors";
import { createOrder } from "@nexusone/core/orders/create-order";
import { recordPayment } from "@nexusone/core/payments/record-payment";
import type { Happening, Story, StoryOrder } from "@nexusone/sandbox/story/types";
import type { Shop } from "./shop.ts";

const STEP_HOURS = 4;
const QUIET_STEP_HOURS = 12;
const FINE_STEP_HOURS = (30 * MINUTE_MS) / HOUR_MS;

/** The moments at which the clock stands still while everything due is done, in hours; small steps where the story asks for them. */
export function stepsOf({ orderHours, endHour, fine }: Story): number[] {
  const steps: number[] = [];
  for (let hour = 0; hour <= endHour;) {
    steps.push(hour);
    const isFine = fine.some(({ from, to }) => hour >= from && hour < to);
    const size = isFine ? FINE_STEP_HOURS : hour < orderHours ? STEP_HOURS : QUIET_STEP_HOURS;
    hour += size;
  }
  return steps;
}

/** What every step leaves behind for the checks. */
export type Played = {
  /** Why orders were not taken, by number. */
  readonly refused: ReadonlyMap<string, string>;
  /** The most points CJ counted on one day. */
  readonly mostPoints: number;
};

/** Plays a story to its end. Nobody acts: orders, payments and refunds come from the till, everything else is the product's own. */
export async function play(shop: Shop, tell: (day: number) => void): Promise<Played> {
  const { story, control, desk, platform, ctx, account } = shop;
  const startsAt = Date.parse(story.startsAt);
  const variants = await variantsOf(shop);
  const happenings = [...story.happenings];
  const orders = [...story.orders];
  const orderIds = new Map<string, OrderId>();
  const refused = new Map<string, string>();
  const faults = new Map<string, string>();
  let mostPoints = 0;
  for (const hour of stepsOf(story)) {
    const newDay = hour % 24 === 0;
    if (newDay) {
      const used = (await control.accounts.list()).find(({ apiKey }) => apiKey === account.apiKey)?.pointsUsed ?? 0;
      mostPoints = Math.max(mostPoints, used);
      tell(hour / 24);
    }
    await shop.advanceTo(new Date(startsAt + hour * HOUR_MS));
    for (let next = happenings[0]; next && next.hour <= hour; next = happenings[0]) {
      await happen(shop, next, orderIds, faults);
      happenings.shift();
    }
    for (let next = orders[0]; next && next.hour <= hour; next = orders[0]) {
      await buy(shop, next, variants, orderIds, refused);
      orders.shift();
    }
    await control.messages.deliver();
    await desk.cron(platform);
    if (newDay) await desk.nightly(platform);
    await desk.settle(platform, ctx.merchantId);
  }
  return { refused, mostPoints };
}

async function variantsOf({ database }: Shop): Promise<Map<string, VariantId>> {
  const rows = await database.sql<{ id: string; vid: string }[]>`
    select id, external_id as vid from product_variants where external_id is not null`;
  return new Map(rows.map(({ id, vid }) => [vid, VariantId.parse(id)]));
}

async function happen(
  { control, account, till }: Shop,
  it: Happening,
  orderIds: ReadonlyMap<string, OrderId>,
  faults: Map<string, string>,
): Promise<void> {
  switch (it.what) {
    case "price":
      return control.products.setPrice(it.vid, it.cents / 100);
    case "stock":
      return control.products.setStock(it.vid, "CN", { cj: 0, factory: it.units });
    case "variant_gone":
      return control.products.removeVariant(it.vid);
    case "fault":
      faults.set(it.name, await control.faults.add(it.fault));
      return;
    case "fault_over":
      return control.faults.remove(faults.get(it.name) ?? "");
    case "manners":
      return control.messages.manners(it.manners);
    case "balance":
      await control.accounts.setBalance(account.apiKey, it.usd);
      return;
    case "act":
      await control.orders.act(it.number, it.act, { openId: account.openId });
      return;
    case "refund": {
      const orderId = orderIds.get(it.number);
      if (!orderId) throw new Error(`${it.number} is refunded, but was never taken`);
      const reference = `refund ${it.number}`;
      await recordPayment(till, { orderId, kind: "refund", method: "sandbox", amountMinor: it.minor, reference });
    }
  }
}

async function buy(
  { till }: Shop,
  order: StoryOrder,
  variants: ReadonlyMap<string, VariantId>,
  orderIds: Map<string, OrderId>,
  refused: Map<string, string>,
): Promise<void> {
  const { number, address, discountMinor, end } = order;
  const lines = order.lines.map(({ vid, quantity }) => ({ variantId: variants.get(vid), quantity }));
  const customer = { name: address.name, email: `${number.toLowerCase()}@customers.example` };
  const place = () => createOrder(till, { number, customer, address, lines, discountMinor });
  try {
    const { order: taken } = await place();
    if (order.repeated && (await place()).created) throw new Error(`${number} was taken twice`);
    orderIds.set(number, taken.id);
    // The customer pays what the shop asks, which the comparison looks at.
    const pays = { orderId: taken.id, kind: "capture", method: "sandbox", reference: number } as const;
    if (order.customerPays) await recordPayment(till, { ...pays, amountMinor: end.capturedMinor });
  } catch (error) {
    if (!isDomainError(error) || !error.reason.startsWith("orders.")) throw error;
    refused.set(number, error.reason);
  }
}
