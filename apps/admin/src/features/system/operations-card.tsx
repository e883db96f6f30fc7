import { OPERATION_STATUSES } from "@nexusone/contracts/operation-status";
import { Card, EmptyState, Skeleton } from "@nexusone/ui/layout";
import { chipClass } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ListChecks } from "lucide-react";
import { LoadMore } from "../../app/load-more.tsx";
import { FailedState } from "../../app/states.tsx";
import { useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { OperationRow } from "./operation-row.tsx";
import { operationsQuery } from "./operations-query.ts";

const route = getRouteApi("/m/$slug/system");

/** The shop's background work, newest first; the filter lives in the address. */
export function OperationsCard() {
  const t = useT();
  const { api } = useShop();
  const search = route.useSearch();
  const list = useInfiniteQuery(operationsQuery(api, search));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card flush title={t("system.work")}>
      <Filter />
      {list.isPending ? (
        <div className="flex flex-col gap-3 p-4" role="status" aria-label={t("common.loading")}>
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="h-10 w-full" />
          ))}
        </div>
      ) : list.isError && rows.length === 0 ? (
        <FailedState compact error={list.error} onRetry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState compact icon={<ListChecks size={18} aria-hidden />} title={t("system.workEmpty")}>
          {t(search.status ? "system.workEmptyFilter" : "system.workEmptyText")}
        </EmptyState>
      ) : (
        <>
          <ul aria-label={t("system.work")}>
            {rows.map((operation) => (
              <OperationRow key={operation.id} operation={operation} />
            ))}
          </ul>
          <LoadMore list={list} />
        </>
      )}
    </Card>
  );
}

function Filter() {
  const t = useT();
  const { slug } = useShop();
  const { status: shown } = route.useSearch();
  const chip = (status: (typeof OPERATION_STATUSES)[number] | undefined) => (
    <Link
      key={status ?? "all"}
      to="/m/$slug/system"
      params={{ slug }}
      search={status ? { status } : {}}
      replace
      resetScroll={false}
      aria-current={shown === status ? "true" : undefined}
      className={chipClass(shown === status)}
    >
      {status ? t(`system.status.${status}`) : t("system.filter.all")}
    </Link>
  );
  return (
    <nav aria-label={t("system.filter")} className="flex flex-wrap gap-2 border-b border-line px-4 py-2">
      {chip(undefined)}
      {OPERATION_STATUSES.map(chip)}
    </nav>
  );
}
