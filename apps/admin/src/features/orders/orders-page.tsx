import type { OrderId } from "@nexusone/contracts/ids";
import { ORDER_STATUSES } from "@nexusone/contracts/order-terms";
import { MONEY_STATES } from "@nexusone/contracts/payment-terms";
import { buttonClass } from "@nexusone/ui/button";
import { Select } from "@nexusone/ui/field";
import { cx } from "@nexusone/ui/cx";
import { Card, PageHeader } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Columns3, Link2, Plus, ReceiptText, Rows3, SquareCheckBig } from "lucide-react";
import { lazy, Suspense } from "react";
import { ExportButton } from "../../app/export-button.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { SearchBox } from "../catalogue/search-box.tsx";
import { useChoice } from "../catalogue/use-selection.ts";
import { ListStates } from "../inventory/list-states.tsx";
import { OrdersBoard } from "./orders-board.tsx";
import { filterOf, ordersQuery } from "./orders-queries.ts";
import type { OrdersSearch } from "./orders-search.ts";
import { OrdersTable, type Choosing } from "./orders-table.tsx";

const BatchBar = lazy(() => import("./batch-bar.tsx"));
const BatchSheet = lazy(() => import("./batch-sheet.tsx"));
const route = getRouteApi("/m/$slug/orders/");
const MOST_COUNTED = 1_000;
const NO_FILTER = { status: undefined, money: undefined, q: undefined };

/** Every order by its public word, as a table or as a board. */
export function OrdersPage() {
  const { t, locale } = useI18n();
  const { api, slug, can } = useShop();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // The board has a column for each word, and does not ask about money.
  const shown = search.view === "board" ? { ...NO_FILTER, q: search.q } : { ...NO_FILTER, ...search };
  const { batch, ...listed } = search;
  const chosen = useChoice<OrderId>(JSON.stringify(listed));
  const choice = can("orders:manage") ? chosen : undefined;
  const showBatch = (id: string | undefined): void =>
    void navigate({ search: { ...listed, ...(id !== undefined && { batch: id }) }, replace: true, resetScroll: false });
  const counts = useQuery(api.orders.figures.queryOptions()).data?.counts;
  const counted = (count: number): string =>
    new Intl.NumberFormat(locale).format(Math.min(count, MOST_COUNTED)) + (count > MOST_COUNTED ? "+" : "");
  const chip = (status: OrdersSearch["status"], label: string, count: number | undefined) => (
    <Link
      key={label}
      to="/m/$slug/orders"
      params={{ slug }}
      search={{ ...without(search, "status"), ...(status && { status }) }}
      replace
      resetScroll={false}
      aria-current={search.status === status ? "true" : undefined}
      className={chipClass(search.status === status)}
    >
      {label}
      {count ? <span className="tabular-nums text-muted">{counted(count)}</span> : null}
    </Link>
  );
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${t("orders.title")} · NexusOne`}</title>
      <PageHeader
        title={t("orders.title")}
        action={
          <span className="flex flex-wrap justify-end gap-2">
            <ExportButton path="/api/orders/export" name="orders" body={filterOf(shown)} />
            <Link to="/m/$slug/orders/links" params={{ slug }} className={buttonClass()}>
              <Link2 size={15} aria-hidden />
              {t("orderLinks.title")}
            </Link>
            {can("orders:manage") ? (
              <Link to="/m/$slug/orders/new" params={{ slug }} className={buttonClass({ look: "primary" })}>
                <Plus size={15} aria-hidden />
                {t("orders.new")}
              </Link>
            ) : null}
          </span>
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox
          label={t("orders.search")}
          placeholder={t("orders.searchPlaceholder")}
          value={search.q}
          busy={false}
          onChange={(q) =>
            void navigate({
              search: ({ q: _old, ...rest }) => (q === undefined ? rest : { ...rest, q }),
              replace: true,
            })
          }
        />
        {search.view === "board" ? null : <MoneyFilter search={search} />}
        <nav aria-label={t("orders.view")} className="flex gap-2">
          {(["table", "board"] as const).map((view) => (
            <Link
              key={view}
              to="/m/$slug/orders"
              params={{ slug }}
              search={{ ...without(search, "view"), ...(view === "board" && { view }) }}
              replace
              aria-current={(search.view ?? "table") === view ? "true" : undefined}
              className={chipClass((search.view ?? "table") === view)}
            >
              {view === "board" ? <Columns3 size={13} aria-hidden /> : <Rows3 size={13} aria-hidden />}
              {t(`orders.view.${view}`)}
            </Link>
          ))}
        </nav>
        {choice && !choice.choosing ? (
          <button
            type="button"
            className={cx(chipClass(false), search.view === "board" ? null : "md:hidden")}
            onClick={choice.begin}
          >
            <SquareCheckBig size={13} aria-hidden />
            {t("batch.select")}
          </button>
        ) : null}
      </div>
      {search.view === "board" ? (
        <OrdersBoard q={search.q} counts={counts} choice={choice} />
      ) : (
        <Card flush>
          <nav
            aria-label={t("orders.filter")}
            className="flex gap-2 border-b border-line px-4 py-2 max-sm:overflow-x-auto max-sm:[scrollbar-width:none] sm:flex-wrap"
          >
            {chip(undefined, t("orders.all"), undefined)}
            {ORDER_STATUSES.map((status) => chip(status, t(`orders.status.${status}`), counts?.[status]))}
          </nav>
          <OrdersList search={listed} choice={choice} />
        </Card>
      )}
      <Suspense>
        {choice?.choosing ? (
          <BatchBar choice={choice} search={listed} more={search.view !== "board"} onPlanned={showBatch} />
        ) : null}
        {batch && choice ? (
          <BatchSheet id={batch} onCommitted={choice.clear} onClose={() => showBatch(undefined)} />
        ) : null}
      </Suspense>
    </div>
  );
}

/** Only orders that stand with money in one way. */
function MoneyFilter({ search }: { search: OrdersSearch }) {
  const t = useT();
  const navigate = route.useNavigate();
  return (
    <Select
      className="w-44"
      label={t("payments.money")}
      hideLabel
      value={search.money ?? ""}
      onChange={(event) => {
        const money = MONEY_STATES.find((one) => one === event.target.value);
        void navigate({ search: { ...without(search, "money"), ...(money && { money }) }, replace: true });
      }}
    >
      <option value="">{t("orders.anyMoney")}</option>
      {MONEY_STATES.map((state) => (
        <option key={state} value={state}>
          {t(`payments.state.${state}`)}
        </option>
      ))}
    </Select>
  );
}

const without = (search: OrdersSearch, part: keyof OrdersSearch): OrdersSearch =>
  Object.fromEntries(Object.entries(search).filter(([name]) => name !== part));

function OrdersList({ search, choice }: { search: OrdersSearch; choice: Choosing }) {
  const { t } = useI18n();
  const { api } = useShop();
  const list = useInfiniteQuery({ ...ordersQuery(api, search), placeholderData: keepPreviousData });
  const orders = list.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = search.status !== undefined || search.money !== undefined || search.q !== undefined;
  return (
    <ListStates
      list={list}
      count={orders.length}
      empty={{
        icon: <ReceiptText size={18} aria-hidden />,
        title: t(narrowed ? "orders.nothingFound" : "orders.empty"),
        text: t(narrowed ? "orders.nothingFoundText" : "orders.emptyText"),
      }}
    >
      <OrdersTable orders={orders} choice={choice} />
    </ListStates>
  );
}
