import { listOrders } from "@nexusone/core/orders/list-orders";
import type { OrderTruth } from "@nexusone/sandbox/control";
import type { OrderEnd } from "@nexusone/sandbox/story/types";
import type { Played } from "./play.ts";
import type { Shop } from "./shop.ts";

type Money = Record<"captured" | "refunded" | "tax" | "platform", number>;
const NO_MONEY: Money = { captured: 0, refunded: 0, tax: 0, platform: 0 };
const PAGE = 100;

/** What every order came to: as the product's own list says it, with its money, and what CJ has of it. */
export async function endsOf(
  { ctx, database }: Shop,
  { refused }: Played,
  truth: readonly OrderTruth[],
): Promise<Map<string, OrderEnd>> {
  const money = new Map(
    (
      await database.sql<({ id: string } & Money)[]>`
        select p.order_id as id,
          sum(p.amount_minor) filter (where p.kind = 'capture')::float8 as captured,
          coalesce(sum(p.amount_minor) filter (where p.kind = 'refund'), 0)::float8 as refunded,
          sum(l.tax)::float8 as tax, sum(l.platform)::float8 as platform
        from payments p cross join lateral (
          select coalesce(sum(c.tax_minor), 0) as tax, coalesce(sum(c.platform_minor), 0) as platform
          from commission_lines c where c.merchant_id = p.merchant_id and c.payment_id = p.id) l
        group by p.order_id`
    ).map((row) => [row.id, row]),
  );
  // A second order at CJ for the same one has our number with a suffix.
  const atCj = Map.groupBy(truth, ({ orderNumber }) => orderNumber.split("-").slice(0, 2).join("-"));
  const ends = new Map<string, OrderEnd>();
  for (const [number, intake] of refused) ends.set(number, { ...NEVER, intake });
  let cursor: string | undefined;
  do {
    const page = await listOrders(ctx, { limit: PAGE, ...(cursor && { cursor }) });
    for (const { id, number, fulfilment, status, holds, totalMinor } of page.items) {
      const { captured, refunded, tax, platform } = money.get(id) ?? NO_MONEY;
      const there = atCj.get(number) ?? [];
      ends.set(number, {
        intake: "taken",
        fulfilment,
        status,
        holds: holds.toSorted().join(", "),
        atCj: there.length,
        paidAtCj: there.filter(({ paidAt }) => paidAt !== null).length,
        totalMinor,
        capturedMinor: captured,
        refundedMinor: refunded,
        taxMinor: tax,
        platformMinor: platform,
      });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ends;
}

const NEVER = {
  fulfilment: "",
  status: "",
  holds: "",
  atCj: 0,
  paidAtCj: 0,
  totalMinor: 0,
  capturedMinor: 0,
  refundedMinor: 0,
  taxMinor: 0,
  platformMinor: 0,
} as const;
