import type { Person } from "../support/api.ts";

/** Payments of several orders; the one that is shown was paid in two parts and partly refunded. */
export async function seedPayments(owner: Person): Promise<string> {
  const { items } = await owner.query<{ items: { id: string; totalMinor: number }[] }>("orders.list", { limit: 12 });
  const [first, ...others] = items.filter(({ totalMinor }) => totalMinor > 300);
  if (!first) throw new Error("there is no order to pay");
  const note = (orderId: string, kind: string, amountMinor: number, reference: string) =>
    owner.mutate("payments.record", { orderId, kind, amountMinor, reference });
  const half = Math.floor(first.totalMinor / 2);
  await note(first.id, "capture", half, "Bank transfer 2026-118");
  await note(first.id, "capture", first.totalMinor - half, "Till 4");
  await note(first.id, "refund", Math.floor(first.totalMinor / 5), "Bank transfer 2026-131");
  for (const [nth, { id, totalMinor }] of others.entries()) await note(id, "capture", totalMinor, `Card ${nth + 1}`);
  return first.id;
}
