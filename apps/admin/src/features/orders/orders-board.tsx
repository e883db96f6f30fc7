import { ORDER_STATUSES, type OrderStatus } from "@nexusone/contracts/order-terms";
import { Skeleton } from "@nexusone/ui/layout";
import { Checkbox } from "@nexusone/ui/toggle";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { OrderBadge } from "./order-badge.tsx";
import { ordersQuery } from "./orders-queries.ts";
import { Chooser, OrderCard, type Choosing } from "./orders-table.tsx";

/** What is over needs no column: the table has it. */
const COLUMNS = ORDER_STATUSES.filter((status) => status !== "cancelled" && status !== "delivered");
const SHOWN = 20;

/** A column for each word of what is still to be done, the newest orders in it. */
export function OrdersBoard(props: {
  q?: string | undefined;
  counts?: Record<OrderStatus, number> | undefined;
  choice: Choosing;
}) {
  const { q, counts, choice } = props;
  const t = useT();
  return (
    <div
      role="region"
      aria-label={t("orders.view.board")}
      tabIndex={0}
      className="relative flex flex-col gap-3 md:flex-row md:overflow-x-auto md:pb-3"
    >
      {COLUMNS.map((status) => (
        <Column key={status} status={status} q={q} count={counts?.[status]} choice={choice} />
      ))}
    </div>
  );
}

type ColumnProps = { status: OrderStatus; q: string | undefined; count: number | undefined; choice: Choosing };

function Column({ status, q, count, choice }: ColumnProps) {
  const t = useT();
  const { api, slug } = useShop();
  const list = useInfiniteQuery(ordersQuery(api, { status, ...(q === undefined ? {} : { q }) }, SHOWN));
  const orders = list.data?.pages[0]?.items ?? [];
  return (
    <section
      aria-label={t(`orders.status.${status}`)}
      className="flex min-w-0 flex-col gap-2 rounded-md border border-line bg-sunken p-2 md:w-64 md:shrink-0"
    >
      <header className="flex items-center justify-between gap-2 px-1">
        <span className="flex items-center gap-2">
          {choice?.choosing && orders.length > 0 ? (
            <Checkbox
              label={t("bulk.takeLoaded")}
              hideLabel
              checked={orders.every(({ id }) => choice.ids.has(id))}
              onChange={(event) => choice.take(orders, event.target.checked)}
            />
          ) : null}
          <OrderBadge status={status} />
        </span>
        {count ? <span className="text-xs tabular-nums text-muted">{Math.min(count, 1_000)}</span> : null}
      </header>
      {list.isPending ? (
        <Skeleton className="h-24 w-full" />
      ) : list.isError ? (
        <Refused error={list.error} onRetry={() => void list.refetch()} />
      ) : orders.length === 0 ? (
        <p className="px-1 py-2 text-xs text-muted">{t("orders.columnEmpty")}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {orders.map((order, index) => (
            <li key={order.id} className="flex min-w-0 gap-2 rounded-md border border-line bg-surface p-2">
              {choice?.choosing ? <Chooser choice={choice} orders={orders} index={index} /> : null}
              <OrderCard order={order} bare />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Link
          to="/m/$slug/orders"
          params={{ slug }}
          search={{ status, ...(q === undefined ? {} : { q }) }}
          className="touch-target px-1 text-xs text-accent-ink hover:underline"
        >
          {t("orders.more")}
        </Link>
      ) : null}
    </section>
  );
}
