import type { Range } from "@nexusone/contracts/analytics-terms";
import { Card, Skeleton } from "@nexusone/ui/layout";
import { Table, Td, Th } from "@nexusone/ui/table";
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useShop } from "../../lib/shop.ts";

/** Plans, credits and slow statements of the whole platform, for platform admins alone. */
export function PlatformInsightCards({ range }: { range: Range }) {
  const { t, locale } = useI18n();
  const { person } = useShop();
  const insight = useQuery(person.platform.getInsight.queryOptions({ range }));
  const number = new Intl.NumberFormat(locale);
  if (insight.isPending) return <Skeleton className="h-40 w-full" />;
  if (insight.isError) return <Refused error={insight.error} onRetry={() => void insight.refetch()} />;
  const { plans, slowStatements } = insight.data;
  return (
    <>
      <Card flush title={t("analytics.platform")} hint={t("analytics.platformHint")}>
        <Table
          label={t("analytics.platform")}
          head={
            <>
              <Th>{t("analytics.column.plan")}</Th>
              <Th end>{t("analytics.column.merchants")}</Th>
              <Th end>{t("analytics.column.used")}</Th>
              <Th end>{t("analytics.column.givenWithPlan")}</Th>
              <Th end>{t("analytics.column.givenByHand")}</Th>
              <Th end>{t("analytics.column.inHand")}</Th>
            </>
          }
        >
          {plans.map((row) => (
            <tr key={row.plan}>
              <Td>{t(`plan.${row.plan}`)}</Td>
              {[row.merchants, row.used, row.givenWithPlan, row.givenByHand, row.inHand].map((value, index) => (
                // A fixed row of figures: their place is their name.
                <Td key={index} end>
                  {number.format(value)}
                </Td>
              ))}
            </tr>
          ))}
        </Table>
        <p className="px-4 py-3 text-xs text-muted">{t("analytics.noRevenue")}</p>
      </Card>
      <Card flush title={t("analytics.slow")} hint={t("analytics.slowHint")}>
        {slowStatements.length === 0 ? (
          <p className="p-4 text-muted">{t("analytics.slowEmpty")}</p>
        ) : (
          <ul aria-label={t("analytics.slow")}>
            {slowStatements.map(({ name, statement, calls, averageMs, maxMs }) => (
              <li key={name} className="flex flex-col gap-1 border-b border-line px-4 py-3 last:border-b-0">
                <span className="flex flex-wrap justify-between gap-x-4 text-sm">
                  <code className="font-medium text-ink">{name}</code>
                  <span className="tabular-nums text-muted">
                    {t("analytics.slowFigures", {
                      count: number.format(calls),
                      average: number.format(averageMs),
                      most: number.format(maxMs),
                    })}
                  </span>
                </span>
                <details>
                  <summary className="touch-target w-fit cursor-pointer text-xs text-muted hover:text-ink">
                    {t("analytics.statement")}
                  </summary>
                  <code className="block whitespace-pre-wrap text-xs text-soft [overflow-wrap:anywhere]">
                    {statement}
                  </code>
                </details>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
