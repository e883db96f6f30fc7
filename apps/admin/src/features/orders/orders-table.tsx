import { Money, RelativeTime } from "@nexusone/ui/amounts";
import { Table, Td, Th } from "@nexusone/ui/table";
import { Checkbox } from "@nexusone/ui/toggle";
import { Link } from "@tanstack/react-router";
import { KnownReason } from "../../app/known-reason.tsx";
import { useT } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { usePhone } from "../../lib/use-media.ts";
import type { Choice } from "../catalogue/use-selection.ts";
import { MoneyBadge } from "../payments/money-badge.tsx";
import { OrderBadge } from "./order-badge.tsx";
import { Profit } from "./profit.tsx";

export type OrderLine = Outputs["orders"]["list"]["items"][number];
/** Undefined for who may only look. */
export type Choosing = Choice<OrderLine["id"]> | undefined;

/** A row for each order; on a phone a card with the two numbers that matter. */
export function OrdersTable({ orders, choice }: { orders: readonly OrderLine[]; choice: Choosing }) {
  const t = useT();
  const phone = usePhone();
  if (phone)
    return (
      <ul aria-label={t("orders.title")}>
        {orders.map((order, index) => (
          <li key={order.id} className="flex gap-2 border-b border-line px-4 py-3 last:border-b-0">
            {choice?.choosing ? <Chooser choice={choice} orders={orders} index={index} /> : null}
            <OrderCard order={order} />
          </li>
        ))}
      </ul>
    );
  return (
    <Table
      label={t("orders.title")}
      head={
        <>
          <Th sticky>
            {choice ? (
              <Checkbox
                className="me-3 inline-flex align-middle"
                label={t("bulk.takeLoaded")}
                hideLabel
                checked={choice.all || (orders.length > 0 && orders.every(({ id }) => choice.ids.has(id)))}
                onChange={(event) => choice.take(orders, event.target.checked)}
              />
            ) : null}
            {t("orders.number")}
          </Th>
          <Th>{t("orders.customer")}</Th>
          <Th>{t("orders.status")}</Th>
          <Th>{t("payments.money")}</Th>
          <Th>{t("orders.items")}</Th>
          <Th end>{t("orders.total")}</Th>
          <Th end>{t("orders.profit")}</Th>
          <Th end>{t("orders.placed")}</Th>
        </>
      }
    >
      {orders.map((order, index) => (
        <tr
          key={order.id}
          className="hover:bg-hover"
          {...(choice && { "aria-selected": choice.all || choice.ids.has(order.id) })}
        >
          <Td sticky>
            <span className="flex items-center gap-3">
              {choice ? <Chooser choice={choice} orders={orders} index={index} /> : null}
              <OrderLink order={order} />
            </span>
          </Td>
          <Td className="max-w-48 truncate">
            <bdi>{order.customer.name || t(order.customer.isErased ? "orders.erased" : "orders.unnamed")}</bdi>
          </Td>
          <Td className="max-w-80">
            <span className="flex flex-col items-start gap-1">
              <OrderBadge status={order.status} />
              {order.firstHold ? (
                <span className="text-xs">
                  <KnownReason code={order.firstHold.reason} details={order.firstHold.details} />
                </span>
              ) : null}
            </span>
          </Td>
          <Td>
            <MoneyBadge state={order.money} />
          </Td>
          <Td className="max-w-64">
            <Items order={order} />
          </Td>
          <Td end>
            <Money minor={order.totalMinor} currency={order.currency} />
          </Td>
          <Td end>
            <Profit minor={order.profitMinor} currency={order.currency} />
          </Td>
          <Td end className="text-xs text-muted">
            <RelativeTime at={order.placedAt} />
          </Td>
        </tr>
      ))}
    </Table>
  );
}

type ChooserProps = { choice: NonNullable<Choosing>; orders: readonly OrderLine[]; index: number };

/** The box of one order; with Shift it takes those up to the last turned one along. */
export function Chooser({ choice, orders, index }: ChooserProps) {
  const t = useT();
  const order = orders[index];
  return order ? (
    <Checkbox
      label={t("batch.choose", { number: order.number })}
      hideLabel
      className="touch-target items-center justify-center"
      checked={choice.all || choice.ids.has(order.id)}
      // The click tells whether Shift is held; React's change event does not.
      onClick={(event) => choice.turn(orders, index, event.shiftKey)}
      onChange={() => undefined}
    />
  ) : null;
}

function OrderLink({ order }: { order: OrderLine }) {
  const { slug } = useShop();
  return (
    <Link
      to="/m/$slug/orders/$orderId"
      params={{ slug, orderId: order.id }}
      className="touch-target inline-flex items-center whitespace-nowrap font-medium text-ink hover:underline"
    >
      {order.number}
    </Link>
  );
}

function Items({ order }: { order: OrderLine }) {
  const t = useT();
  return (
    <span className="flex min-w-0 flex-col">
      <span className="truncate text-soft">{order.firstLine}</span>
      <span className="text-xs text-muted">{t("orders.units", { count: order.units })}</span>
    </span>
  );
}

/** An order in little: on a phone, and on the board. */
export function OrderCard({ order, bare }: { order: OrderLine; bare?: boolean }) {
  const t = useT();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <OrderLink order={order} />
        {bare ? null : (
          <span className="flex flex-wrap gap-1">
            <OrderBadge status={order.status} />
            <MoneyBadge state={order.money} />
          </span>
        )}
      </div>
      <span className="truncate text-soft">
        <bdi>{order.customer.name || t(order.customer.isErased ? "orders.erased" : "orders.unnamed")}</bdi>
      </span>
      <Items order={order} />
      {order.firstHold ? (
        <span className="text-xs">
          <KnownReason code={order.firstHold.reason} details={order.firstHold.details} />
        </span>
      ) : null}
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Money minor={order.totalMinor} currency={order.currency} className="font-medium" />
        <span className="text-xs text-muted">
          {t("orders.profit")} <Profit minor={order.profitMinor} currency={order.currency} />
        </span>
      </div>
    </div>
  );
}
