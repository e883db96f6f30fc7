import type { OrderAct } from "../control-types.ts";
import type { World } from "../world.ts";
import { splitMessage } from "./messages.ts";
import { SIGNED, type CjOrder, type OrderPart } from "./order.ts";

const DAY = 86_400_000;
const FAILED = 13;
const RETURNED = 14;

/** Lets something befall a paid order at once; `split` and `cancel` also one that is not paid. */
export function actOnOrder(world: World, order: CjOrder, act: OrderAct, days: number): void {
  const now = world.clock.now();
  if (act === "split") {
    world.orders.split(order);
    world.orders.tell(splitMessage(order, now));
    return;
  }
  if (act === "cancel") {
    const account = world.accounts.list().find(({ openId }) => openId === order.openId);
    if (account && order.cancelledAt === null) world.orders.cancel(account, order);
    return;
  }
  for (const part of order.parts) actOnPart(part, act, now, days);
}

/** What has happened stays; only what is to come changes. */
function actOnPart(part: OrderPart, act: Exclude<OrderAct, "split" | "cancel">, now: number, days: number): void {
  const past = part.steps.filter((step) => step.at <= now);
  const coming = part.steps.filter((step) => step.at > now);
  const [next] = coming;
  if (!next) return;
  const shifted = (ms: number) => coming.map((step) => ({ ...step, at: step.at + ms }));
  const later = {
    ship: () => (past.length > 0 ? coming : shifted(now - next.at)),
    deliver: () => coming.map((step) => ({ ...step, at: now })),
    // A parcel that never left stays where it is; one on its way falls silent.
    stall: () => [],
    fail: () => ended(coming, [FAILED]),
    return: () => ended(coming, [FAILED, RETURNED]),
    delay: () => shifted(days * DAY),
  };
  part.steps = [...past, ...later[act]()];
}

const ended = (coming: OrderPart["steps"], statuses: readonly number[]): OrderPart["steps"] =>
  coming.flatMap((step) =>
    step.status === SIGNED ? statuses.map((status, nth) => ({ status, at: step.at + nth * DAY })) : [step],
  );
