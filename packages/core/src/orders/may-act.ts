import { orderCan } from "@nexusone/contracts/order-terms";
import type { OrderRow } from "@nexusone/db/queries/orders";
import { DomainError } from "../errors.ts";

/** Where an act would bring an order; those that are not here leave it where it is. */
const TO: Partial<Record<keyof typeof orderCan, string>> = {
  confirm: "confirmed",
  retry: "confirmed",
  ship: "shipped",
  deliver: "delivered",
  cancel: "cancelled",
  fail: "failed",
};

/** Why an act is not for an order as it stands; undefined when it is. What is held goes nowhere; the rest the table of transitions says. */
export function whyNot(order: OrderRow, action: keyof typeof orderCan): DomainError | undefined {
  if (orderCan[action](order)) return undefined;
  if (order.held && orderCan[action]({ ...order, held: false }))
    return new DomainError("orders.on_hold", { orderId: order.id });
  return illegal(order, TO[action] ?? order.fulfilment);
}

export const illegal = (order: OrderRow, to: string): DomainError =>
  new DomainError("orders.illegal_transition", { from: order.fulfilment, to, orderId: order.id });

export function mustAllow(order: OrderRow, action: keyof typeof orderCan): void {
  const refusal = whyNot(order, action);
  if (refusal) throw refusal;
}
