import { addMs, DAY_MS } from "@nexusone/core/clock";
import type { OrderTruth } from "@nexusone/sandbox/control";
import type { Played } from "./play.ts";
import type { Shop } from "./shop.ts";

/** Something that must hold when the month is over; `wrong` names what does not. */
export type Check = { readonly name: string; readonly says: string; readonly wrong: readonly string[] };

/** Everything besides the ends of orders: what CJ knows, what the books say, and who acted. */
export async function checkAll(shop: Shop, played: Played, truth: readonly OrderTruth[]): Promise<Check[]> {
  return [
    sentOnce(truth),
    await stockIsCjs(shop),
    await aboveFloor(shop),
    await pointsKept(shop, played),
    await limitKept(shop),
    await balanceExact(shop, truth),
    await ledgersExact(shop),
    await nobodyActed(shop),
    nothingGivenUp(shop),
  ];
}

function sentOnce(truth: readonly OrderTruth[]): Check {
  const twice = [...Map.groupBy(truth, ({ orderNumber }) => orderNumber.split("-").slice(0, 2).join("-"))]
    .filter(([, orders]) => orders.length > 1)
    .map(([number, orders]) => `${number}: ${orders.map(({ orderNumber }) => orderNumber).join(", ")}`);
  return { name: "sent to CJ twice", says: `${twice.length} of ${truth.length}`, wrong: twice };
}

/** Units by variant, as CJ has them and as the catalogue has them. */
async function stockIsCjs({ control, database, story }: Shop): Promise<Check> {
  const rows = await database.sql<{ vid: string; units: number }[]>`
    select v.external_id as vid, coalesce(sum(s.total), 0)::float8 as units
    from product_variants v left join variant_stock s on s.merchant_id = v.merchant_id and s.variant_id = v.id
    where v.external_id is not null group by v.external_id`;
  const ours = new Map(rows.map(({ vid, units }) => [vid, units]));
  const wrong: string[] = [];
  for (const { pid } of story.goods) {
    for (const { vid, stock } of (await control.products.get(pid)).variants) {
      const there = stock.reduce((sum, { cj, factory }) => sum + cj + factory, 0);
      if (ours.get(vid) !== there) wrong.push(`${vid}: CJ has ${there}, the catalogue ${ours.get(vid) ?? "nothing"}`);
      ours.delete(vid);
    }
  }
  for (const [vid, units] of ours) if (units > 0) wrong.push(`${vid}: CJ has none any more, the catalogue ${units}`);
  return { name: "stock unlike CJ's", says: `${wrong.length} of ${rows.length} variants`, wrong };
}

/** What an order that goes on left at its prices, before what its customer was let off, against the floor. */
async function aboveFloor({ database, story }: Shop): Promise<Check> {
  const { vatBps, floorBps } = story.terms;
  const rows = await database.sql<{ number: string; bps: number }[]>`
    select o.number, (l.profit_minor * 10000 / (l.price_minor * l.quantity / (1 + ${vatBps}::float8 / 10000)))::float8 as bps
    from order_lines l join orders o on o.merchant_id = l.merchant_id and o.id = l.order_id`;
  const wrong = rows
    .filter(({ bps }) => bps < floorBps)
    .map(({ number, bps }) => `${number}: ${(bps / 100).toFixed(1)} %`);
  const least = rows.length === 0 ? 0 : Math.min(...rows.map(({ bps }) => bps));
  return { name: "sold below the floor", says: `${wrong.length}, least margin ${(least / 100).toFixed(1)} %`, wrong };
}

/** What CJ takes for reading a product, at the least, and the share of a day that readings may spend. */
const LEAST_POINTS = 10;
const FOR_READINGS = 0.9;

/** CJ's own count of every day, what it refused for want of points, and that a reading which ran out of them went on the next day. */
async function pointsKept({ clock, database, story }: Shop, { mostPoints }: Played): Promise<Check> {
  const { pointsPerDay } = story.terms;
  const weekAgo = addMs(clock.now(), -8 * DAY_MS);
  const [row] = await database.sql<{ refused: number; waits: number; unread: number }[]>`
    select (select count(*)::integer from cj_api_usage where failure = 'quota_exhausted' and http_status is not null) as refused,
      (select count(*)::integer from events where type = 'inventory.sync_moved' and payload ->> 'state' = 'waiting'
        and payload ->> 'reason' = 'inventory.points_kept') as waits,
      (select count(*)::integer from supplier_links where last_read_at < ${weekAgo}) as unread`;
  const { refused = 0, waits = 0, unread = 0 } = row ?? {};
  const wrong = [
    ...(mostPoints > pointsPerDay ? [`${mostPoints} of ${pointsPerDay} points on one day`] : []),
    ...(refused > 0 ? [`CJ refused ${refused} calls for want of points`] : []),
    ...(waits === 0 && story.goods.length * LEAST_POINTS > pointsPerDay * FOR_READINGS
      ? ["no reading ever waited for points"]
      : []),
    ...(unread > 0 ? [`${unread} products were not read for more than a week`] : []),
  ];
  const says = `${wrong.length}, most ${mostPoints} of ${pointsPerDay} a day, readings waited ${waits} times`;
  return { name: "points overspent", says, wrong };
}

async function limitKept({ database, story }: Shop): Promise<Check> {
  const limit = story.terms.dailyLimitUsdMinor;
  const rows = await database.sql<{ day: string; spent: number }[]>`
    select to_char(approved_at at time zone 'UTC', 'YYYY-MM-DD') as day, sum(approved_usd_minor)::float8 as spent
    from supplier_orders where approved_by = 'automation' group by 1`;
  const [row] = await database.sql<{ waited: number }[]>`
    select count(distinct payload ->> 'orderId')::integer as waited from events
    where type = 'order.held' and payload ->> 'reason' = 'fulfilment.spending_limit'`;
  const waited = row?.waited ?? 0;
  const wrong = [
    ...rows.filter(({ spent }) => spent > limit).map(({ day, spent }) => `${day}: ${usd(spent)}`),
    // In the rush the goods alone cost more than the limit.
    ...(waited === 0 ? ["nobody's order waited for another day"] : []),
  ];
  const most = Math.max(0, ...rows.map(({ spent }) => spent));
  const says = `${wrong.length}, most ${usd(most)} of ${usd(limit)} USD, ${waited} orders waited`;
  return { name: "limit of a day passed", says, wrong };
}

const usd = (minor: number): string => (minor / 100).toFixed(2);

/** What CJ took for orders is what we have on record as agreed. */
async function balanceExact({ database }: Shop, truth: readonly OrderTruth[]): Promise<Check> {
  const rows = await database.sql<{ number: string; agreed: number }[]>`
    select number, approved_usd_minor::float8 as agreed from supplier_orders
    where approved_usd_minor is not null and (paid_at is not null or state in ('paid', 'done'))`;
  const agreed = new Map(rows.map((row) => [row.number, row.agreed]));
  const paid = truth.filter(({ paidAt }) => paidAt !== null);
  const wrong = paid.flatMap(({ orderNumber, productUsd, postageUsd }) => {
    const took = Math.round((productUsd + postageUsd) * 100);
    const ours = agreed.get(orderNumber);
    return ours !== undefined && took <= Math.floor(ours * 1.02) ? [] : [`${orderNumber}: ${took}, agreed ${ours}`];
  });
  const total = paid.reduce((sum, { productUsd, postageUsd }) => sum + productUsd + postageUsd, 0);
  return { name: "paid without a word", says: `${wrong.length} of ${paid.length}, ${total.toFixed(2)} USD`, wrong };
}

/** Balances equal the sums of their ledgers; every payment is cut into parts that sum to it; units are kept for open orders only. */
async function ledgersExact({ database }: Shop): Promise<Check> {
  const [books] = await database.sql<Record<string, number>[]>`
    select a.balance, a.reserved,
      (select coalesce(sum(amount), 0)::integer from credit_entries) as ledger,
      (select coalesce(sum(amount), 0)::integer from credit_reservations where state = 'open') as open,
      (select count(*)::integer from payments p where p.kind = 'capture' and not exists (
        select from commission_lines c where c.payment_id = p.id and c.amount_minor = p.amount_minor
          and c.tax_minor + c.platform_minor + c.client_minor = c.amount_minor)) as uncut,
      (select count(*)::integer from reservations r join orders o on o.id = r.order_id
        where r.state = 'held' and o.fulfilment in ('delivered', 'shipped', 'cancelled')) as forgotten
    from credit_accounts a`;
  const { balance, reserved, ledger, open, uncut, forgotten } = books ?? {};
  const wrong = [
    ...(balance === ledger ? [] : [`credits: balance ${balance}, ledger ${ledger}`]),
    ...(reserved === open ? [] : [`credits: reserved ${reserved}, open ${open}`]),
    ...(uncut === 0 ? [] : [`${uncut} payments without their shares`]),
    ...(forgotten === 0 ? [] : [`${forgotten} reservations of orders that are over`]),
  ];
  return { name: "ledgers that do not add up", says: String(wrong.length), wrong };
}

async function nobodyActed({ database, story }: Shop): Promise<Check> {
  const rows = await database.sql<{ type: string; n: number }[]>`
    select type, count(*)::integer as n from events
    where actor_kind = 'user' and happened_at >= ${story.startsAt} group by type`;
  return {
    name: "acts of people",
    says: String(rows.reduce((sum, { n }) => sum + n, 0)),
    wrong: rows.map(({ type, n }) => `${type}: ${n}`),
  };
}

function nothingGivenUp({ desk, faults }: Shop): Check {
  const wrong = [...Map.groupBy(desk.dead, ({ job, reason }) => `${job}: ${reason}`)].map(
    ([what, all]) => `${what}, ${all.length} times`,
  );
  return { name: "jobs given up", says: `${desk.dead.length}, errors logged ${faults.length}`, wrong };
}
