import { AREAS } from "@nexusone/contracts/analytics-terms";
import { Badge } from "@nexusone/ui/badge";
import { cx } from "@nexusone/ui/cx";
import { Card, EmptyState } from "@nexusone/ui/layout";
import { chipClass, Table, Td, Th } from "@nexusone/ui/table";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import { Button } from "@nexusone/ui/button";
import { useI18n } from "../../i18n/context.tsx";
import type { Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { operationName } from "./words.ts";

const route = getRouteApi("/m/$slug/analytics/");
const CALLED = AREAS.filter((area) => area !== "feature");
const SHOWN = 15;
/** A phone shows the two numbers that matter; the rest is on the operation's own page. */
const wide = "max-md:hidden";

/** Calls, errors and times of every operation; each line leads to its hours. */
export function OperationsCard({ usage }: { usage: Outputs["analytics"]["getUsage"] }) {
  const { t, locale } = useI18n();
  const { slug } = useShop();
  const { area: wanted } = route.useSearch();
  const [all, setAll] = useState(false);
  const rows = usage.operations.filter(({ area }) => wanted === undefined || area === wanted);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const ms = (value: number | null): string => (value === null ? "–" : `${number.format(Math.round(value))} ms`);
  return (
    <Card flush title={t("analytics.operations")} hint={t("analytics.operationsHint")}>
      <nav aria-label={t("analytics.filter")} className="flex flex-wrap gap-2 border-b border-line px-4 py-2">
        {[undefined, ...CALLED].map((area) => (
          <Link
            key={area ?? "all"}
            to="/m/$slug/analytics"
            params={{ slug }}
            search={({ area: _before, ...rest }) => (area ? { ...rest, area } : rest)}
            replace
            resetScroll={false}
            aria-current={wanted === area ? "true" : undefined}
            className={chipClass(wanted === area)}
          >
            {area ? t(`analytics.area.${area}`) : t("analytics.area.all")}
          </Link>
        ))}
      </nav>
      {shown.length === 0 ? (
        <EmptyState compact icon={<ChartNoAxesColumn size={18} aria-hidden />} title={t("analytics.operationsEmpty")}>
          {t(wanted === "query" ? "analytics.queriesEmptyText" : "analytics.operationsEmptyText")}
        </EmptyState>
      ) : (
        <Table
          narrow
          label={t("analytics.operations")}
          head={
            <>
              <Th sticky>{t("analytics.column.operation")}</Th>
              <Th end>{t("analytics.column.calls")}</Th>
              <Th end>{t("analytics.column.errors")}</Th>
              <Th end className={wide}>
                {t("analytics.column.average")}
              </Th>
              <Th end className={wide}>
                {t("analytics.column.p95")}
              </Th>
              <Th end className={wide}>
                {t("analytics.column.slowest")}
              </Th>
            </>
          }
        >
          {shown.map(({ area, operation, calls, failed, averageMs, p95Ms, maxMs }) => (
            <tr key={`${area} ${operation}`}>
              <Td sticky className="max-w-48 md:max-w-64">
                <Link
                  to="/m/$slug/analytics/hours"
                  params={{ slug }}
                  search={{ range: usage.range, area, operation }}
                  className="block truncate font-medium text-ink hover:underline"
                >
                  {operationName(t, { area, operation })}
                </Link>
                <Badge>{t(`analytics.area.${area}`)}</Badge>
              </Td>
              <Td end>{number.format(calls)}</Td>
              <Td end className={cx(failed === 0 ? "text-muted" : "text-bad")}>
                {percent.format(failed / calls)}
              </Td>
              <Td end className={wide}>
                {ms(averageMs)}
              </Td>
              <Td end className={wide}>
                {ms(p95Ms)}
              </Td>
              <Td end className={wide}>
                {ms(maxMs)}
              </Td>
            </tr>
          ))}
        </Table>
      )}
      {rows.length > shown.length ? (
        <div className="flex justify-center p-3">
          <Button size="sm" onClick={() => setAll(true)}>
            {t("analytics.showAll", { count: number.format(rows.length) })}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
