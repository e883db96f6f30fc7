import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

const HOURS_A_DAY = 24;
/** From here on people think in days. */
const TWO_DAYS = 2 * HOURS_A_DAY;

/** How long orders take from being confirmed to being there: what half and what nine in ten of them did not exceed. */
export function FulfilmentTimesCard({ days }: { days: number }) {
  const { t, locale } = useI18n();
  const { api } = useShop();
  const query = useQuery(
    api.analytics.getFulfilmentTimes.queryOptions({ days }, { placeholderData: keepPreviousData }),
  );
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const time = (hours: number | null): string =>
    hours === null
      ? "–"
      : hours < TWO_DAYS
        ? t("figures.hours", { hours: number.format(hours) })
        : t("figures.daysLong", { days: number.format(hours / HOURS_A_DAY) });
  if (!query.isSuccess)
    return (
      <Card title={t("figures.times")} hint={t("figures.timesHint")}>
        {query.isError ? (
          <Refused error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton className="h-24 w-full" />
        )}
      </Card>
    );
  const { stages } = query.data;
  return (
    <Card flush title={t("figures.times")} hint={t("figures.timesHint")}>
      {stages.every(({ orders }) => orders === 0) ? (
        <p className="px-4 py-3 text-muted">{t("figures.timesEmpty")}</p>
      ) : (
        <Table
          label={t("figures.times")}
          head={
            <>
              <Th sticky>{t("figures.stage")}</Th>
              <Th end>{t("figures.orders")}</Th>
              <Th end>{t("figures.median")}</Th>
              <Th end>{t("figures.p90")}</Th>
            </>
          }
        >
          {stages.map(({ stage, orders, medianHours, p90Hours }) => (
            <tr key={stage}>
              <Td sticky>{t(`figures.stage.${stage}`)}</Td>
              <Td end>{number.format(orders)}</Td>
              <Td end>{time(medianHours)}</Td>
              <Td end>{time(p90Hours)}</Td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
