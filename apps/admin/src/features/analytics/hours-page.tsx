import { OK } from "@nexusone/contracts/analytics-terms";
import { Badge } from "@nexusone/ui/badge";
import { Card, EmptyState, PageHeader, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChartNoAxesColumn, Check, ChevronRight } from "lucide-react";
import { LoadMore } from "../../app/load-more.tsx";
import { FailedState, NothingHere } from "../../app/states.tsx";
import { useI18n, useT } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";
import { GeneralReason } from "./general-reason.tsx";
import { hoursQuery } from "./hours-query.ts";
import type { HoursSearch } from "./analytics-search.ts";
import { operationName } from "./words.ts";

const route = getRouteApi("/m/$slug/analytics/hours");

/** The rows behind a figure: how often it happened in each hour, how it ended, how long it took. */
export function HoursPage() {
  const { area, operation, range } = route.useSearch();
  return area && operation ? <Hours area={area} operation={operation} range={range} /> : <NothingHere />;
}

type Named = Required<Pick<HoursSearch, "area" | "operation">> & { range: HoursSearch["range"] };

function Hours({ area, operation, range }: Named) {
  const t = useT();
  const { api, slug } = useShop();
  const list = useInfiniteQuery(hoursQuery(api, { area, operation, ...(range && { range }) }));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const name = operationName(t, { area, operation });
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 py-4 sm:px-6">
      <title>{`${name} · NexusOne`}</title>
      <PageHeader
        crumbs={
          <nav aria-label={t("nav.crumbs")} className="flex items-center gap-1">
            <Link
              to="/m/$slug/analytics"
              params={{ slug }}
              search={range ? { range } : {}}
              className="hover:text-ink hover:underline"
            >
              {t("analytics.title")}
            </Link>
            <ChevronRight size={12} aria-hidden />
            <span aria-current="page">{t("analytics.hours")}</span>
          </nav>
        }
        title={<span className="[overflow-wrap:anywhere]">{name}</span>}
        badges={<Badge>{t(`analytics.area.${area}`)}</Badge>}
      />
      <Card flush title={t("analytics.hours")} hint={t("analytics.hoursHint")}>
        {list.isPending ? (
          <div className="p-4" role="status" aria-label={t("common.loading")}>
            <Skeleton className="h-40 w-full" />
          </div>
        ) : list.isError && rows.length === 0 ? (
          <FailedState compact error={list.error} onRetry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState compact icon={<ChartNoAxesColumn size={18} aria-hidden />} title={t("analytics.hoursEmpty")} />
        ) : (
          <>
            <HoursTable rows={rows} />
            <LoadMore list={list} />
          </>
        )}
      </Card>
    </div>
  );
}

type Row = { id: string; hour: string; outcome: string; calls: number; averageMs: number | null; maxMs: number | null };

function HoursTable({ rows }: { rows: readonly Row[] }) {
  const { t, locale } = useI18n();
  const number = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const ms = (value: number | null): string => (value === null ? "–" : `${number.format(Math.round(value))} ms`);
  return (
    <Table
      narrow
      label={t("analytics.hours")}
      head={
        <>
          <Th>{t("analytics.column.hour")}</Th>
          <Th end>{t("analytics.column.calls")}</Th>
          <Th>{t("analytics.column.outcome")}</Th>
          <Th end className="max-md:hidden">
            {t("analytics.column.average")}
          </Th>
          <Th end>{t("analytics.column.slowest")}</Th>
        </>
      }
    >
      {rows.map(({ id, hour, outcome, calls, averageMs, maxMs }) => (
        <tr key={id}>
          <Td className="whitespace-nowrap tabular-nums">{time.format(new Date(hour))}</Td>
          <Td end>{number.format(calls)}</Td>
          <Td>
            {outcome === OK ? (
              <Badge tone="good" icon={<Check size={12} aria-hidden />}>
                {t("analytics.ok")}
              </Badge>
            ) : (
              <GeneralReason code={outcome} />
            )}
          </Td>
          <Td end className="max-md:hidden">
            {ms(averageMs)}
          </Td>
          <Td end>{ms(maxMs)}</Td>
        </tr>
      ))}
    </Table>
  );
}
